import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from flagship.fields import TermField
from flagship.permissions import Permission, Role


class AppointmentQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "AppointmentQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def in_office(self, day: dt.date) -> "AppointmentQuerySet":
        """Appointments that hold on a day; `until` is the last day."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


class Appointment(models.Model):
    """任职: a user holds a role in a branch from a day to a last day. A deputy for two weeks is one row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = TermField(terms=Role)
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["branch__path", "role", "since"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "branch", "since"], name="one_appointment_begins_a_day"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="appointment_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.branch}"
