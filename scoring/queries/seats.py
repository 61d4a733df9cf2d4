"""Who stands on which month sheet, and as what (五（一）、五（三）)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from branches.models import Branch
from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.periods import Month
from members.models import BranchMembership, Declaration, Exemption, Member, StatusPeriod
from scoring.queries.templates import Choice, TemplateBook

_NO_TEMPLATE = Choice(None, "", "")


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place on a month sheet, as in force on the month's last day."""

    member: Member
    branch_id: int
    status: PoliticalStatus
    category: FlagCategory | str
    track: InnovationTrack | str
    layer: WorkLayer | str
    exemption: Exemption | None
    choice: Choice

    @property
    def columns(self) -> dict:
        """What of it a participant's row holds."""
        return {
            "status": self.status,
            "category": self.category,
            "track": self.track,
            "layer": self.layer,
            "exemption_id": self.exemption.pk if self.exemption else None,
            "template_id": self.choice.template.pk if self.choice.template else None,
            "template_reason": self.choice.reason,
        }


def seats(month: Month, branches: Iterable[Branch]) -> dict[int, list[Seat]]:
    """The seats by branch id, in the order of employee numbers; a constant number of queries.

    A person belongs to the branch of membership at the end of the 15th; leaving later changes nothing. Party and
    probationary members always have a seat, non-Party people when they declared.
    """
    branches = {branch.pk: branch for branch in branches}
    memberships = BranchMembership.objects.on(month.fifteenth).filter(branch__in=branches)
    belongs = {m.member: m.branch_id for m in memberships.select_related("member").order_by("since", "pk")}
    people = memberships.values("member")
    statuses = dict(
        StatusPeriod.objects.filter(member__in=people, since__lte=month.last_day)
        .order_by("since")
        .values_list("member_id", "status")
    )
    declared = _declarations(month, people)
    exempt = _exemptions(month, people)
    book = TemplateBook.of(month, list(branches))
    found = defaultdict(list)
    for member, branch_id in sorted(belongs.items(), key=lambda pair: pair[0].employee_number):
        status = statuses.get(member.pk, PoliticalStatus.NON_PARTY)
        declaration = declared.get(member.pk)
        if declaration is None and not status.is_party:
            continue
        layer = member.layer or branches[branch_id].layer
        category, track = (declaration.category, declaration.track) if declaration else ("", "")
        choice = book.choose(branch_id, category, track, layer) if declaration else _NO_TEMPLATE
        found[branch_id].append(Seat(member, branch_id, status, category, track, layer, exempt.get(member.pk), choice))
    return dict(found)


def _declarations(month: Month, people) -> dict[int, Declaration]:
    """The declaration that counts, by member id: of several accepted ones the last to begin."""
    in_force = Declaration.objects.in_force(month).filter(member__in=people)
    found: dict[int, Declaration] = {}
    for declaration in in_force:
        found.setdefault(declaration.member_id, declaration)
    return found


def _exemptions(month: Month, people) -> dict[int, Exemption]:
    begun = Exemption.objects.filter(member__in=people, from_month__lte=month).order_by("from_month", "pk")
    return {exemption.member_id: exemption for exemption in begun if exemption.covers(month)}
