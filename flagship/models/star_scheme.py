from django.db import models

from flagship.fields import TermField
from flagship.permissions import Role


class StarScheme(models.Model):
    """星级: how a balance of star points becomes one to five stars. The shipped one is an example until adopted."""

    class Window(models.TextChoices):
        MONTH = "month"
        QUARTER = "quarter"
        YEAR = "year"

    programme = models.OneToOneField("flagship.Programme", on_delete=models.PROTECT, related_name="star_scheme")
    base = models.DecimalField(max_digits=7, decimal_places=2)
    window = models.CharField(max_length=10, choices=Window.choices, default=Window.YEAR)
    carry_over = models.BooleanField(default=False)
    cap = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    bands = models.JSONField(help_text="Five lowest balances, for one to five stars, ascending.")
    promoter = TermField(terms=Role, default=Role.DEPARTMENT, help_text="Who draws up and confirms the star runs.")
    is_example = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.programme} stars"
