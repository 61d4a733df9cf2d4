"""What holds for every template: nothing inline, icons that exist, one look."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from flagship.looks import LOOKS
from flagship.navigation import MAIN, MORE, OWN

TEMPLATES = [p for p in Path(settings.BASE_DIR, "templates").rglob("*.html") if "print" not in p.parts]
ICON_LIST = Path(settings.BASE_DIR, "static/icons.txt").read_text(encoding="utf-8").splitlines()
ICONS = {line for line in ICON_LIST if not line.startswith("#")}

# `{% if one == year %}` inside an element is no attribute.
TEMPLATE_TAG = re.compile(r"{%.*?%}")

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script without src": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*application/json)", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "an address of another host": re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.I),
}


def inline_parts(html: str) -> set[str]:
    """What the Content-Security-Policy would refuse."""
    html = TEMPLATE_TAG.sub("", re.sub(r"{#.*?#}", "", html))
    return {name for name, pattern in INLINE.items() if pattern.search(html)}


def icons_of(html: str) -> set[str]:
    return set(re.findall(r"{% icon [\"']([\w-]+)[\"']", html))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.relative_to(settings.BASE_DIR).as_posix())
def test_a_template_holds_nothing_inline_and_only_known_icons(template):
    html = template.read_text(encoding="utf-8")
    assert inline_parts(html) == set()
    assert icons_of(html) - ICONS == set()


@pytest.mark.parametrize(
    "bad",
    [
        '<div class="a" style="width:9%">',
        "<style>a{}</style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/x.js"></script>',
    ],
)
def test_the_sweep_finds_what_the_policy_refuses(bad):
    assert inline_parts(bad)


def test_the_sweep_leaves_plain_markup_alone():
    assert inline_parts('<script src="/static/js/house.js" defer></script><a href="/months/" class="on">x</a>') == set()


def test_icons_named_in_python_exist():
    named = {look.icon for look in LOOKS.values()} | {item.icon for item in (*MAIN, *MORE, *OWN)}
    assert named - ICONS == set()


def test_icons_are_listed_once_and_sorted():
    listed = [line for line in ICON_LIST if not line.startswith("#")]
    assert listed == sorted(set(listed))


def test_icons_given_to_chips_in_templates_exist():
    used = set()
    for template in TEMPLATES:
        for arguments in re.findall(r"{% chip (.*?) %}", template.read_text(encoding="utf-8")):
            words = re.findall(r"\"[^\"]*\"|'[^']*'|\S+", arguments)
            used |= {ast.literal_eval(word) for word in words[2:3] if word[0] in "\"'"}
    assert used - ICONS - {""} == set()


def declared(css: str, selector: str) -> dict[str, str]:
    """The variables of the first rule with exactly this selector."""
    body = re.search(rf"(?:^|\n)\s*{re.escape(selector)}\s*{{(.*?)}}", css, re.S)[1]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_ON = [
    ("ink", "paper"), ("ink", "card"), ("muted", "paper"), ("muted", "card"), ("muted", "card-sunk"),
    ("red-text", "paper"), ("red-text", "card"), ("red-ink", "red"), ("bar-ink", "bar"),
    ("gold-text", "card"), ("gold-text", "gold-soft"), ("good", "good-soft"), ("warn", "warn-soft"),
    ("bad", "bad-soft"), ("bad", "card"), ("calm", "calm-soft"), ("calm", "card"),
]  # fmt: skip


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_has_enough_contrast_in_both_modes(mode):
    css = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    tokens = declared(css, ":root")
    if mode == "dark":
        dark = declared(css, '[data-bs-theme="dark"]')
        assert dark == declared(css, ':root:not([data-bs-theme="light"])'), "the two dark blocks differ"
        tokens |= dark
    weak = {
        (ink, ground): round(contrast(tokens[f"--{ink}"], tokens[f"--{ground}"]), 2)
        for ink, ground in TEXT_ON
        if contrast(tokens[f"--{ink}"], tokens[f"--{ground}"]) < 4.5
    }
    assert weak == {}
    assert contrast(tokens["--edge"], tokens["--card"]) >= 3
    assert contrast(tokens["--ring"], tokens["--paper"]) >= 3
