"""Objecting to a month in publicity: online by any employee of the branch, or on paper logged by the Department."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.attach import attach_all
from flagship.moves import Refused
from flagship.permissions import Permission
from members.models import BranchMembership, Member
from scoring.models import MonthSheet, Objection, SheetRevision
from scoring.queries.officers import officers_of
from scoring.queries.rules_in_force import work_calendar
from scoring.rules.inputs import MonthInputs, PersonInput
from scoring.rules.months import answer_deadline
from scoring.states import ObjectionKind, ObjectionState, SheetState


@transaction.atomic
def raise_objection(
    *,
    sheet: MonthSheet,
    kind: ObjectionKind | str,
    about: Member,
    text: str,
    by,
    indicator_code: str = "",
    by_member: Member | None = None,
    files: Iterable[UploadedFile] = (),
    now: dt.datetime | None = None,
) -> Objection:
    """Object to a mark, an excuse, a rank or an omission while the month is in publicity.

    `by_member` is the person whose paper the Department logs; without it the objection is the user's own. One about
    the results of whoever answers for the sheet, or raised by them, goes to the Department at once. Raises
    PermissionDenied for a stranger to the branch, Refused outside the period or where it does not fit the sheet.
    """
    now = now or clock.now()
    locked = MonthSheet.objects.select_for_update(of=("self",)).select_related("branch").get(pk=sheet.pk)
    person = _person(locked, by, by_member, now)
    revision = _in_publicity(locked, now)
    kind = ObjectionKind(kind)
    _check(MonthInputs.from_json(revision.inputs), kind, about, indicator_code, text)
    same = Objection.objects.undecided().filter(
        revision=revision, by_member=person, about=about, kind=kind, indicator_code=indicator_code
    )
    if same.exists():
        raise Refused(_("This objection has been raised already and waits for its answer."))
    objection = Objection.objects.create(
        revision=revision,
        branch=locked.branch,
        kind=kind,
        by_member=person,
        about=about,
        indicator_code=indicator_code,
        text=text.strip(),
        on_paper=by_member is not None,
        state=_first_desk(revision, {about.pk, person.pk}, now),
        raised_at=now,
        answer_due=answer_deadline(now, work_calendar()),
    )
    objection.attachments.set(attach_all(files, by=by, now=now))
    return objection


def _first_desk(revision: SheetRevision, people: set[int], now: dt.datetime) -> ObjectionState:
    """The secretary's, unless one of the people answers for the sheet: then the Department's."""
    submitter = revision.submitted_by.person
    officers = officers_of(revision.sheet.branch, now.date()) | ({submitter.pk} if submitter else set())
    return ObjectionState.PASSED_ON if officers & people else ObjectionState.OPEN


def _person(sheet: MonthSheet, by, by_member: Member | None, now: dt.datetime) -> Member:
    """Who objects. An employee of the branch is on its sheet, or belongs to it in the month or today."""
    if by_member is not None:
        if not by.has_perm(Permission.LOG_OBJECTION, sheet.branch):
            raise PermissionDenied
    elif by.person is None:
        raise PermissionDenied
    person = by_member or by.person
    if may_object(person, sheet, now=now):
        return person
    if by_member is None:
        raise PermissionDenied
    raise Refused(_("%(name)s does not belong to %(branch)s.") % {"name": person, "branch": sheet.branch})


def may_object(person: Member, sheet: MonthSheet, *, now: dt.datetime) -> bool:
    """Whether the person is an employee of the branch."""
    if sheet.participants.filter(member=person).exists():
        return True
    belongs = BranchMembership.objects.filter(member=person, branch=sheet.branch)
    return belongs.on(sheet.month.fifteenth).exists() or belongs.on(now.date()).exists()


def _in_publicity(sheet: MonthSheet, now: dt.datetime) -> SheetRevision:
    if sheet.state is not SheetState.PUBLICISED:
        raise Refused(_("Objections are possible only while the results are on public display."))
    revision = sheet.revisions.select_related("submitted_by", "sheet__branch").get(number=sheet.revision)
    if now >= revision.publicity_until:
        raise Refused(_("The time for objections is over."))
    return revision


def _check(inputs: MonthInputs, kind: ObjectionKind, about: Member, indicator_code: str, text: str) -> None:
    if not text.strip():
        raise Refused(_("Say what you object to and why."))
    person = next((one for one in inputs.people if one.member_id == about.pk), None)
    if refusal := _does_not_fit(inputs, kind, person, indicator_code):
        raise Refused(refusal % {"name": about})


def _does_not_fit(
    inputs: MonthInputs, kind: ObjectionKind, person: PersonInput | None, indicator_code: str
) -> str | None:
    if kind is ObjectionKind.OMISSION:
        return _("%(name)s is on the sheet, so nothing was omitted.") if person else None
    if person is None:
        return _("%(name)s is not on the sheet; object to the omission instead.")
    if kind is ObjectionKind.EXCUSE:
        return _("%(name)s is ranked, so there is no excuse to object to.") if person.ranked else None
    if not person.ranked:
        return _("%(name)s is not ranked this month, so there is neither a mark nor a rank.")
    codes = [indicator.spec.code for indicator in inputs.template_of(person).indicators]
    if indicator_code and indicator_code not in codes:
        return _("The template of %(name)s has no such indicator.")
    return None
