from django.conf import settings
from django.db import models
from django.db.models import F, Q

from flagship.fields import MonthField, TermField
from flagship.models import Stateful
from flagship.permissions import Role
from scoring.rules import StarRules
from scoring.rules.star_windows import StarWindow
from scoring.states import StarChange, StarRunState

_EXEMPT = ~Q(exempt_reason="")
CHANGES = {
    StarChange.FIRST: ~_EXEMPT & Q(before=None),
    StarChange.UP: ~_EXEMPT & Q(proposed__gt=F("before")),
    StarChange.DOWN: ~_EXEMPT & Q(proposed__lt=F("before")),
    StarChange.SAME: ~_EXEMPT & Q(proposed=F("before")),
    StarChange.EXEMPT: _EXEMPT,
}


class StarRun(Stateful):
    """争星晋级: one rating of everybody for a window that is over.

    Drawn up as a list of `StarLine`; confirmed, its lines become `StarRating`s, which are never changed. A confirmed
    window is corrected by another run (`number` 2 and on) with its reason. `rules` is the scheme it was drawn up by.
    """

    programme = models.ForeignKey("flagship.Programme", on_delete=models.PROTECT, related_name="star_runs")
    first = MonthField()
    last = MonthField()
    number = models.PositiveSmallIntegerField(default=1)
    state = TermField(terms=StarRunState, default=StarRunState.PROPOSED)
    rules = models.JSONField()
    promoter = TermField(terms=Role)
    reason = models.CharField(max_length=300, blank=True, help_text="Why a confirmed window is rated once more.")
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-last", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "last", "number"],
                condition=~Q(state=StarRunState.WITHDRAWN.value),
                name="star_runs_in_force_are_numbered",
            ),
            models.UniqueConstraint(
                fields=["first", "last"],
                condition=Q(state=StarRunState.PROPOSED.value),
                name="one_star_list_at_a_time_for_a_window",
            ),
            models.CheckConstraint(
                condition=~Q(state=StarRunState.EFFECTIVE.value)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="star_run_in_force_was_confirmed",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="star_correction_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.window.zh}星级评定" + (f"（第{self.number}次）" if self.number > 1 else "")

    @property
    def window(self) -> StarWindow:
        return StarWindow(self.first, self.last)

    @property
    def star_rules(self) -> StarRules:
        """The scheme this run goes by."""
        return StarRules.from_json(self.rules)

    @property
    def people(self) -> models.QuerySet:
        """Everybody of the run: ratings once it is confirmed, proposals before."""
        return self.ratings.all() if self.state is StarRunState.EFFECTIVE else self.lines.all()


class StarFiguresQuerySet(models.QuerySet):
    def changing(self, change: StarChange) -> "StarFiguresQuerySet":
        """Those who go up, go down, …"""
        return self.filter(CHANGES[change])

    def counts(self) -> dict[StarChange, int]:
        """How many there are of each change; one query."""
        found = self.aggregate(**{change.value: models.Count("pk", filter=q) for change, q in CHANGES.items()})
        return {change: found[change.value] for change in CHANGES}


class StarFigures(models.Model):
    """A person in a run: the balance at the end of the window, the star of before and the one the balance gives.

    Exempted (豁免, with a reason) a person keeps the star of before. `before` is None for whoever was never rated.
    """

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    balance = models.DecimalField(max_digits=9, decimal_places=2)
    before = models.PositiveSmallIntegerField(null=True)
    proposed = models.PositiveSmallIntegerField()
    exempt_reason = models.CharField(max_length=300, blank=True)
    exempt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StarFiguresQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def change(self) -> StarChange:
        if self.exempt_reason:
            return StarChange.EXEMPT
        if self.before is None:
            return StarChange.FIRST
        if self.proposed == self.before:
            return StarChange.SAME
        return StarChange.UP if self.proposed > self.before else StarChange.DOWN

    @property
    def result(self) -> int | None:
        """The star this run gives; None for somebody exempted who has none yet."""
        return self.before if self.exempt_reason else self.proposed


class StarLine(StarFigures):
    """A line of a list that is drawn up and not confirmed yet."""

    run = models.ForeignKey(StarRun, on_delete=models.CASCADE, related_name="lines")

    class Meta:
        ordering = ["branch__path", "member__employee_number"]
        constraints = [models.UniqueConstraint(fields=["run", "member"], name="one_star_line_a_person_and_run")]

    def __str__(self) -> str:
        return f"{self.name} {self.proposed}"


class StarRating(StarFigures):
    """星级: what a confirmed run says of a person. Append-only; the newest of a person holds."""

    run = models.ForeignKey(StarRun, on_delete=models.PROTECT, related_name="ratings")
    star = models.PositiveSmallIntegerField(null=True)
    on = models.DateField()

    class Meta:
        ordering = ["branch__path", "member__employee_number"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["run", "member"], name="one_star_rating_a_person_and_run")]
        indexes = [models.Index(fields=["member", "-id"], name="stars_of_a_person")]

    def __str__(self) -> str:
        return f"{self.name} {self.star}"
