"""Forms of the people pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.queries.tree import in_tree_order
from flagship import clock
from flagship.categories import PoliticalStatus, WorkLayer
from flagship.form_fields import DayField, MonthField, TermChoice


class BranchChoice(forms.ModelChoiceField):
    """An open Party branch of those handed in, in the order of the tree."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Branch.objects.none(), empty_label="—", **kwargs)

    def offer(self, branches) -> None:
        self.queryset = branches
        self.choices = [("", "—"), *((branch.pk, branch.name) for branch in in_tree_order(branches))]


class DetailsForm(forms.Form):
    """Name, post and layer of a person."""

    name = forms.CharField(label=_("Name"), max_length=40)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    layer = TermChoice(
        WorkLayer, label=_("Layer"), required=False, help_text=_("Only where it departs from the branch's layer.")
    )


class PersonForm(DetailsForm):
    """A new person of the roster."""

    employee_number = forms.CharField(label=_("Employee number"), max_length=30)
    branch = BranchChoice(label=_("Branch"))
    status = TermChoice(PoliticalStatus, label=_("Political status"))
    since = DayField(label=_("From"), initial=clock.today)

    field_order = ("employee_number", "name", "branch", "status", "since", "post", "layer")

    def __init__(self, *args, branches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].offer(branches)


class TransferForm(forms.Form):
    """To another branch from a day on."""

    branch = BranchChoice(label=_("To the branch"))
    on = DayField(label=_("From"), initial=clock.today)

    def __init__(self, *args, branches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].offer(branches)


class StatusForm(forms.Form):
    """Another political status from a day on."""

    status = TermChoice(PoliticalStatus, label=_("Political status"))
    since = DayField(label=_("From"), initial=clock.today)


class LeaveForm(forms.Form):
    """Out of every branch from a day on."""

    on = DayField(label=_("From"), initial=clock.today)


class ExemptionForm(forms.Form):
    """Months in which a person does not take part, and why."""

    from_month = MonthField(label=_("From month"))
    until_month = MonthField(label=_("Last month"), required=False, help_text=_("Empty: until further notice."))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class LastMonthForm(forms.Form):
    """The last month of an exemption."""

    last_month = MonthField(label=_("Last month"))


class RosterForm(forms.Form):
    """A workbook and the day from which what it changes holds."""

    file = forms.FileField(label=_("Workbook"), help_text=_("Excel workbook (.xlsx), at most 10 MB."))
    effective = DayField(
        label=_("Changes hold from"),
        initial=clock.today,
        help_text=_(
            "For rows without a date of their own: new people, transfers and changes of status begin that day."
        ),
    )


class ConfirmForm(forms.Form):
    """What the preview showed, sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    effective = DayField(required=False, widget=forms.HiddenInput)
