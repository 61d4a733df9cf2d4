from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """An act that changes no state but must be answered for: sign-in, export, refusal, import. Append-only."""

    act = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="audit_by_time"),
            models.Index(fields=["act"], name="audit_by_act"),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.what}"
