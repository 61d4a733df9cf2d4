"""`manage.py doctor`: is this installation fit to run?"""

import shutil
import subprocess

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from flagship.append_only import missing_triggers
from flagship.files import files_without_rows, rows_without_files

# One Chinese family of each kind that documents are set in; reports and certificates name licensed ones before it.
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
SHORTEST_SECRET = 40  # characters


def database():
    """The database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return f"cannot be reached: {' '.join(str(error).split())}"


def migrations():
    """Every migration has been applied."""
    executor = MigrationExecutor(connection)
    waiting = [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        return f"{len(waiting)} not applied, the first is {waiting[0]}; run manage.py migrate"


def triggers():
    """The database itself guards the append-only tables and the published templates."""
    missing = missing_triggers(connection)
    if missing:
        return f"missing: {', '.join(missing)}; ledger or standard can be changed by hand until they are back"


def fonts():
    """Documents can be set in Chinese."""
    if not shutil.which("fc-list"):
        return "fontconfig is not installed"
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout  # noqa: S607
    missing = [font for font in FONTS if font not in listed]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: fonts-noto-cjk)"


def secret():
    """The secret key cannot be guessed."""
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        return f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters; give a long random one"


def media():
    """Made files can be stored."""
    try:
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        probe = settings.MEDIA_ROOT / ".doctor"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"{settings.MEDIA_ROOT} cannot be written: {error.strerror}"


def files():
    """Every file that a row names is there, and none lies about that no row names."""
    missing, strays = list(rows_without_files()), list(files_without_rows())
    told = [f"{len(missing)} missing"] if missing else []
    told += [f"{len(strays)} without a row"] if strays else []
    if told:
        return f"{' and '.join(told)}; run manage.py check_files"


CHECKS = {
    "database": database,
    "migrations": migrations,
    "triggers": triggers,
    "files": files,
    "fonts": fonts,
    "secret": secret,
    "media": media,
}


class Command(BaseCommand):
    """Prints one line for each check and fails when one does."""

    help = "Checks this installation: database, migrations, triggers, fonts, secret, media folder."
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Ask every check; without a database those that need one are not asked."""
        failed = 0
        for name, check in CHECKS.items():
            if failed and name in ("migrations", "triggers", "files"):
                self.stdout.write(f"  -   {name}: not asked")
                continue
            fault = check()
            failed += bool(fault)
            self.stdout.write(f"  {'BAD' if fault else 'ok '} {name}" + (f": {fault}" if fault else ""))
        if failed:
            raise CommandError(f"{failed} of {len(CHECKS)} checks failed.")
