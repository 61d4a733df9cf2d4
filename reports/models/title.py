from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When

from flagship.categories import FlagCategory
from flagship.fields import QuarterField, TermField
from flagship.periods import Quarter


def _is_quarter(text: str) -> bool:
    try:
        return bool(Quarter.parse(text))
    except ValueError:
        return False


class FlagTitleQuerySet(models.QuerySet):
    def standing(self) -> "FlagTitleQuerySet":
        """Titles that were not revoked."""
        return self.filter(revoked_at=None)

    def fitting(self, *, quarter: str = "", category: str = "", branch: str = "") -> "FlagTitleQuerySet":
        """Those of a quarter (`2026Q3`), of a category and of a branch by its code.

        What is blank, or no quarter and no category at all, does not choose.
        """
        asked = {
            "quarter": quarter if _is_quarter(quarter) else "",
            "category": category if category in list(FlagCategory) else "",
            "branch__code": branch,
        }
        return self.filter(**{column: value for column, value in asked.items() if value})

    def in_order(self) -> "FlagTitleQuerySet":
        """Newest quarter first, then the categories as the company's document lists them."""
        places = [When(category=category, then=place) for place, category in enumerate(FlagCategory)]
        return self.order_by("-quarter", Case(*places, output_field=models.IntegerField()), "serial")


class FlagTitle(models.Model):
    """旗手称号: conferred per category and quarter. A revoked title stays on record with its reason."""

    nomination = models.OneToOneField("reports.Nomination", on_delete=models.PROTECT, related_name="title")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="titles")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="titles")
    name = models.CharField(max_length=40)
    branch_name = models.CharField(max_length=80)
    category = TermField(terms=FlagCategory)
    quarter = QuarterField()
    citation = models.TextField()
    photo = models.ForeignKey("flagship.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    serial = models.CharField(max_length=40, unique=True)
    verify_code = models.CharField(max_length=40, unique=True)
    conferred_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoke_reason = models.CharField(max_length=300, blank=True)

    objects = FlagTitleQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "category", "serial"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                name="revocation_has_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.name}"

    @property
    def number_zh(self) -> str:
        """The serial as official papers write it: 旗手〔2026〕1-市场营销-001 for 2026Q1-MARKETING-001."""
        running = self.serial.rsplit("-", 1)[-1]
        return f"旗手〔{self.quarter.year}〕{self.quarter.number}-{self.category.zh}-{running:0>3}"
