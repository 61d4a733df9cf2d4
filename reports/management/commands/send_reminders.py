from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from flagship import clock
from reports.actions.remind import send_reminders


class Command(BaseCommand):
    """For a timer: sends today's reminders; a second run on the same day sends nothing twice."""

    help = "Sends each person one e-mail about what is late or due within days, once a day at most."

    def handle(self, *args, **options):
        """Say how many were sent; fail when a mail could not be."""
        if not settings.SENDS_MAIL:
            self.stdout.write("No mail server is set (EMAIL_URL); nothing is sent.")
            return
        done = send_reminders(now=clock.now())
        self.stdout.write(f"{done.sent} sent, {done.failed} failed.")
        if done.gave_up:
            raise CommandError("The mail server does not take mails; the others are tried at the next run.")
        if done.failed:
            raise CommandError("Some reminders were not sent; they are tried at the next run.")
