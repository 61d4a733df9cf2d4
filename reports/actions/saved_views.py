"""Keeping a selection of the desk's table under a name, each user for themself."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.moves import Refused
from reports.models import SavedView
from reports.queries.desk_view import DeskView

MOST = 20
LONGEST_NAME = 40


@transaction.atomic
def save_view(*, name: str, view: DeskView, by, now: dt.datetime | None = None) -> SavedView:
    """Keep a view; one of the same name is replaced. At most 20 a user."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the view a name."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("The name is too long; at most %(most)d characters.") % {"most": LONGEST_NAME})
    others = SavedView.objects.filter(user=by).exclude(name=name)
    if others.count() >= MOST:
        raise Refused(_("You keep %(most)d views already; forget one first.") % {"most": MOST})
    values = {"query": view.query, "saved_at": now or clock.now()}
    return SavedView.objects.update_or_create(user=by, name=name, defaults=values)[0]


def forget_view(view: SavedView) -> None:
    """Keep it no longer. Nothing else depends on it."""
    view.delete()
