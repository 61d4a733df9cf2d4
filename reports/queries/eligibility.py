"""Who may be nominated, and who may be given a title."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from flagship.policies import Policy
from reports.documents import PersonQuarter
from reports.models import Nomination, QuarterLine
from reports.states import ReportState
from scoring.models import Objection, Veto

MONTHS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands against a title: a word for the table, and the sentence."""

    word: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def too_few_months(person: PersonQuarter | QuarterLine | None, name: str) -> str | None:
    """A sentence unless the person has the settled months in the category that a title needs."""
    months = person.months_taken if person else 0
    if months >= MONTHS_NEEDED:
        return None
    return _("%(name)s has %(months)s settled months in this category; a title needs at least %(needed)s.") % {
        "name": name,
        "months": months,
        "needed": MONTHS_NEEDED,
    }


def obstacles(nominations: Iterable[Nomination], policy: Policy) -> dict[int, list[Obstacle]]:
    """What stands against a title, as sentences by nomination. Two queries beside the nominations themselves.

    The nominations come with `report`, `line` and `member` loaded.
    """
    nominations = list(nominations)
    months = [month for nomination in nominations[:1] for month in nomination.quarter.months]
    people = [nomination.member_id for nomination in nominations]
    objections = Objection.objects.undecided().filter(about__in=people, revision__sheet__month__in=months)
    vetoes = Veto.objects.in_force().filter(member__in=people, month__in=months)
    objected = set(objections.values_list("about_id", flat=True))
    vetoed = set(vetoes.values_list("member_id", flat=True))
    return {
        nomination.pk: _against(nomination, policy, nomination.member_id in objected, nomination.member_id in vetoed)
        for nomination in nominations
    }


def _against(nomination: Nomination, policy: Policy, objected: bool, vetoed: bool) -> list[Obstacle]:
    line = getattr(nomination, "line", None)
    name = {"name": nomination.member.name}
    found = []
    if nomination.report.state is not ReportState.ACCEPTED:
        sentence = _("The report that nominates %(name)s is not accepted.") % name
        found.append(Obstacle("", sentence))  # the table has a column that says so
    if sentence := too_few_months(line, nomination.member.name):
        found.append(Obstacle(_("Fewer than two months"), sentence))
    if objected:
        found.append(Obstacle(_("Objection open"), _("An objection about %(name)s is not decided yet.") % name))
    if vetoed:
        found.append(Obstacle(_("Vetoed"), _("%(name)s was vetoed in this quarter: no title.") % name))
    if nomination.in_disciplinary_period:
        sentence = _("%(name)s is within a disciplinary period: no title.") % name
        found.append(Obstacle(_("Disciplinary period"), sentence))
    if policy.titles_for == "party" and line and not line.status.is_party:
        sentence = _("Titles are for Party and probationary members by this year’s policy; %(name)s is neither.")
        found.append(Obstacle(_("Not a Party member"), sentence % name))
    return found


def with_what_a_check_needs(nominations):
    """A queryset of nominations with everything `obstacles` and the desk read."""
    return nominations.select_related("member", "report__branch", "line", "nominated_by", "proposed_by", "title").defer(
        "report__content"
    )
