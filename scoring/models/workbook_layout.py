from django.conf import settings
from django.db import models

from flagship.permissions import Permission


class WorkbookLayoutQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "WorkbookLayoutQuerySet":
        """The layouts of branches in which the user holds the permission."""
        return self.filter(user.reach(permission).q("branch"))


class WorkbookLayout(models.Model):
    """What the columns of a branch's own Excel table mean, so that it is asked once and not every month.

    `headings` are those of the row of headings, as they were; `fingerprint` is made of them and recognises the table
    next month. `columns` says, by place from 0 (a string, as JSON has it), what stands in a column.
    """

    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="workbook_layouts")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=100, help_text="The sheet it was first seen on.")
    headings = models.JSONField()
    columns = models.JSONField()
    remembered_at = models.DateTimeField()
    remembered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkbookLayoutQuerySet.as_manager()

    class Meta:
        ordering = ["branch", "-remembered_at"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "fingerprint"], name="one_layout_a_branch_and_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.name}"
