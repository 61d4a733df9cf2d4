"""The audit trail speaks in words."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from flagship.acts import ACTS, what_words

ROOMS = ("flagship", "members", "branches", "scoring", "reports")
RECORDED = re.compile(r'\b(?:record\(|_saved\(row,)\s*"([^"]+)"')


def recorded() -> set[str]:
    files = (path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py"))
    return {act for path in files for act in RECORDED.findall(path.read_text(encoding="utf-8"))}


def test_every_act_that_is_recorded_has_words():
    found = recorded()
    assert {"export", "unexcuse", "note on nomination"} <= found
    assert found | {"demo_loaded"} <= set(ACTS)


@pytest.mark.parametrize(
    ("language", "told"), [("zh-hans", "李明 安全生产 2026年第三季度"), ("en", "李明 Work safety Q3 2026")]
)
def test_what_an_act_was_done_to_is_said_in_words(language, told):
    with translation.override(language):
        assert what_words("李明 safety 2026Q3") == told


def test_file_names_and_days_stay_as_they_are():
    with translation.override("zh-hans"):
        for what in ("2026-03.xlsx", "/quarters/2026Q3/", "2026-03-08"):
            assert what_words(what) == what
        assert what_words("王芳 2026-03") == "王芳 2026年3月"
