from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.fields import MonthField, TermField
from flagship.models import Stateful
from flagship.permissions import Permission
from scoring.states import FINISHED_SHEET, PUBLIC_SHEET, SheetState


class MonthSheetQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "MonthSheetQuerySet":
        """The sheets of branches in which the user holds the permission."""
        return self.filter(user.reach(permission).q("branch"))

    def public(self) -> "MonthSheetQuerySet":
        """Sheets whose standings the people of the branch may see."""
        return self.filter(state__in=PUBLIC_SHEET)

    def settled(self) -> "MonthSheetQuerySet":
        return self.filter(state=SheetState.SETTLED)

    def unfinished(self) -> "MonthSheetQuerySet":
        return self.exclude(state__in=FINISHED_SHEET)


class MonthSheet(Stateful):
    """月度考核表: one branch, one month. `revision` counts the submissions; 0 before the first.

    `entry_version` counts the savings of a draft's cells: a page asks for what is newer than it shows.

    The Department's consent to a ranking in which everyone ties belongs to the figures of the moment: whatever is
    entered afterwards takes it away again.
    """

    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="month_sheets")
    month = MonthField()
    state = TermField(terms=SheetState, default=SheetState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    entry_version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    tie_consent = models.CharField(max_length=300, blank=True)
    tie_consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MonthSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "branch__path"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "month"], name="one_sheet_a_branch_and_month"),
            models.CheckConstraint(
                condition=Q(tie_consent="", tie_consent_by__isnull=True)
                | ~Q(tie_consent="") & Q(tie_consent_by__isnull=False),
                name="tie_consent_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["month", "state"], name="sheet_by_month_and_state")]

    def __str__(self) -> str:
        return f"{self.branch} {self.month.zh}"

    @property
    def current_revision(self):
        """The frozen submission that stands at present (publicised or settled), or None in draft."""
        if self.state not in PUBLIC_SHEET:
            return None
        return self.revisions.filter(number=self.revision).first()

    @property
    def first_submitted_at(self):
        """When the month was first submitted, or None. Its lateness is that of this moment, whatever came back."""
        if not self.revision:
            return None
        return self.revisions.order_by("number").values_list("submitted_at", flat=True).first()
