"""manage.py open_months [2026-03 …]: make the month sheets of the month that has ended. For a timer, once a day."""

from django.core.management.base import BaseCommand, CommandError

from flagship import clock
from flagship.moves import Refused
from flagship.periods import Month
from scoring.actions.open_month import open_month


class Command(BaseCommand):
    help = "Open the sheets of the last month, or of the months named, and bring the drafts in step."

    def add_arguments(self, parser):
        parser.add_argument("months", nargs="*", metavar="2026-03")

    def handle(self, *args, months, **options):
        try:
            for month in [Month.parse(text) for text in months] or [Month.of(clock.now()) - 1]:
                self.stdout.write(f"{month}: {len(open_month(month=month))} sheets opened.")
        except (Refused, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
