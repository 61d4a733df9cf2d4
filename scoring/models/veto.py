from django.conf import settings
from django.db import models

from flagship.fields import MonthField, TermField
from flagship.models import Stateful
from flagship.permissions import Permission
from scoring.states import VetoKind, VetoState


class VetoQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "VetoQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def in_force(self) -> "VetoQuerySet":
        return self.filter(state=VetoState.CONFIRMED)


class Veto(Stateful):
    """一票否决: a breach of the basic standards (四（一）) or of safety; it belongs to the month of the breach."""

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="vetoes")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="+")
    month = MonthField()
    kind = TermField(terms=VetoKind)
    evidence = models.TextField()
    attachments = models.ManyToManyField("flagship.Attachment", blank=True, related_name="+")
    document_number = models.CharField(max_length=60, blank=True)
    state = TermField(terms=VetoState, default=VetoState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = VetoQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "member"]
        verbose_name_plural = "vetoes"

    def __str__(self) -> str:
        return f"{self.member} {self.month}"
