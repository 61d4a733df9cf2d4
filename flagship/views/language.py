"""The language switch."""

from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from flagship.access import public


@public
@require_POST
def choose_language(request):
    """Remember the reader's language and return to the page the switch was pressed on."""
    return set_language(request)
