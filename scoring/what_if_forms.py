"""What a what-if asks: which settled months, and under which other rules. A GET form: every what-if has an address."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.models import Branch
from flagship.figures import plain
from flagship.form_fields import NumberField
from flagship.forms.programme import TierRowsField
from flagship.models import IndicatorTemplate
from flagship.periods import Month
from flagship.policies import POLICY_CHOICES, POLICY_RANGES, Policy, Tiers
from flagship.policy_words import policy_lines
from flagship.templatetags.house import label
from scoring.rules.what_if import KNOBS, Changes

_NUMBERS = {
    "min_pool": gettext_lazy("Smallest category pool (people)"),
    "total_cap": gettext_lazy("Cap of totals with over-achievement (marks)"),
}
_FULL = Decimal(100)


class WhatIfForm(forms.Form):
    """Months and branches of the reader's reach; every rule may stay as it was.

    `months` and `branches` are what can be chosen; `template` is the one whose weights are asked, with its
    indicators as `weights`.
    """

    def __init__(
        self,
        *args,
        months: Sequence[Month],
        branches: Sequence[Branch],
        templates: Sequence[IndicatorTemplate],
        template: IndicatorTemplate | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.months = list(months)
        self.template, self.indicators = template, list(template.ordered_indicators) if template else []
        listed = [(str(month), label(month)) for month in months]
        for name, words in (("since", _("From month")), ("until", _("To month"))):
            self.fields[name] = forms.TypedChoiceField(label=words, choices=listed, coerce=Month.parse)
        self.fields["branch"] = forms.TypedMultipleChoiceField(
            label=_("Branches"),
            choices=[(branch.code, branch.name) for branch in branches],
            coerce=lambda code: next(branch for branch in branches if branch.code == code),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("None chosen: all of them."),
        )
        for name in KNOBS:
            self.fields[name] = _choice(name) if name in POLICY_CHOICES else _number(name)
        self.fields["tiers"] = TierRowsField(label=_("Tier table for Party people"), required=False)
        self.fields["template"] = forms.ChoiceField(
            label=_("Template with other weights"),
            choices=[("", _("none")), *((str(one.pk), _template_name(one)) for one in templates)],
            required=False,
        )
        for at in self.indicators:
            self.fields[_box(at)] = NumberField(
                label=at.name,
                lowest=Decimal("0.01"),
                highest=_FULL,
                required=False,
                empty_value=at.weight,
                initial=plain(at.weight),
            )

        if self.is_bound:
            # An address that only names the template shows the weights it has.
            self.data = self.data.copy()
            for at in self.indicators:
                self.data.setdefault(_box(at), plain(at.weight))

    @property
    def weights(self) -> list:
        """The boxes of the weights."""
        return [self[_box(at)] for at in self.indicators]

    def clean(self):
        """The stretch does not end before it begins; the weights make 100 again."""
        said = super().clean()
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("The last month lies before the first."))
        typed = [said.get(_box(at)) for at in self.indicators]
        if typed and None not in typed and sum(typed) != _FULL:
            self.add_error(
                "template", _("The weights must sum to 100; they sum to %(sum)s.") % {"sum": plain(sum(typed))}
            )
        return said

    def changes(self) -> Changes:
        """The rules that were changed; only after `is_valid`."""
        said = self.cleaned_data
        return Changes(
            policies={name: said[name] for name in KNOBS if said[name] not in ("", None)},
            tiers=said["tiers"],
            template=self.template.pk if self.template else None,
            weights={at.code: said[_box(at)] for at in self.indicators if said[_box(at)] != at.weight},
        )

    def words(self) -> list[tuple[str, str]]:
        """The same in words, Chinese and English."""
        changes = self.changes()
        tried = replace(Policy(), **changes.policies)
        words = [_policy_words(tried, name) for name in changes.policies]
        if changes.tiers:
            rows = _rows(changes.tiers)
            words.append((f"加扣分档次：{rows}", f"Tier table: {rows}"))
        for at in self.indicators:
            if at.code in changes.weights:
                before, after = plain(at.weight), plain(changes.weights[at.code])
                words.append(
                    (
                        f"“{self.template.name}”第{self.template.version}版“{at.name}”权重 {before} 改为 {after}",
                        f"“{self.template.name}”, version {self.template.version}: the weight of “{at.name}” is {after}"
                        f" instead of {before}",
                    )
                )
        return words


def _box(indicator) -> str:
    return f"w{indicator.pk}"


def _template_name(template: IndicatorTemplate) -> str:
    return _("%(name)s, version %(version)s") % {"name": template.name, "version": template.version}


def _choice(name: str) -> forms.ChoiceField:
    lines = [policy_lines(replace(Policy(), **{name: value}), (name,))[0] for value in POLICY_CHOICES[name]]
    title = lines[0].title_zh if label(lines[0]) == lines[0].zh else lines[0].title_en
    options = [(value, label(line)) for value, line in zip(POLICY_CHOICES[name], lines, strict=True)]
    return forms.ChoiceField(
        label=title, choices=[("", _("as it was")), *options], required=False, widget=forms.RadioSelect, initial=""
    )


def _number(name: str) -> NumberField:
    low, high = POLICY_RANGES[name]
    field = NumberField if name == "total_cap" else WholeField
    return field(
        label=_NUMBERS[name],
        lowest=Decimal(low),
        highest=Decimal(high),
        places=2 if name == "total_cap" else 0,
        required=False,
        help_text=_("Empty: as it was."),
    )


class WholeField(NumberField):
    """A whole number."""

    def clean(self, value) -> int | None:
        found = super().clean(value)
        return None if found is None else int(found)


def _policy_words(policy: Policy, name: str) -> tuple[str, str]:
    (line,) = policy_lines(policy, (name,))
    return f"{line.title_zh}：{line.zh}", f"{line.title_en}: {line.en}"


def _rows(tiers: Tiers) -> str:
    """1–9: +3 +2 / −2 and so on, in both languages alike."""
    return "; ".join(
        f"{row.span}: {' '.join(f'+{plain(p)}' for p in row.bonus)} / {' '.join(f'−{plain(p)}' for p in row.deduction)}"
        for row in tiers.rows
    )
