from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A selection of the desk's table that somebody keeps under a name: category, filters and order, of any quarter."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300, help_text="As it stands in the address: category=safety&sort=z.")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_saved_view_a_name")]

    def __str__(self) -> str:
        return self.name
