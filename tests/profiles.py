"""How long hypothesis searches.

`pytest` takes the profile `house`: a moderate, repeatable search. `pytest --hypothesis-profile=deep` searches for a
long time, with new examples in every run; use it after a change to the rules or the formulas, with `--timeout=0`
because a single property then takes minutes.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("house", max_examples=100, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "deep",
    max_examples=5_000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
