"""manage.py check_ledger: the ledger must be the sum of the standings of the settled months, plus adjustments."""

from django.core.management.base import BaseCommand, CommandError

from scoring.queries.ledger import ledger_agrees


class Command(BaseCommand):
    help = "Compare the points ledger with the standings of all settled months."

    def handle(self, *args, **options):
        found = ledger_agrees()
        for disagreement in found:
            self.stdout.write(str(disagreement))
        if found:
            raise CommandError(f"The ledger disagrees with the standings in {len(found)} places.")
        self.stdout.write("The ledger agrees with the standings.")
