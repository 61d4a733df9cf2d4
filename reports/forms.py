"""What people type in this room."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.categories import FlagCategory
from flagship.form_fields import FILES_HELP, FilesField
from flagship.photos import ACCEPTED as PHOTOS
from flagship.templatetags.house import label
from reports.documents import PersonQuarter
from reports.models import Nomination


class WordsForm(forms.Form):
    """The branch's own words in its report."""

    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("How the quarter went, what was done well, what comes next."),
    )
    missing_reason = forms.CharField(
        label=gettext_lazy("Why a month is missing"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NominationForm(forms.Form):
    """A person and category in one choice, so that only what is possible can be chosen."""

    whom = forms.ChoiceField(label=gettext_lazy("Whom, for which title"))
    citation = forms.CharField(
        label=gettext_lazy("Citation"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What shines, what was achieved, with figures."),
    )
    photo = forms.FileField(
        label=gettext_lazy("Photograph"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PHOTOS}),
        help_text=gettext_lazy(
            "A portrait as JPEG or PNG, with the person’s consent; colleagues see it on the honour wall."
        ),
    )

    def __init__(self, *args, candidates: list[PersonQuarter], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = [
            ("", _("Choose a person")),
            *((f"{person.member_id}-{person.category}", _describe(person)) for person in candidates),
        ]

    @property
    def member_id(self) -> int:
        return int(self.cleaned_data["whom"].split("-")[0])

    @property
    def category(self) -> FlagCategory:
        return FlagCategory(self.cleaned_data["whom"].split("-")[1])


def _describe(person: PersonQuarter) -> str:
    return f"{person.name} · {label(person.category)} · {person.score}"


class CitationForm(forms.Form):
    citation = forms.CharField(
        label=gettext_lazy("Citation"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class NoteForm(forms.Form):
    """What the Department writes beside a nomination's figures."""

    remark = forms.CharField(
        label=gettext_lazy("Calibration remark"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands beside the figures; no figure is changed by it."),
    )
    discipline_opinion = forms.CharField(
        label=gettext_lazy("Opinion of the discipline inspection"), required=False, max_length=300
    )
    safety_opinion = forms.CharField(label=gettext_lazy("Opinion of work safety"), required=False, max_length=300)
    personnel_opinion = forms.CharField(
        label=gettext_lazy("Opinion of human resources"), required=False, max_length=300
    )
    in_disciplinary_period = forms.BooleanField(
        label=gettext_lazy("Within a disciplinary period: no title"), required=False
    )


class DecisionForm(forms.Form):
    """The committee's decision, with one yes or no and one reason per proposed nomination."""

    decision_date = forms.DateField(
        label=gettext_lazy("Date of the meeting"), widget=forms.DateInput(attrs={"type": "date"})
    )
    minutes_number = forms.CharField(label=gettext_lazy("Number of the minutes"), max_length=60)
    files = FilesField(label=gettext_lazy("Minutes and other files"), required=False, help_text=FILES_HELP)

    def __init__(self, *args, nominations: list[Nomination], **kwargs):
        super().__init__(*args, **kwargs)
        self.nominations = nominations
        for row in nominations:
            self.fields[f"vote-{row.pk}"] = forms.ChoiceField(
                label=row.member.name,
                choices=[("yes", _("Yes")), ("no", _("No"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("%(name)s: say yes or no.") % {"name": row.member.name}},
            )
            self.fields[f"reason-{row.pk}"] = forms.CharField(
                label=_("Reason for %(name)s") % {"name": row.member.name}, required=False, max_length=300
            )

    @property
    def ballots(self):
        """Each nomination with its two bound fields, for the page."""
        return [(row, self[f"vote-{row.pk}"], self[f"reason-{row.pk}"]) for row in self.nominations]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
