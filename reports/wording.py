"""Turns of phrase this room's sentences share."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from flagship.templatetags.house import label


def listed(items: Iterable[object]) -> str:
    """2026年2月、2026年3月; names, terms and months alike, in the reader's language."""
    return _(", ").join(str(label(item)) for item in items)
