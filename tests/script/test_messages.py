import json

import pytest
from babel.messages.catalog import Catalog

from tests.script import load

messages = load("messages")


@pytest.fixture
def catalogue():
    made = Catalog(locale="zh_Hans")
    made.add("Submit", "提交")
    made.add("%(name)s of %(branch)s", flags=("python-format",))
    made.add(("%(n)s month", "%(n)s months"), flags=("python-format",))
    return made


def merged(catalogue, tmp_path, translations):
    file = tmp_path / "some.json"
    file.write_text(json.dumps(translations), encoding="utf-8")
    return messages.merge(catalogue, [file])


def test_translations_are_merged_a_plural_under_its_singular_and_unknown_strings_are_named(catalogue, tmp_path):
    unknown = merged(
        catalogue,
        tmp_path,
        {"%(name)s of %(branch)s": "%(branch)s的%(name)s", "%(n)s month": "%(n)s个月", "Gone": "没有"},
    )
    assert unknown == ["Gone"]
    assert [message.string for message in catalogue if message.id] == ["提交", "%(branch)s的%(name)s", ("%(n)s个月",)]
    assert messages.faults(catalogue) == []


def test_an_empty_a_guessed_and_a_misspelt_translation_are_each_a_fault(catalogue, tmp_path):
    merged(catalogue, tmp_path, {"%(name)s of %(branch)s": "%(banch)s的%(name)s"})
    catalogue.get("Submit").flags.add("fuzzy")
    assert [fault.split(":")[0] for fault in messages.faults(catalogue)] == [
        "fuzzy",
        "unknown named placeholder 'banch'",
        "untranslated",
    ]


def test_a_guess_is_dropped_rather_than_shown(catalogue):
    catalogue.get("Submit").flags.add("fuzzy")
    messages.drop_guesses(catalogue)
    assert (catalogue.get("Submit").string, catalogue.get("Submit").fuzzy) == ("", False)


def test_a_written_catalogue_reads_back_and_writes_the_same_again(catalogue, tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "django.po")
    messages.write(catalogue)
    first = messages.CATALOGUE.read_text(encoding="utf-8")
    messages.write(messages.read())
    assert messages.CATALOGUE.read_text(encoding="utf-8") == first
    assert "Date" not in first
    assert [message.id for message in messages.read() if message.id] == [
        ("%(n)s month", "%(n)s months"),
        "%(name)s of %(branch)s",
        "Submit",
    ]
