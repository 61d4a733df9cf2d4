"""Where reminders go."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ContactForm(forms.Form):
    """An address and whether reminders are wanted; both may be left out."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("For reminders, and for nothing else. Empty: none is kept."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    reminders = forms.BooleanField(label=_("Remind me by e-mail of what is due, once a day at most"), required=False)
