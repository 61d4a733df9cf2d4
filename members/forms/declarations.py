"""Forms of declarations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship.form_fields import CategoryChoice
from flagship.periods import Month
from flagship.templatetags.house import label
from members.actions.declare import Entry
from members.models import Declaration, Member
from members.states import DeclarationState


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


class ChangeForm(forms.Form):
    """From when the changes of those hold who have an accepted declaration."""

    change_from = forms.TypedChoiceField(label=_("Change holds from the month"), coerce=Month.parse)

    def __init__(self, *args, months: list[Month], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["change_from"].choices = [(str(month), label(month)) for month in months]
        self.fields["change_from"].widget.attrs["class"] = "form-select"


class LineForm(forms.Form):
    """One row of the table in which the branch types in for people; without a category it says nothing.

    `held` is what the person handed in last: a row that still says the same hands in nothing.
    """

    category = CategoryChoice(label=_("Flag category"), required=False)
    goal = forms.CharField(label=_("Goal"), max_length=1000, required=False)
    next_steps = forms.CharField(label=_("Next steps"), max_length=2000, required=False)

    def __init__(self, *args, member: Member, held: Declaration | None = None, **kwargs):
        initial = {"goal": held.goal, "next_steps": held.next_steps} if held else {}
        if held:
            initial["category"] = (held.category, held.track)
        super().__init__(*args, prefix=f"p{member.pk}", initial=initial, **kwargs)
        self.member, self.held = member, held
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

    def entry(self, first: Month, changing: Month | None) -> Entry | None:
        """What the row says, or None when it is empty or says what was handed in.

        The first declaration of a year begins in `first`, a returned one when it was to begin, a change in `changing`.
        """
        if not self.cleaned_data["category"] or (self.held and not self._differs()):
            return None
        accepted = self.held is not None and self.held.state is DeclarationState.ACCEPTED
        from_month = changing if accepted and changing else self.held.from_month if self.held else first
        category, track = self.cleaned_data["category"]
        texts = {name: self.cleaned_data[name] for name in ("goal", "next_steps")}
        return Entry(member=self.member, category=category, track=track, from_month=from_month, **texts)

    def _differs(self) -> bool:
        """Whether it says otherwise than what is held; a field of one line shows line breaks as blanks."""
        held, said = self.held, self.cleaned_data
        if said["category"] != (held.category, held.track):
            return True
        return any(
            "".join(said[name].split()) != "".join(getattr(held, name).split()) for name in ("goal", "next_steps")
        )


class WorkbookForm(forms.Form):
    """A workbook of declarations."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Excel workbook (.xlsx), at most 10 MB."),
    )


class SealedForm(forms.Form):
    """What the preview showed, sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
