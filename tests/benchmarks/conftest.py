"""The browsers of the journeys serve here too."""

from tests.journeys.conftest import arrive, chromium, sit_down  # noqa: F401 -- fixtures
