"""Photographs of nominees and title-holders, and the files of a decision."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from flagship.access import guard, published
from flagship.downloads import download, show_photo
from flagship.periods import Quarter
from flagship.permissions import Permission
from reports.models import FlagTitle, QuarterRollup
from reports.views.quarter_report import my_nomination
from reports.views.rollup import my_rollup


@require_safe
@guard(Permission.VIEW_REPORT, of=my_nomination)
def nominee_photo(request, nomination):
    """A nominee, for those who may read the branch's report: the branch, the Department, the committee."""
    return show_photo(nomination.photo)


@require_safe
@published
def title_photo(request, serial):
    """A title-holder, for everybody who has signed in, while the title stands."""
    title = get_object_or_404(FlagTitle.objects.standing().select_related("photo"), serial=serial)
    return show_photo(title.photo)


def my_decision(user, quarter: Quarter, file: int) -> QuarterRollup:
    """A roll-up with the file asked for."""
    rollup = my_rollup(user, quarter)
    if rollup.pk is None:
        raise Http404
    rollup.asked_file = get_object_or_404(rollup.attachments, pk=file)
    return rollup


@require_safe
@guard(Permission.VIEW_ROLLUP, of=my_decision)
def decision_file(request, rollup):
    """The minutes, or what else was attached to the committee's decision."""
    return download(request, rollup.asked_file, of=str(rollup))
