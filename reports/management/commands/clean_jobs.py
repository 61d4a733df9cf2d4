"""`manage.py clean_jobs`: what exports in the background leave behind."""

import datetime as dt

from django.core.management import call_command
from django.core.management.base import BaseCommand

from reports.actions.job import KEPT_FOR, clear_away


def clean() -> tuple[int, int]:
    """Clear away; how many exports had expired, and how many had lost their worker."""
    found = clear_away()
    call_command("prune_db_task_results", min_age_days=KEPT_FOR // dt.timedelta(days=1), verbosity=0)
    return found


class Command(BaseCommand):
    """Deletes expired exports with their files, gives up those whose worker has died, forgets old tasks."""

    help = "Deletes expired exports and their files; gives up those whose worker has died. A worker does it hourly."

    def handle(self, *args, **options):
        """Tell how many of each."""
        expired, lost = clean()
        self.stdout.write(f"{expired} expired exports deleted, {lost} given up whose worker has died.")
