"""Model fields that hold the scheme's own values: a month, a quarter, a term of a vocabulary."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from flagship.categories import Term
from flagship.periods import Month, Quarter


class _PeriodField(models.CharField):
    """A period stored as its sortable text and read back as a frozen value."""

    parse: Callable[[str], Any]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return self.parse(value) if value else None

    def to_python(self, value):
        if value in (None, "") or not isinstance(value, str):
            return value or None
        try:
            return self.parse(value)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    def get_prep_value(self, value):
        return None if value is None else str(value)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""


class MonthField(_PeriodField):
    """A `Month`, stored as 2026-03."""

    parse = staticmethod(Month.parse)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=7, **kwargs)


class QuarterField(_PeriodField):
    """A `Quarter`, stored as 2026Q1."""

    parse = staticmethod(Quarter.parse)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=6, **kwargs)


class TermField(models.CharField):
    """A member of a vocabulary (`Term`), stored as its identifier; blank is the empty string."""

    def __init__(self, *args, terms: type[Term], **kwargs):
        self.terms = terms
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"terms": self.terms}

    def from_db_value(self, value, expression, connection):
        return self.terms(value) if value else value

    def to_python(self, value):
        if not value:
            return value
        try:
            return self.terms(value)
        except ValueError as problem:
            raise ValidationError(
                _("“%(value)s” is not one of: %(known)s."),
                params={"value": value, "known": ", ".join(self.terms)},
            ) from problem

    def get_prep_value(self, value):
        return None if value is None else str(value)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        """A drop-down in the active language."""

        def choices():
            chinese = (get_language() or "zh").startswith("zh")
            listed = [(term.value, term.zh if chinese else term.en) for term in self.terms]
            return [("", "—"), *listed] if self.blank or not self.has_default() else listed

        options = {
            "choices": choices,
            "coerce": self.to_python,
            "required": not self.blank,
            "label": kwargs.pop("label", self.verbose_name),
            "help_text": self.help_text,
            "empty_value": "",
        }
        for unwanted in ("max_length", "form_class", "widget", "choices_form_class"):
            kwargs.pop(unwanted, None)
        return forms.TypedChoiceField(**(options | kwargs))
