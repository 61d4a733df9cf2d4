from django.db import models


class CalendarDay(models.Model):
    """A day on which the working calendar departs from Monday–Friday: a holiday, or a make-up working day (调休)."""

    date = models.DateField(unique=True)
    working = models.BooleanField()
    note = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.note}"
