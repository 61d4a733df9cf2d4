"""manage.py recompute: replay every settled month from its frozen inputs."""

from django.core.management.base import BaseCommand, CommandError

from scoring.queries.recompute import differences, settled_revisions


class Command(BaseCommand):
    help = "Replay every settled month from its frozen inputs and report any difference."

    def handle(self, *args, **options):
        months = found = 0
        for revision in settled_revisions().iterator(chunk_size=20):
            months += 1
            for difference in differences(revision):
                found += 1
                self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{found} differences in {months} settled months.")
        self.stdout.write(f"{months} settled months recomputed, no difference.")
