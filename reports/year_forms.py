"""Forms of the year: the criteria of the list, and the decision it is frozen with."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship.form_fields import DayField
from reports.year_criteria import YearCriteria

_MOST = Decimal("9999.99")


def _count(label, most: int, **more) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, **more)


def _figure(label, **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=-_MOST, max_value=_MOST, decimal_places=2, required=False, **more)


class CriteriaForm(forms.Form):
    """Every criterion; what is left empty asks for nothing."""

    min_quarters = _count(_("Quarters with an accepted report, at least"), 4)
    min_months = _count(_("Months taken part, at least"), 12)
    min_score = _figure(_("Mean quarter score, at least"))
    min_points = _figure(_("Net star points, at least"))
    distinction = forms.BooleanField(label=_("A flag title in the year is needed"), required=False)
    first_months = _count(
        _("Months at rank 1 that count as much as a title"), 12, help_text=_("Empty: only a title counts.")
    )
    no_veto = forms.BooleanField(label=_("No veto in the year"), required=False)
    party_only = forms.BooleanField(label=_("Party and probationary members only"), required=False)
    top = _count(_("Places in each category"), 999, help_text=_("Empty: everybody who meets the criteria."))

    def __init__(self, *args, criteria: YearCriteria, **kwargs):
        values = {name: getattr(criteria, name) for name in self.base_fields}
        super().__init__(*args, initial={name: value or None for name, value in values.items()}, **kwargs)

    def criteria(self) -> YearCriteria:
        """What was set."""
        said = self.cleaned_data
        counts = {name: said[name] or 0 for name in ("min_quarters", "min_months", "first_months", "top")}
        return YearCriteria(**said | counts)


class FreezeForm(forms.Form):
    """The decision the year is frozen with."""

    decision_date = DayField(label=_("Date of the decision"))
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=60)
