"""A new token of the programming interface."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship import clock
from flagship.api_scopes import ApiScope
from flagship.form_fields import term_choices

USUAL_DAYS = 90


def _in_three_months() -> dt.date:
    return clock.today() + dt.timedelta(days=USUAL_DAYS)


class TokenForm(forms.Form):
    """What the token is for, what it may read, and its last day."""

    name = forms.CharField(label=_("What it is for"), max_length=60)
    expires_on = forms.DateField(
        label=_("Last day"), initial=_in_three_months, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scopes = forms.TypedMultipleChoiceField(
        label=_("It may read"),
        coerce=ApiScope,
        choices=lambda: term_choices(ApiScope),
        widget=forms.CheckboxSelectMultiple,
    )
