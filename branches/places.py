"""What may stand where in the tree, and what a code may be."""

from django.utils.translation import gettext as _

from branches.models import Branch
from flagship.categories import BranchKind

RESERVED = ("import", "new")  # of the addresses under /branches/


def code_problem(code: str) -> str | None:
    """A code stands in addresses: letters, digits, hyphens, and none that an address of ours uses."""
    if not code.replace("-", "").isalnum() or not code.isascii() or len(code) > 30:
        return _("A code has letters, digits and hyphens only, at most 30.")
    if code in RESERVED:
        return _("“%(code)s” cannot be a code; choose another.") % {"code": code}
    return None


def place_problem(kind: BranchKind, parent: Branch) -> str | None:
    """公司党委 – 党总支 – 党支部: what may stand below what."""
    if parent.closed_on:
        return _("%(branch)s is closed.") % {"branch": parent.name}
    if kind is BranchKind.COMMITTEE:
        return _("There is one Party committee, the root.")
    if parent.kind is BranchKind.BRANCH:
        return _("Nothing stands below a Party branch; choose the committee or a general branch.")
    if kind is BranchKind.GENERAL_BRANCH and parent.kind is not BranchKind.COMMITTEE:
        return _("A general branch stands directly below the Party committee.")
    return None
