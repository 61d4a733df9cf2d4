"""LibreOffice. `script/bootstrap --test` installs it on Debian and Ubuntu, so there its absence is a fault, no skip."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
FORMAT = "xlsx:Calc MS Excel 2007 XML"
# Left to itself, LibreOffice takes stored results for granted.
ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

needs_office = pytest.mark.skipif(
    OFFICE is None and shutil.which("apt-get") is None, reason="LibreOffice is not installed, and not by us here"
)


def saved_by_libreoffice(books: dict[str, bytes]) -> dict[str, bytes]:
    """The same workbooks, opened, computed anew and saved by LibreOffice, in a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        settings = here / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(ALWAYS_COMPUTE, encoding="utf-8")
        for name, data in books.items():
            (here / f"{name}.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
        files = [str(here / f"{name}.xlsx") for name in books]
        command = [OFFICE, profile, "--headless", "--convert-to", FORMAT, "--outdir", str(here / "out"), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return {name: (here / "out" / f"{name}.xlsx").read_bytes() for name in books}
