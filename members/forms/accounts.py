"""Forms of the accounts pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.forms import tree_choices
from branches.models import Branch
from flagship import clock
from flagship.form_fields import DayField, TermChoice
from flagship.permissions import Role
from members.models import Member


class AccountForm(forms.Form):
    """A new account for a person of the roster or for an office."""

    username = forms.CharField(
        label=_("Employee number"),
        max_length=30,
        help_text=_(
            "The account of a person has the person's employee number; an office gets a short name of its own."
        ),
    )
    name = forms.CharField(
        label=_("Name"), max_length=40, required=False, help_text=_("For an office; a person's name is in the roster.")
    )

    def clean(self) -> dict:
        data = super().clean()
        number = (data.get("username") or "").strip()
        if number and not data.get("name") and not Member.objects.filter(employee_number=number).exists():
            self.add_error("name", _("Nobody in the roster has this number; for an office write its name."))
        return data


class AppointmentForm(forms.Form):
    """A role in a branch from a day to a last day."""

    role = TermChoice(Role, label=_("Role"))
    branch = forms.ModelChoiceField(label=_("Unit"), queryset=Branch.objects.none(), empty_label="—")
    since = DayField(label=_("First day"), initial=clock.today)
    until = DayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        branches = Branch.objects.filter(closed_on=None)
        self.fields["branch"].queryset = branches
        self.fields["branch"].choices = [("", "—"), *tree_choices(branches, with_kind=True)]


class LastDayForm(forms.Form):
    """The last day of an appointment."""

    last_day = DayField(label=_("Last day"), initial=clock.today)
