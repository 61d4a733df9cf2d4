"""The Department adopts a star scheme for a year."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship.actions.audit import record
from flagship.models import Programme, StarScheme
from flagship.moves import Refused
from flagship.permissions import Permission, Role
from flagship.templatetags.house import label
from scoring.rules import StarRules


@transaction.atomic
def adopt_stars(
    *, programme: Programme, rules: StarRules, by, promoter: Role = Role.DEPARTMENT, now: dt.datetime | None = None
) -> StarScheme:
    """Put a star scheme in force for the year; it is no example any more.

    `promoter` is whose star runs they are. No ledger entry changes: stars are read from the ledger by the scheme in
    force. Raises Refused for faults of the scheme and in a closed year.
    """
    if not by.has_perm(Permission.EDIT_PROGRAMME):
        raise PermissionDenied
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.frozen_at:
        raise Refused(_("The year %(year)s is closed.") % {"year": programme.year})
    if problems := rules.problems():
        raise Refused(" ".join(label(problem) for problem in problems))
    scheme, _created = StarScheme.objects.update_or_create(
        programme=programme,
        defaults={
            "base": rules.base,
            "window": rules.window,
            "carry_over": rules.carry_over,
            "cap": rules.cap,
            "bands": [str(band) for band in rules.bands],
            "promoter": promoter,
            "is_example": False,
        },
    )
    record("adopt_stars", str(programme.year), by=by, now=now, rules=rules.to_json(), role=promoter)
    return scheme
