"""Forms of declarations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship.form_fields import CategoryChoice
from flagship.periods import Month
from flagship.templatetags.house import label
from members.actions.declare import Entry
from members.models import Declaration, Member


class DeclarationForm(forms.Form):
    """One person's declaration: category, first month, goal, next steps."""

    category = CategoryChoice(label=_("Flag category"))
    from_month = forms.TypedChoiceField(label=_("From month"), coerce=Month.parse)
    goal = forms.CharField(
        label=_("Goal"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("What I want to have reached at the end of the year, with figures where there are any."),
    )
    next_steps = forms.CharField(
        label=_("Next steps"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("What I shall do next, and by when."),
    )

    def __init__(self, *args, months: list[Month], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_month"].choices = [(str(month), label(month)) for month in months]

    def entry(self, member: Member) -> Entry:
        """What the form says, for the verb."""
        category, track = self.cleaned_data["category"]
        return Entry(
            member=member,
            category=category,
            track=track,
            goal=self.cleaned_data["goal"],
            next_steps=self.cleaned_data["next_steps"],
            from_month=self.cleaned_data["from_month"],
        )


class LineForm(forms.Form):
    """One row of the table in which the branch types in for people; without a category it says nothing."""

    category = CategoryChoice(label=_("Flag category"), required=False)
    goal = forms.CharField(label=_("Goal"), max_length=1000, required=False)
    next_steps = forms.CharField(label=_("Next steps"), max_length=2000, required=False)

    def __init__(self, *args, member: Member, returned: Declaration | None = None, **kwargs):
        initial = {"goal": returned.goal, "next_steps": returned.next_steps} if returned else {}
        if returned:
            initial["category"] = (returned.category, returned.track)
        super().__init__(*args, prefix=f"p{member.pk}", initial=initial, **kwargs)
        self.member, self.returned = member, returned
        self.fields["category"].widget.attrs |= {
            "class": "form-select",
            "aria-label": f"{member.name} {_('Flag category')}",
        }
        for name in ("goal", "next_steps"):
            said = f"{member.name} {self.fields[name].label}"
            self.fields[name].widget.attrs |= {"class": "form-control text", "aria-label": said}

    def clean(self) -> dict:
        data = super().clean()
        texts = [data.get("goal"), data.get("next_steps")]
        if data.get("category") and not all(texts):
            raise forms.ValidationError(
                _("%(name)s: write down the goal and the next steps."), params={"name": self.member.name}
            )
        if any(texts) and not data.get("category"):
            raise forms.ValidationError(_("%(name)s: choose a category."), params={"name": self.member.name})
        return data

    def entry(self, from_month: Month) -> Entry | None:
        """What the row says, or None when it is empty or says what was returned."""
        if not self.cleaned_data["category"] or (self.returned and not self.has_changed()):
            return None
        from_month = self.returned.from_month if self.returned else from_month
        category, track = self.cleaned_data["category"]
        texts = {name: self.cleaned_data[name] for name in ("goal", "next_steps")}
        return Entry(member=self.member, category=category, track=track, from_month=from_month, **texts)
