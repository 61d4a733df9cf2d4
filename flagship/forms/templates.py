"""Forms of a template: its head, one indicator, publishing, retiring, correcting words."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship.categories import WorkLayer
from flagship.form_fields import CategoryChoice, MonthField, NumberField, TermChoice
from flagship.formulas import FORMULAS, IndicatorSpec, spec_problems
from flagship.formulas.words import param_words
from flagship.models import Indicator, IndicatorTemplate
from flagship.templatetags.house import label


class HeadForm(forms.Form):
    """For whom a template is."""

    name = forms.CharField(label=_("Name of the template"), max_length=80)
    category = CategoryChoice(label=_("Flag category"))
    layer = TermChoice(
        WorkLayer, label=_("Layer"), required=False, help_text=_("Left open, the template is for every layer.")
    )
    clause = forms.CharField(label=_("Clause"), max_length=40, required=False)
    over_achievement = forms.BooleanField(
        label=_("Over-achievement earns more than the weight"),
        required=False,
        help_text=_("Caps of indicators may then reach 1.2 times the weight."),
    )
    sample_weights = forms.BooleanField(
        label=_("Weights and scales are still examples"),
        required=False,
        help_text=_("Sheets and reports then say so."),
    )

    def __init__(self, *args, template: IndicatorTemplate | None = None, only=(), **kwargs):
        if template is not None:
            initial = {name: getattr(template, name) for name in self.base_fields}
            initial |= {"category": (template.category, template.track), "layer": template.layer}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(only or self.fields):
            del self.fields[name]

    @property
    def head(self) -> dict:
        """The columns of a template."""
        head = dict(self.cleaned_data)
        if "category" in head:
            head["category"], head["track"] = head["category"]
        return head


class IndicatorForm(forms.Form):
    """One indicator without the parameters of its formula."""

    name = forms.CharField(label=_("Name of the indicator"), max_length=80)
    weight = NumberField(label=_("Weight (marks)"), lowest=Decimal("0.01"), highest=Decimal(100), places=2)
    unit = forms.CharField(
        label=_("Measured in"), max_length=20, required=False, help_text=_("The unit of the value that is typed.")
    )
    quantitative = forms.TypedChoiceField(
        label=_("Quantitative or qualitative"),
        choices=[("yes", _("quantitative")), ("no", _("qualitative"))],
        coerce=lambda value: value == "yes",
    )
    formula = forms.ChoiceField(
        label=_("Formula"), choices=lambda: [(code, label(one)) for code, one in FORMULAS.items()]
    )
    floor = NumberField(
        label=_("Least marks"),
        required=False,
        empty_value=Decimal(0),
        places=2,
        lowest=Decimal(-100),
        highest=Decimal(100),
        help_text=_("Usually 0."),
    )
    cap = NumberField(
        label=_("Most marks"),
        required=False,
        places=2,
        lowest=Decimal(0),
        highest=Decimal(120),
        help_text=_("Left open, the weight. Up to 1.2 times it where the template allows over-achievement."),
    )
    clause = forms.CharField(label=_("Clause"), max_length=40, required=False)
    description = forms.CharField(
        label=_("Description"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is counted, and where the figure comes from."),
    )
    evidence_required = forms.BooleanField(label=_("Evidence is attached to the value"), required=False)

    def columns(self, params: dict) -> dict:
        """The columns of an indicator; only after `is_valid`."""
        return dict(self.cleaned_data) | {"params": params}

    def spec(self, params: dict) -> IndicatorSpec:
        """The indicator as the formulas see it; only after `is_valid`."""
        said = self.cleaned_data
        names = ("name", "weight", "quantitative", "formula", "unit", "floor", "cap", "clause")
        return IndicatorSpec(code="trial", params=params, **{name: said[name] for name in names})

    def say(self, params: dict) -> list:
        """Put every fault of the indicator beside its box; those of parameters are returned."""
        beside = []
        for problem in spec_problems(self.spec(params)):
            if problem.field in self.fields:
                self.add_error(problem.field, label(problem))
            else:
                beside.append(problem)
        return beside


def typed(indicator: Indicator) -> dict[str, str]:
    """An indicator as `IndicatorForm` would have been filled in."""
    texts = {name: getattr(indicator, name) for name in ("name", "unit", "formula", "clause", "description")}
    numbers = {
        name: "" if (number := getattr(indicator, name)) is None else format(number.normalize(), "f")
        for name in ("weight", "floor", "cap")
    }
    answers = {"quantitative": "yes" if indicator.quantitative else "no"}
    return texts | numbers | answers | ({"evidence_required": "on"} if indicator.evidence_required else {})


class PublishForm(forms.Form):
    """From which month on."""

    valid_from = MonthField(label=_("Holds from"))


class RetireForm(forms.Form):
    """Until when, and why."""

    last = MonthField(label=_("Holds for the last time in"))
    reason = forms.CharField(label=_("Reason"), max_length=500)


class WordingForm(forms.Form):
    """The words of a published version; its figures are not in it."""

    name = forms.CharField(label=_("Name of the template"), max_length=80)

    def __init__(self, *args, template: IndicatorTemplate, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators = list(template.ordered_indicators)
        self.fields["name"].initial = template.name
        for at in self.indicators:
            for column, words, longest in (
                ("name", _("Name of the indicator"), 80),
                ("description", _("Description"), 300),
                ("clause", _("Clause"), 40),
            ):
                self.fields[f"{at.pk}-{column}"] = forms.CharField(
                    label=words, max_length=longest, required=column == "name", initial=getattr(at, column)
                )
            for word, before in param_words(at.params).items():
                self.fields[f"{at.pk}-{word}"] = forms.CharField(
                    label=_param_label(word, at), max_length=60, required=word.endswith(".zh"), initial=before
                )

    def rows(self):
        """Each indicator with its boxes."""
        return [(at, [self[f"{at.pk}-{name}"] for name in self._words(at)]) for at in self.indicators]

    @property
    def wording(self) -> dict[int, dict[str, str]]:
        """By the id of an indicator, its words."""
        return {
            at.pk: {name: self.cleaned_data[f"{at.pk}-{name}"] for name in self._words(at)} for at in self.indicators
        }

    def _words(self, at: Indicator) -> tuple[str, ...]:
        return "name", "description", "clause", *param_words(at.params)


def _param_label(word: str, at: Indicator) -> str:
    """What a word within the parameters names: a level in one of the languages, a factor of the table."""
    if word.startswith("table."):
        return _("Factor of the rows") if word.endswith("row_name") else _("Factor of the columns")
    before = param_words(at.params)[word]
    language = _("in Chinese") if word.endswith(".zh") else _("in English")
    return _("Level “%(name)s” %(language)s") % {"name": before or word.split(".")[1], "language": language}
