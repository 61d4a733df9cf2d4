"""manage.py load_demo: the demo company in an empty database, and the accounts one can sign in with."""

import datetime as dt

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from flagship import clock
from flagship.demo import is_demo
from flagship.moves import Refused
from reports.demo.accounts import account_lines
from reports.demo.story import is_empty, load_demo


class Command(BaseCommand):
    """Loads the demo company once; on a demo database it prints the accounts."""

    help = "Load the demo company into an empty database and print its accounts."

    def add_arguments(self, parser):
        """When, and how careful."""
        parser.add_argument("--if-empty", action="store_true", help="leave a database alone that holds anything")
        parser.add_argument(
            "--today",
            type=dt.date.fromisoformat,
            help="the day up to which the story is told, as 2026-11-06 (default: today)",
        )
        parser.add_argument("--yes-demo", action="store_true", help="load it in production too, open password and all")

    def handle(self, *, if_empty: bool, today: dt.date | None, yes_demo: bool, **options):
        """Load, or say why not; end with the accounts where they are to be had."""
        if not is_demo():
            if if_empty and not is_empty():
                self.stdout.write("The database holds people of your own; no demo was loaded.")
                return
            if settings.PRODUCTION and not yes_demo:
                raise CommandError(
                    "The demo's password is printed in the open, so it is not loaded in production; "
                    "begin with manage.py createsuperuser, or add --yes-demo for a showcase without real people."
                )
            self._load(today or clock.today())
        for line in account_lines():
            self.stdout.write(line)

    def _load(self, today: dt.date) -> None:
        self.stdout.write(f"Loading the demo company as of {today}; this takes a minute or so.")
        self.stdout.flush()
        try:
            load_demo(today=today)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
