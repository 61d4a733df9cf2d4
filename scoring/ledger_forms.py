"""Forms of the ledger pages."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from flagship.categories import Account
from flagship.numbers import NumberProblem, parse_number
from flagship.periods import Month
from flagship.templatetags.house import label


class MonthText(forms.CharField):
    """A month typed as 2026-03, or nothing."""

    def to_python(self, value) -> Month | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return Month.parse(text)
        except ValueError as problem:
            raise ValidationError(_("Write the month as 2026-03.")) from problem


class Points(forms.CharField):
    """Points as people type them: +3, −2, 1.5."""

    def to_python(self, value) -> Decimal | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_number(text, unit="分")
        except NumberProblem as problem:
            raise ValidationError(_("Write the points as a number, for example 3 or −2.")) from problem


def account_choices() -> list[tuple[str, str]]:
    """Both accounts in the active language, with “all” before them."""
    return [("", _("Both accounts")), *((account.value, label(account)) for account in Account)]


class LedgerFilter(forms.Form):
    """What part of the ledger to show; every field may be empty."""

    search = forms.CharField(required=False, max_length=40, label=_("Name or number"))
    month = MonthText(required=False, label=_("Month"))
    account = forms.TypedChoiceField(
        required=False,
        choices=account_choices,
        coerce=lambda value: Account(value) if value else None,
        empty_value=None,
        label=_("Account"),
    )


class AdjustmentForm(forms.Form):
    """An adjustment by the Department: it needs a reason and the number of a document."""

    month = MonthText(label=_("Assessed month"), help_text=_("For example 2026-03."))
    amount = Points(label=_("Points"), help_text=_("For example 3 or −2."))
    document_number = forms.CharField(max_length=60, label=_("Document number"))
    reason = forms.CharField(
        max_length=300, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"})
    )
