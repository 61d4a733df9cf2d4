"""Forms of the targets' pages."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_BLOCK = 500_000


class TargetsForm(forms.Form):
    """A workbook, or a block copied from one."""

    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy("Excel workbook (.xlsx), at most 10 MB."),
    )
    block = forms.CharField(
        label=gettext_lazy("Block from Excel"),
        required=False,
        max_length=LONGEST_BLOCK,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control", "spellcheck": "false"}),
        help_text=gettext_lazy("With its row of headings: the employee number and the names of the indicators."),
    )

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("file") and not (data.get("block") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a workbook or paste a block."))
        return data


class ConfirmTargetsForm(forms.Form):
    """What the preview showed, sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
