from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum

from flagship.categories import Account
from flagship.fields import MonthField, TermField
from flagship.periods import Month
from flagship.permissions import Permission
from scoring.states import EntryKind


class PointsEntryQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "PointsEntryQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def on(self, account: Account) -> "PointsEntryQuerySet":
        return self.filter(account=account)

    def between(self, first: Month, last: Month) -> "PointsEntryQuerySet":
        """Entries of the assessed months `first` to `last`, both included."""
        return self.filter(month__gte=first, month__lte=last)

    def balance(self) -> Decimal:
        """The sum of the amounts, in points."""
        return self.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


class PointsEntry(models.Model):
    """One line of the points ledger (五（三）). Append-only: a correction is a reversal and a new entry."""

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="points_entries")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="+")
    account = TermField(terms=Account)
    month = MonthField()
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    kind = TermField(terms=EntryKind)
    standing = models.OneToOneField(
        "scoring.Standing", on_delete=models.PROTECT, null=True, blank=True, related_name="entry"
    )
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal")
    veto = models.ForeignKey("scoring.Veto", on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    clause = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PointsEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-posted_at", "-pk"]
        base_manager_name = "objects"
        verbose_name_plural = "points entries"
        indexes = [models.Index(fields=["member", "account", "month"], name="ledger_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="no_entry_of_nothing"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.BONUS.value, amount__gt=0, standing__isnull=False, reverses__isnull=True)
                | Q(kind=EntryKind.DEDUCTION.value, amount__lt=0, standing__isnull=False, reverses__isnull=True)
                | Q(kind=EntryKind.REVERSAL.value, standing__isnull=True, reverses__isnull=False) & ~Q(reason="")
                | Q(kind=EntryKind.ADJUSTMENT.value, standing__isnull=True, reverses__isnull=True)
                & ~Q(reason="")
                & ~Q(document_number=""),
                name="entry_has_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.month} {self.amount:+}"
