from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class TransitionQuerySet(models.QuerySet):
    def of(self, row: models.Model) -> "TransitionQuerySet":
        """The life of one row, oldest first."""
        kind = ContentType.objects.get_for_model(row)
        return self.filter(content_type=kind, object_id=row.pk).select_related("by").order_by("at", "pk")


class Transition(models.Model):
    """One move of one row: who, when, from where to where, and why. Append-only."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey()
    move = models.CharField(max_length=40)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = TransitionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id", "at"], name="transition_of_row")]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.move}: {self.source} → {self.target}"
