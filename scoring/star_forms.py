"""The star scheme of a year as a form."""

from decimal import Decimal
from itertools import pairwise

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.models import StarScheme
from flagship.permissions import GRANTS, Permission, Role
from flagship.templatetags.house import label
from scoring.rules import StarRules
from scoring.rules.stars import BANDS

WINDOWS = (
    (StarScheme.Window.MONTH.value, gettext_lazy("a month")),
    (StarScheme.Window.QUARTER.value, gettext_lazy("a quarter")),
    (StarScheme.Window.YEAR.value, gettext_lazy("a year")),
)
_MOST = Decimal(9999)


def _score(label, **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=-_MOST, max_value=_MOST, decimal_places=2, **more)


def _promoters() -> list[tuple[str, str]]:
    return [(role.value, label(role)) for role in Role if Permission.PROMOTE_STARS in GRANTS[role]]


class StarForm(forms.Form):
    """Base, window, cap and the five bands."""

    base = _score(gettext_lazy("Base"), help_text=gettext_lazy("With so many points everybody begins a window."))
    window = forms.ChoiceField(label=gettext_lazy("Window"), choices=WINDOWS)
    promoter = forms.ChoiceField(label=gettext_lazy("Draws up and confirms the stars"), choices=_promoters)
    carry_over = forms.BooleanField(
        label=gettext_lazy("The next window begins with the balance instead of the base"), required=False
    )
    cap = _score(
        gettext_lazy("Cap"), required=False, help_text=gettext_lazy("The most a balance may be; empty for no cap.")
    )

    def __init__(self, *args, rules: StarRules | None = None, promoter: Role = Role.DEPARTMENT, **kwargs):
        super().__init__(*args, initial={"promoter": promoter} | (_initial(rules) if rules else {}), **kwargs)
        for star in range(1, BANDS + 1):
            self.fields[f"band{star}"] = _score(_("%(star)s stars from") % {"star": star})

    def clean(self):
        """The bands ascend, and the cap leaves room for base and last band."""
        said = super().clean()
        bands = [said.get(f"band{star}") for star in range(1, BANDS + 1)]
        for star, (lower, upper) in enumerate(pairwise(bands), start=2):
            if lower is not None and upper is not None and upper <= lower:
                self.add_error(f"band{star}", _("Every band must begin above the one before it."))
        cap, base = said.get("cap"), said.get("base")
        if cap is not None and base is not None and cap < base:
            self.add_error("cap", _("The cap lies below the base."))
        elif cap is not None and bands[-1] is not None and cap < bands[-1]:
            self.add_error("cap", _("The cap lies below the last band: nobody could reach five stars."))
        return said

    def rules(self) -> StarRules:
        """What was typed."""
        said = self.cleaned_data
        bands = tuple(said[f"band{star}"] for star in range(1, BANDS + 1))
        return StarRules(said["base"], bands, said["window"], said["carry_over"], said["cap"])

    def named(self) -> Role:
        """Who was named."""
        return Role(self.cleaned_data["promoter"])


def _initial(rules: StarRules) -> dict:
    bands = {f"band{star}": band for star, band in enumerate(rules.bands, start=1)}
    return {"base": rules.base, "window": rules.window, "carry_over": rules.carry_over, "cap": rules.cap} | bands
