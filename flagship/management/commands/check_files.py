from django.core.management.base import BaseCommand, CommandError

from flagship.files import changed_files, files_without_rows, rows_without_files


class Command(BaseCommand):
    """Compares the stored files with the rows that name them. Run it after a restored backup."""

    help = "Names files that are missing, changed, or belong to no row; --delete removes the last."

    def add_arguments(self, parser):
        """`--delete` removes files that belong to no row."""
        parser.add_argument("--delete", action="store_true", help="remove files without rows that are a day old")

    def handle(self, *args, delete, **options):
        """One line for each file; fail when one is missing or changed."""
        lost = [f"missing: {name}" for name in rows_without_files()]
        lost += [f"changed: {name}" for name in changed_files()]
        for line in lost:
            self.stdout.write(line)
        for path in files_without_rows():
            if delete:
                path.unlink()
            self.stdout.write(f"{'removed' if delete else 'without a row'}: {path}")
        if lost:
            raise CommandError(f"{len(lost)} files are missing or changed; take them from a backup.")
