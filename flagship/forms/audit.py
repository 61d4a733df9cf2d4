"""The filter of the audit trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship.acts import ACTS, ROWS
from flagship.form_fields import DayField
from flagship.queries import AuditFilter


class AuditForm(forms.Form):
    """GET; whatever is unreadable filters nothing."""

    act = forms.ChoiceField(label=_("What"), required=False)
    who = forms.CharField(label=_("Who (number or name)"), max_length=40, required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, *args, moves: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", _("All")), *(ROWS if moves else ACTS).items()]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    def filter(self) -> AuditFilter:
        """What was asked."""
        self.is_valid()
        return AuditFilter(**{name: value for name, value in self.cleaned_data.items() if value})
