from django.conf import settings
from django.db import models


class SentReminder(models.Model):
    """A reminder by e-mail, one a person and day. The row comes before the mail, so that two timers send one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    tasks = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_person_and_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
