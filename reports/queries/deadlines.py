"""The policies of a quarter."""

from flagship.models import Programme
from flagship.periods import Quarter
from flagship.policies import Policy


def policy_of(quarter: Quarter) -> Policy:
    """The policies of the quarter's year; the defaults where the year has no programme yet."""
    programme = Programme.objects.filter(year=quarter.year).first()
    return programme.policy if programme else Policy()
