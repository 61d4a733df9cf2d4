"""Forms of a year: policies, tier tables, days."""

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.categories import Account
from flagship.form_fields import DayField, MonthField, TermChoice
from flagship.policies import POLICY_CHOICES, POLICY_NAMES, POLICY_RANGES, Policy, TierRow, Tiers
from flagship.policy_words import policy_lines
from flagship.templatetags.house import label

_OWN_WORDS = {
    "min_pool": gettext_lazy("Smallest category pool (people)"),
    "total_cap": gettext_lazy("Cap of totals with over-achievement (marks)"),
    "due_day": gettext_lazy("Day of the next month on which sheets are due"),
    "publicity_days": gettext_lazy("Publicity of a month (working days)"),
    "quarter_due": gettext_lazy("Day of the month after the quarter on which reports are due"),
    "titles_per_category": gettext_lazy("Titles for each category and quarter, at most"),
    "title_publicity_days": gettext_lazy("Publicity of titles (working days)"),
}


class PolicyForm(forms.Form):
    """Every policy of a year. The first one asked is how non-Party people count."""

    def __init__(self, *args, policy: Policy, **kwargs):
        super().__init__(*args, initial={name: getattr(policy, name) for name in POLICY_NAMES}, **kwargs)
        for name in ("non_party", *(name for name in POLICY_NAMES if name != "non_party")):
            self.fields[name] = _choice(policy, name) if name in POLICY_CHOICES else _number(name)

    def policy(self) -> Policy:
        """What was chosen."""
        return Policy(**self.cleaned_data)


def _choice(policy: Policy, name: str) -> forms.ChoiceField:
    options = [policy_lines(replace(policy, **{name: value}), (name,))[0] for value in POLICY_CHOICES[name]]
    title = options[0].title_zh if label(options[0]) == options[0].zh else options[0].title_en
    choices = [(value, label(line)) for value, line in zip(POLICY_CHOICES[name], options, strict=True)]
    return forms.ChoiceField(label=title, choices=choices, widget=forms.RadioSelect)


def _number(name: str) -> forms.Field:
    low, high = POLICY_RANGES[name]
    kind = forms.DecimalField if name == "total_cap" else forms.IntegerField
    return kind(label=_OWN_WORDS[name], min_value=low, max_value=high)


_LINE = re.compile(r"(\d+)\s*(?:[-–—~至]\s*(\d+)?|(\+|以上))?\s*[:：]([^/／]*)(?:[/／](.*))?")


class TierRowsField(forms.CharField):
    """A tier table, one row a line: `10-30: 4 3 2 / 3 2`. Gives `Tiers`; None when left empty."""

    widget = forms.Textarea(
        attrs={"rows": 4, "placeholder": "1-9: 3 2 / 2\n10-30: 4 3 2 / 3 2\n31-: 5 4 3 2 1 / 3 2 1"}
    )

    def __init__(self, **kwargs):
        words = gettext_lazy(
            "One row a line: participants, a colon, points of the top ranks, a slash, points taken from the bottom "
            "ranks (the last rank first). The last row has no upper end."
        )
        super().__init__(**{"label": gettext_lazy("Rows"), "help_text": words} | kwargs)

    def to_python(self, value) -> Tiers | None:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if not lines:
            return None
        tiers = Tiers(tuple(_tier(line) for line in lines))
        if problems := tiers.problems():
            raise forms.ValidationError([label(problem) for problem in problems])
        return tiers


class TierForm(forms.Form):
    """A tier table from a month on."""

    account = TermChoice(Account, label=gettext_lazy("Account"), initial=Account.STAFF.value)
    valid_from = MonthField(label=gettext_lazy("From month"))
    rows = TierRowsField()
    note = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)


def _tier(line: str) -> TierRow:
    match = _LINE.fullmatch(line)
    if match is None:
        raise forms.ValidationError(_("“%(line)s” is not a row; write it as 10-30: 4 3 2 / 3 2.") % {"line": line})
    low, high, _more, bonus, deduction = match.groups()
    alone = high is None and not re.search(r"[-–—~至+]|以上", line.split(":")[0].split("：")[0])
    return TierRow(
        low=int(low),
        high=int(low) if alone else int(high) if high else None,
        bonus=_points(bonus, line),
        deduction=_points(deduction or "", line),
    )


def _points(text: str, line: str) -> tuple[Decimal, ...]:
    try:
        points = tuple(Decimal(word) for word in re.split(r"[\s,，、]+", text.strip()) if word)
    except InvalidOperation:
        points = (Decimal("NaN"),)
    if any(not point.is_finite() or point < 0 or point > 100 for point in points):
        raise forms.ValidationError(
            _("“%(line)s”: points are numbers from 0 to 100 with a blank between.") % {"line": line}
        )
    return points


class CalendarDayForm(forms.Form):
    """A day that departs from Monday–Friday."""

    date = DayField(label=gettext_lazy("Day"))
    working = forms.TypedChoiceField(
        label=gettext_lazy("It is"),
        coerce=lambda value: value == "yes",
        choices=[("no", gettext_lazy("a holiday")), ("yes", gettext_lazy("a working day"))],
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=60, required=False)
