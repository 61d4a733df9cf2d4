"""Turns of phrase this room's sentences share."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from flagship.templatetags.house import label


def listed(items: Iterable[object]) -> str:
    """2026年2月、2026年3月; names, terms and months alike, in the reader's language."""
    return _(", ").join(str(label(item)) for item in items)


def named(items: Sequence[object], count: int) -> str:
    """甲支部、乙支部等，另有 5 个: those there is room for, and how many more there are."""
    shown = listed(items)
    if count <= len(items):
        return shown
    return _("%(names)s and %(more)d more") % {"names": shown, "more": count - len(items)}
