import uuid

from django.db import models, transaction
from django.db.models import Q

from flagship.categories import BranchKind, WorkLayer
from flagship.fields import TermField
from flagship.permissions import Permission


class BranchQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "BranchQuerySet":
        """The units in which this user holds the permission today."""
        return self.filter(user.reach(permission).q())

    def assessing(self) -> "BranchQuerySet":
        """The units that have month sheets: Party branches (党支部) that are not closed."""
        return self.filter(kind=BranchKind.BRANCH, closed_on=None)

    def root(self) -> "Branch | None":
        """The company's Party committee."""
        return self.filter(parent=None).first()


class Branch(models.Model):
    """A unit of the Party organisation: committee, general branch or branch. `path` is made of ids: /1/4/."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    kind = TermField(terms=BranchKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, unique=True, editable=False)
    layer = TermField(terms=WorkLayer, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="finishes",
        help_text="The unit that finishes the months of this one after it was closed.",
    )

    objects = BranchQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(parent__isnull=True),
                name="one_root_branch",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(kind=BranchKind.COMMITTEE.value), name="root_is_the_committee"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        """A new unit gets its path, which needs its id, in the same transaction."""
        is_new = self._state.adding
        if is_new and not self.path:
            self.path = f"new-{uuid.uuid4()}"
        super().save(*args, **kwargs)
        if is_new:
            self.place_below(self.parent)
            super().save(update_fields=["path"])

    @property
    def is_assessing(self) -> bool:
        return self.kind is BranchKind.BRANCH

    def place_below(self, parent: "Branch | None") -> None:
        """Set the path of a row that has its id. The caller saves and, when moving, re-places the subtree."""
        self.path = f"{parent.path if parent else '/'}{self.pk}/"
