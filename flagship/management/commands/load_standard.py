"""manage.py load_standard: the shipped templates, tier table and example star scheme for a year."""

from django.core.management.base import BaseCommand

from flagship import clock
from flagship.actions.load_standard import load_standard


class Command(BaseCommand):
    """Load the shipped standard; what is there already stays as it is."""

    help = "Load the shipped indicator templates, the document's tier table and the example star scheme for a year."

    def add_arguments(self, parser):
        """The year, this one if not given."""
        parser.add_argument("--year", type=int, default=None, help="the year of the scheme (default: this year)")

    def handle(self, *, year: int | None, **options):
        """Load and say so."""
        programme = load_standard(year=year or clock.today().year)
        self.stdout.write(f"The standard for {programme.year} is in place.")
