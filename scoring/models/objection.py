import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.fields import TermField
from flagship.models import Stateful
from flagship.permissions import Permission
from scoring.states import UNDECIDED_OBJECTION, WITH_DEPARTMENT, ObjectionKind, ObjectionState


class ObjectionQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "ObjectionQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def undecided(self) -> "ObjectionQuerySet":
        return self.filter(state__in=UNDECIDED_OBJECTION)

    def overdue(self, now: dt.datetime) -> "ObjectionQuerySet":
        """Left unanswered for three working days: they belong to the Department."""
        return self.filter(state=ObjectionState.OPEN, answer_due__lte=now)

    def with_department(self, now: dt.datetime) -> "ObjectionQuerySet":
        """Those the Department must decide: passed on, overdue, or under review."""
        return self.filter(Q(state__in=WITH_DEPARTMENT) | Q(state=ObjectionState.OPEN, answer_due__lte=now))

    def concerning(self, member) -> "ObjectionQuerySet":
        """Raised by the person, or about them."""
        return self.filter(Q(by_member=member) | Q(about=member))

    def may_be_appealed(self, now: dt.datetime) -> "ObjectionQuerySet":
        """Dismissed, and the time to ask for a review is not over."""
        return self.filter(state=ObjectionState.DISMISSED, appeal_due__gt=now)


class Objection(Stateful):
    """异议: an employee of the branch objects, during publicity, to a mark, an excuse, a rank or an omission."""

    revision = models.ForeignKey("scoring.SheetRevision", on_delete=models.PROTECT, related_name="objections")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="+")
    kind = TermField(terms=ObjectionKind)
    by_member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="objections_made")
    about = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="objections_about")
    indicator_code = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    attachments = models.ManyToManyField("flagship.Attachment", blank=True, related_name="+")
    on_paper = models.BooleanField(default=False, help_text="Logged by the Department from a paper.")
    state = TermField(terms=ObjectionState, default=ObjectionState.OPEN)
    raised_at = models.DateTimeField()
    answer_due = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appeal_due = models.DateTimeField(null=True, blank=True)
    appeal_text = models.TextField(blank=True)
    final_answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="objection_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_member}: {self.kind}"

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether the secretary's time to answer is over."""
        return self.state is ObjectionState.OPEN and self.answer_due <= now
