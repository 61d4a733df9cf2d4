"""Closing a unit, which asks after its people."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship.actions.audit import record
from flagship.categories import BranchKind
from flagship.moves import Refused
from members.models import Member


@transaction.atomic
def close_branch(*, branch: Branch, on: dt.date, successor: Branch | None, by) -> None:
    """Close a unit on a day; its months stay and are finished by the successor.

    Raises Refused while people belong to it on that day, while an open unit stands below it, and when a Party branch
    gets no successor.
    """
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    for refusal in (_standing(branch), _people(branch, on), _succession(branch, successor)):
        if refusal:
            raise Refused(refusal)
    branch.closed_on, branch.successor = on, successor
    branch.save(update_fields=["closed_on", "successor"])
    record("close_branch", branch.code, by=by, on=str(on), successor=successor.code if successor else "")


def _standing(branch: Branch) -> str | None:
    if branch.parent_id is None:
        return _("The company's Party committee cannot be closed.")
    if branch.closed_on:
        return _("%(branch)s is closed.") % {"branch": branch.name}
    below = branch.children.filter(closed_on=None).first()
    if below:
        return _("%(below)s stands below it and is open; move or close it first.") % {"below": below.name}
    return None


def _people(branch: Branch, on: dt.date) -> str | None:
    left = Member.objects.of(branch, on=on).count()
    if left:
        return _("%(count)s people belong to %(branch)s on that day; transfer them first.") % {
            "count": left,
            "branch": branch.name,
        }
    return None


def _succession(branch: Branch, successor: Branch | None) -> str | None:
    if branch.kind is not BranchKind.BRANCH:
        return None
    if successor is None:
        return _("Name the branch that finishes the months of %(branch)s.") % {"branch": branch.name}
    if successor == branch or successor.closed_on or successor.kind is not BranchKind.BRANCH:
        return _("The successor must be another open Party branch.")
    return None
