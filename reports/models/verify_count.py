from django.db import models
from django.db.models import F


class VerifyCountQuerySet(models.QuerySet):
    def one_more(self, address: str, minute) -> int:
        """Count one more question from an address in a minute; returns how many that makes."""
        row, _created = self.get_or_create(address=address, minute=minute)
        self.filter(pk=row.pk).update(count=F("count") + 1)
        return self.values_list("count", flat=True).get(pk=row.pk)


class VerifyCount(models.Model):
    """How often an address asked the public verification page within one minute; rows older than an hour go.

    `address` is a keyed digest, never the address itself. It is in the database, so that all workers count together.
    """

    address = models.CharField(max_length=64)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = VerifyCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "minute"], name="one_count_an_address_and_minute")]
        indexes = [models.Index(fields=["minute"], name="verify_count_by_minute")]

    def __str__(self) -> str:
        return f"{self.minute}: {self.count}"
