"""Form fields for days, months and the scheme's vocabularies, in the reader's language."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.attachments import ACCEPTED, attachment_problem, kept_name
from flagship.categories import FlagCategory, InnovationTrack, Term
from flagship.numbers import NumberProblem, parse_number
from flagship.periods import Month
from flagship.templatetags.house import label


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"invalid": gettext_lazy("Write the day as 2026-03-01.")}


class MonthField(forms.CharField):
    """A `Month`; None when left empty."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-03", "pattern": r"\d{4}-\d{2}"})

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return Month.parse(text)
        except ValueError as problem:
            raise ValidationError(_("Write the month as 2026-03.")) from problem

    def prepare_value(self, value):
        return str(value) if isinstance(value, Month) else value


class NumberField(forms.CharField):
    """A number as people type it (full-width digits, separators), refused by name; `empty_value` when left empty."""

    widget = forms.TextInput(attrs={"class": "num", "inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, lowest: Decimal, highest: Decimal, places: int = 2, empty_value=None, **kwargs):
        super().__init__(**kwargs)
        self.lowest, self.highest, self.places, self.when_empty = lowest, highest, places, empty_value

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = parse_number(text)
        except NumberProblem as problem:
            raise ValidationError(label(problem)) from problem
        if not self.lowest <= number <= self.highest:
            raise ValidationError(
                _("%(number)s must lie between %(lowest)s and %(highest)s.")
                % {"number": text, "lowest": self.lowest, "highest": self.highest}
            )
        if number != round(number, self.places):
            raise ValidationError(_("At most %(places)s decimals.") % {"places": self.places})
        return number

    def clean(self, value):
        number = super().clean(value)
        return self.when_empty if number is None else number


def term_choices(terms, *, empty: str = "") -> list[tuple[str, str]]:
    """A vocabulary as choices in the active language; `empty` is the first line when given."""
    listed = [(term.value, label(term)) for term in terms]
    return [("", empty), *listed] if empty else listed


class TermChoice(forms.TypedChoiceField):
    """One word of a vocabulary, or "" where it is not required."""

    def __init__(self, terms: type[Term], *, only=None, empty: str = "—", **kwargs):
        kwargs.setdefault("empty_value", "")
        super().__init__(
            choices=lambda: term_choices(only or terms, empty=str(empty)), coerce=lambda value: terms(value), **kwargs
        )


class CategoryChoice(forms.TypedChoiceField):
    """A flag category; innovation by its track, so that one drop-down asks for both. Gives (category, track)."""

    def __init__(self, *, empty: str = "—", **kwargs):
        kwargs.setdefault("empty_value", None)
        super().__init__(choices=lambda: category_choices(str(empty)), coerce=_category, **kwargs)

    def prepare_value(self, value):
        return category_value(*value) if isinstance(value, tuple) else value


def category_value(category: FlagCategory, track: InnovationTrack | str) -> str:
    """`safety`, `innovation:mass`: what the drop-down sends."""
    return f"{category.value}:{InnovationTrack(track).value}" if track else category.value


def category_choices(empty: str) -> list:
    """The six categories in the document's order, innovation as a group of its tracks."""
    choices: list = [("", empty)]
    for category in FlagCategory:
        if category is FlagCategory.INNOVATION:
            tracks = [(category_value(category, track), label(track)) for track in InnovationTrack]
            choices.append((label(category), tracks))
        else:
            choices.append((category.value, label(category)))
    return choices


def _category(value: str) -> tuple[FlagCategory, InnovationTrack | str]:
    category, _colon, track = value.partition(":")
    return FlagCategory(category), InnovationTrack(track) if track else ""


FILES_HELP = gettext_lazy("PDF, Word (.docx) or pictures, at most five, at most 10 MB each.")


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Documents to attach, each checked; a list, at most `most` of them."""

    def __init__(self, *, most: int = 5, **kwargs):
        kwargs.setdefault("widget", _FilesInput(attrs={"accept": ACCEPTED}))
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(one, initial) for one in data or [None]]
        files = [one for one in files if one]
        if len(files) > self.most:
            raise ValidationError(_("Attach at most %(most)s files.") % {"most": self.most})
        if problems := [f"{kept_name(one.name)}: {said}" for one in files if (said := attachment_problem(one))]:
            raise ValidationError(problems)
        return files
