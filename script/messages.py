"""The work behind script/messages."""

import argparse
import fcntl
import json
import os
import sys
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
NOT_OURS = ["node_modules", "build", "var", "tests", ".*"]
# Lines of the header that change without a change of text, or that tell how the file was made.
PASSING = (
    "Project-Id-Version",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid",
)


@contextmanager
def locked():
    """One process at a time changes the catalogue."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / ".messages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def extract():
    """Bring the catalogue in step with the sources: new strings added empty, vanished ones removed.

    Returns what the tools complained about, a line each.
    """
    os.environ["FLAGSHIP_ENV"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "flagship.settings"
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    from django.core.management import call_command
    from django.core.management.commands import makemessages

    class Extract(makemessages.Command):
        msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    said = StringIO()
    call_command(
        Extract(),
        locale=["zh_Hans"],
        extensions=["py", "html", "txt"],
        ignore_patterns=NOT_OURS,
        no_location=True,
        no_obsolete=True,
        stdout=said,
    )
    return [line for line in said.getvalue().splitlines() if not line.startswith("processing locale")]


def read():
    """The catalogue as it stands."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def write(catalogue):
    """Write the catalogue sorted, without locations and dates, so that its differences are about text."""
    catalogue.fuzzy = False
    catalogue.header_comment = "# The Chinese texts. Written by script/messages."
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = [line for line in buffer.getvalue().decode().splitlines() if not line.startswith(_passing())]
    CATALOGUE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _passing():
    return tuple(f'"{name}' for name in PASSING)


def merge(catalogue, files):
    """Put the translations of the JSON files into the catalogue; those of unknown strings are named and left."""
    unknown = []
    for file in files:
        for english, chinese in json.loads(Path(file).read_text(encoding="utf-8")).items():
            found = [message for message in catalogue if message.id and _singular(message) == english]
            for message in found:
                message.string = (chinese,) if message.pluralizable else chinese
                message.flags.discard("fuzzy")
            if not found:
                unknown.append(english)
    return unknown


def _singular(message):
    return message.id[0] if message.pluralizable else message.id


def drop_guesses(catalogue):
    """A fuzzy translation is a guess of a tool; an empty one is at least found by --check."""
    for message in catalogue:
        if message.id and message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = ("",) if message.pluralizable else ""


def faults(catalogue):
    """A line for each string that is untranslated, guessed, or has other placeholders than its original."""
    lines = []
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if message.pluralizable else (message.string,)
        if not all(texts):
            lines.append(f"untranslated: {_singular(message)!r}")
        elif message.fuzzy:
            lines.append(f"fuzzy: {_singular(message)!r}")
        else:
            lines += [f"{error}: {_singular(message)!r}" for error in message.check(catalogue)]
    return lines


def compile_catalogue(catalogue):
    """Write the .mo that Django reads."""
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def check():
    """Return the faults, those of an extraction that would change the catalogue among them; change nothing."""
    before = CATALOGUE.read_bytes() if CATALOGUE.exists() else None
    try:
        found = extract()
        write(read())
        after = CATALOGUE.read_bytes()
        found += faults(read())
    finally:
        if before is None:
            CATALOGUE.unlink(missing_ok=True)
        else:
            CATALOGUE.write_bytes(before)
    if after != before and not found:
        found.append("the catalogue is not in step with the sources; run script/messages")
    return found


def update(files):
    """Extract, merge, write, compile; say what is still missing."""
    found = extract()
    catalogue = read()
    drop_guesses(catalogue)
    for english in merge(catalogue, files):
        print(f"not a string of the sources: {english!r}")
    write(catalogue)
    compile_catalogue(read())
    return found + faults(read())


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Keeps the Chinese catalogue.")
    parser.add_argument("translations", nargs="*", help="JSON files {English: Chinese} to merge")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    parser.add_argument("--compile", action="store_true", help="only compile")
    options = parser.parse_args()
    with locked():
        if options.compile:
            compile_catalogue(read())
            return
        found = check() if options.check else update(options.translations)
    print("\n".join(found) if found else "The catalogue is complete.")
    if options.check and found:
        sys.exit(1)


if __name__ == "__main__":
    main()
