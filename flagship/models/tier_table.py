from django.core.exceptions import ValidationError
from django.db import models

from flagship.categories import Account
from flagship.fields import MonthField, TermField
from flagship.periods import Month
from flagship.policies import Tiers
from flagship.templatetags.house import label


class TierTableQuerySet(models.QuerySet):
    def in_force(self, month: Month, account: Account) -> Tiers | None:
        """The table valid in a month: the newest of its year that has begun. None when there is none."""
        row = (
            self.filter(programme__year=month.year, account=account, valid_from__lte=month)
            .order_by("-valid_from")
            .first()
        )
        return row.tiers if row else None


class TierTable(models.Model):
    """加扣分档次: a tier table of one account, valid from a month on (五（三）). A settled month keeps its own copy."""

    programme = models.ForeignKey("flagship.Programme", on_delete=models.PROTECT, related_name="tier_tables")
    account = TermField(terms=Account)
    valid_from = MonthField()
    rows = models.JSONField()
    note = models.CharField(max_length=200, blank=True)

    objects = TierTableQuerySet.as_manager()

    class Meta:
        ordering = ["account", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "account", "valid_from"], name="one_tier_table_from_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.valid_from}"

    @property
    def tiers(self) -> Tiers:
        return Tiers.from_json(self.rows)

    def clean(self) -> None:
        if problems := self.tiers.problems():
            raise ValidationError([label(problem) for problem in problems])
