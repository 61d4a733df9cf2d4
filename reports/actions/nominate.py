"""Nominating a person for a title, and taking it back."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.attach import attach_photo, discard
from flagship.categories import FlagCategory
from flagship.moves import Refused
from flagship.periods import Quarter
from members.models import Member
from reports.actions.report import editable_report
from reports.builders import people_of
from reports.models import Nomination, QuarterRollup
from reports.queries.eligibility import too_few_months
from reports.states import UNDECIDED_ROLLUP


@transaction.atomic
def nominate(
    *,
    branch: Branch,
    quarter: Quarter,
    member: Member,
    category: FlagCategory,
    citation: str,
    by,
    photo: UploadedFile | None = None,
    now: dt.datetime | None = None,
) -> Nomination:
    """Put a person of the branch forward for a title in a category, with the citation it rests on and a photograph.

    Raises Refused with one sentence: not of this branch at the quarter's end, fewer than two settled months in the
    category, oneself, already nominated, no citation, no real picture, or the committee has already decided.
    """
    report = editable_report(branch, quarter, by=by)
    _refuse_after_decision(quarter)
    citation = citation.strip()
    if sentence := _refusal(branch, quarter, member, category, citation, by):
        raise Refused(sentence)
    return Nomination.objects.create(
        report=report,
        quarter=quarter,
        member=member,
        category=category,
        citation=citation,
        photo=attach_photo(photo, by=by, now=now) if photo else None,
        nominated_by=by,
        nominated_at=now or clock.now(),
    )


def _refusal(branch, quarter, member, category, citation, by) -> str | None:
    name = {"name": member.name, "branch": branch.name, "day": quarter.last_day}
    if by.person is not None and by.person.pk == member.pk:
        return _("Nobody nominates themself; the Department can have it done by somebody else.")
    if member.branch_on(quarter.last_day) != branch:
        return _("%(name)s did not belong to %(branch)s on %(day)s; the branch of that day nominates.") % name
    if Nomination.objects.filter(quarter=quarter, member=member).exists():
        return _("%(name)s is already nominated for this quarter; one nomination a person.") % name
    if not citation:
        return _("Write the citation for %(name)s: what shines, what was achieved.") % name
    people = {(person.member_id, person.category): person for person in people_of(branch, quarter)}
    return too_few_months(people.get((member.pk, category)), member.name)


@transaction.atomic
def rewrite_citation(nomination: Nomination, *, citation: str, by) -> Nomination:
    """Change the citation while the report can be edited."""
    editable_report(nomination.report.branch, nomination.quarter, by=by)
    _refuse_after_decision(nomination.quarter)
    if not citation.strip():
        raise Refused(
            _("Write the citation for %(name)s: what shines, what was achieved.") % {"name": nomination.member}
        )
    nomination.citation = citation.strip()
    nomination.save(update_fields=["citation"])
    return nomination


@transaction.atomic
def set_photo(nomination: Nomination, *, photo: UploadedFile | None, by, now: dt.datetime | None = None) -> Nomination:
    """Give the nomination another photograph, or none, while the report can be edited."""
    editable_report(nomination.report.branch, nomination.quarter, by=by)
    _refuse_after_decision(nomination.quarter)
    former, nomination.photo = nomination.photo, attach_photo(photo, by=by, now=now) if photo else None
    nomination.save(update_fields=["photo"])
    discard(former)
    return nomination


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, by, now: dt.datetime | None = None) -> None:
    """Take a nomination out of a report that can be edited."""
    editable_report(nomination.report.branch, nomination.quarter, by=by)
    _refuse_after_decision(nomination.quarter)
    photo = nomination.photo
    nomination.delete()
    discard(photo)


def _refuse_after_decision(quarter: Quarter) -> None:
    rollup = QuarterRollup.objects.filter(quarter=quarter).first()
    if rollup is not None and rollup.state not in UNDECIDED_ROLLUP:
        raise Refused(_("The Party committee has decided on this quarter; its nominations stand as they are."))
