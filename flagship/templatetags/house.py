"""The house's own words in templates: figures, labels, periods, icons, chips and the frames of a page.

docs/design.md shows each with an example. Filters return plain text; tags return markup without any inline
style, which the Content-Security-Policy would refuse.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flagship import clock, figures
from flagship.looks import look_of
from flagship.periods import TZ, Month, Quarter

register = template.Library()

MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")


def _number(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


# --- figures ------------------------------------------------------------------------------------------------------


@register.filter
def points(value) -> str:
    """+3, −2, 0, +2.50; an em dash for none."""
    return figures.signed(_number(value))


@register.filter
def marks(value) -> str:
    """Marks and totals with two places: 96.55."""
    return figures.fixed(_number(value))


@register.filter
def number(value) -> str:
    """A raw value without trailing zeros: 103.4."""
    return figures.plain(_number(value))


@register.filter
def percent(value, places: int = 1) -> str:
    """A number that already is per cent: 98.3%."""
    return figures.per_cent(_number(value), int(places))


@register.simple_tag(name="points")
def points_tag(value, big: bool = False) -> SafeString:
    """Points in their colour: bonus gold, deduction bad, zero quiet."""
    amount = _number(value) or 0
    tone = "plus" if amount > 0 else "minus" if amount < 0 else "muted"
    return format_html('<span class="pts {}{}">{}</span>', tone, " pts-big" if big else "", points(value))


# --- words --------------------------------------------------------------------------------------------------------


@register.filter
def label(value) -> str:
    """Anything with `zh` and `en` (or Django's `label`) in the reader's language; months and quarters too."""
    if value is None:
        return ""
    if isinstance(value, Month):
        return month(value)
    if isinstance(value, Quarter):
        return quarter(value)
    if hasattr(value, "zh") and hasattr(value, "en"):
        return value.zh if _chinese() else value.en
    return str(getattr(value, "label", value))


@register.filter
def month(value) -> str:
    """2026年10月, or October 2026; takes a Month, a date or `2026-10`."""
    value = _month(value)
    return value.zh if _chinese() else f"{MONTHS_EN[value.number - 1]} {value.year}"


@register.filter
def month_short(value) -> str:
    """10月, or Oct."""
    value = _month(value)
    return f"{value.number}月" if _chinese() else MONTHS_EN[value.number - 1][:3]


@register.filter
def deadline(moment: dt.datetime) -> str:
    """The end of a period, said one way everywhere: 11月25日24时, 24:00 on 25 November; another year is named."""
    here = moment.astimezone(TZ)
    ends_a_day = (here.hour, here.minute) == (0, 0)
    day = here.date() - dt.timedelta(days=1) if ends_a_day else here.date()
    other_year = day.year != clock.today().year
    if _chinese():
        at = "24时" if ends_a_day else f"{here:%H:%M}"
        return f"{f'{day.year}年' if other_year else ''}{day.month}月{day.day}日{at}"
    at = "24:00" if ends_a_day else f"{here:%H:%M}"
    return f"{at} on {day.day} {MONTHS_EN[day.month - 1]}{f' {day.year}' if other_year else ''}"


@register.filter
def quarter(value) -> str:
    """2026年第三季度, or Q3 2026; takes a Quarter, a date or `2026Q3`."""
    if isinstance(value, dt.date):
        value = Quarter.of(value)
    elif isinstance(value, str):
        value = Quarter.parse(value)
    return value.zh if _chinese() else f"Q{value.number} {value.year}"


def _month(value: "Month | dt.date | str") -> Month:
    if isinstance(value, dt.date):
        return Month.of(value)
    return Month.parse(value) if isinstance(value, str) else value


# --- pictures -----------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", cls: str = "") -> SafeString:
    """A picture of the sprite; silent unless it gets a label of its own."""
    voice = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"></use></svg>',
        f" {cls}" if cls else "",
        voice,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def chip(word: str, tone: str = "plain", icon_name: str = "") -> SafeString:
    """A small word in a colour; give it an icon wherever the colour means something."""
    return format_html('<span class="chip chip-{}">{}{}</span>', tone, icon(icon_name) if icon_name else "", word)


@register.simple_tag
def state_chip(state, word: str = "") -> SafeString:
    """A state's colour, icon and word; `word` replaces the state's own label."""
    look = look_of(state)
    own = label(state) if hasattr(state, "en") or hasattr(state, "label") else ""
    return chip(word or own or look.word or str(state), look.tone, look.icon)


@register.simple_tag
def meter(value, highest=100, tone: str = "gold", wide: bool = False) -> SafeString:
    """A bar of `value` out of `highest`. The figure itself must stand beside it as text: the bar is silent."""
    share = 0 if not highest else max(0, min(100, round((_number(value) or 0) * 100 / _number(highest))))
    return format_html(
        '<svg class="meter meter-{}{}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="meter-track" width="100" height="6"></rect>'
        '<rect class="meter-fill" width="{}" height="6"></rect></svg>',
        tone,
        " meter-wide" if wide else "",
        share,
    )


@register.simple_tag
def stars(count: int, of: int = 5, small: bool = False) -> SafeString:
    """Stars, filled up to `count`, read aloud as one sentence."""
    spoken = _("%(count)s of %(of)s stars") % {"count": count, "of": of}
    drawn = format_html_join("", "{}", ((icon("star-fill", cls="on" if n < count else ""),) for n in range(of)))
    return format_html(
        '<span class="stars{}" role="img" aria-label="{}">{}</span>', " stars-small" if small else "", spoken, drawn
    )


# --- frames -------------------------------------------------------------------------------------------------------


def _crumbs(crumbs: Iterable) -> list[tuple[str, str]]:
    return [(crumb, "") if isinstance(crumb, str) else (crumb[0], crumb[1]) for crumb in crumbs or ()]


@register.simple_block_tag
def page_head(content, title: str, crumbs=(), lead: str = "") -> SafeString:
    """Crumbs, the page's h1, then chips and `<div class="actions">` as the block's content.

    `crumbs` holds texts or (text, address) pairs, outermost first.
    """
    context = {"title": title, "crumbs": _crumbs(crumbs), "lead": lead, "content": content}
    return render_to_string("_components/page_head.html", context)


@register.simple_block_tag
def card(content, title: str = "", **more) -> SafeString:
    """A card with an optional head; `flush` for tables and lists that reach its edges.

    Also `id`, `level` (of the heading, 2), `more` and `more_label` (a link in the head).
    """
    return render_to_string("_components/card.html", {"content": content, "title": title, "level": 2, **more})


@register.simple_block_tag
def frame(content, label: str, tall: bool = False) -> SafeString:
    """A frame that scrolls a wide table by itself, reachable by keyboard under its label."""
    return format_html(
        '<div class="frame{}" role="region" aria-label="{}" tabindex="0">{}</div>',
        " frame-tall" if tall else "",
        label,
        content,
    )


NOTE_ICONS = {
    "info": "info-circle",
    "good": "check-circle",
    "wait": "exclamation-triangle",
    "bad": "exclamation-octagon",
}


@register.simple_block_tag
def note(content, tone: str = "info", role: str = "") -> SafeString:
    """A sentence set apart; tone is info, good, wait or bad."""
    return format_html(
        '<div class="note note-{}"{}>{}<div>{}</div></div>',
        tone,
        format_html(' role="{}"', role) if role else "",
        icon(NOTE_ICONS.get(tone, "info-circle")),
        content,
    )


@register.filter
def note_tone(message) -> str:
    """The tone of one of Django's messages."""
    return {"success": "good", "warning": "wait", "error": "bad"}.get(message.level_tag, "info")


@register.filter
def add_class(field, names: str) -> SafeString:
    """A form field with classes added to its widget."""
    old = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{old} {names}".strip()})


@register.filter
def page_numbers(paginator, current: int) -> list[int | None]:
    """Page numbers around the current one; None stands for a gap."""
    return [n if isinstance(n, int) else None for n in paginator.get_elided_page_range(current, on_each_side=1)]
