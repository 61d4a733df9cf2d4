"""What people type about a month, apart from its values: meetings, reasons, objections, vetoes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from flagship.form_fields import FILES_HELP, DayField, FilesField, MonthField, TermChoice
from scoring.actions.evidence import MOST_FILES
from scoring.states import MeetingKind, ObjectionKind, VetoKind


def lines(rows: int) -> forms.Textarea:
    """A field of so many lines."""
    return forms.Textarea(attrs={"rows": rows})


class SubmitForm(forms.Form):
    """A reason is asked for only where ties make more people win or lose than there are places."""

    over_places_reason = forms.CharField(
        label=_("Why more people win or lose than there are places"),
        max_length=300,
        required=False,
        widget=lines(2),
        help_text=_("The Department sees it."),
    )


class SettleForm(forms.Form):
    """The meeting that confirmed the results."""

    meeting_kind = TermChoice(MeetingKind, label=_("Meeting"), widget=forms.RadioSelect)
    meeting_date = DayField(label=_("Date of the meeting"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting_kind"].choices = [choice for choice in self.fields["meeting_kind"].choices if choice[0]]


class ReasonForm(forms.Form):
    """Why a month is withdrawn, reopened, set aside or taken up again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=lines(3), help_text=_("It is kept in the record.")
    )


class ExcuseForm(forms.Form):
    """Why somebody does not take part in a month."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("For example leave, secondment, illness."))


class ObjectionForm(forms.Form):
    """An objection. `people` are those it may be about, `raisers` those whose paper the Department may log."""

    by_member = forms.TypedChoiceField(label=_("Who objects (on paper)"), coerce=int)
    kind = TermChoice(ObjectionKind, label=_("Against"))
    about = forms.TypedChoiceField(label=_("About whom"), coerce=int)
    indicator_code = forms.ChoiceField(
        label=_("Indicator"), required=False, help_text=_("Only for an objection against a mark.")
    )
    text = forms.CharField(label=_("What is wrong, and what proves it"), max_length=2000, widget=lines(4))
    files = FilesField(label=_("Attached files"), required=False, help_text=FILES_HELP)

    def __init__(self, *args, people, indicators, raisers=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "—"), *people]
        self.fields["indicator_code"].choices = [("", "—"), *indicators]
        if raisers is None:
            del self.fields["by_member"]
        else:
            self.fields["by_member"].choices = [("", "—"), *raisers]


class EvidenceForm(forms.Form):
    """What proves a value."""

    files = FilesField(label=_("Evidence"), most=MOST_FILES)


class AnswerForm(forms.Form):
    """The answer to an objection, with its reason."""

    uphold = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Upheld: the month goes back to be corrected")), ("no", _("Dismissed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Reason"), max_length=2000, widget=lines(3))


class AppealForm(forms.Form):
    """Why a review is asked for."""

    text = forms.CharField(label=_("Why the answer is not accepted"), max_length=2000, widget=lines(3))


class VetoForm(forms.Form):
    """A breach, in its month, with what proves it."""

    member = forms.TypedChoiceField(label=_("Person"), coerce=int)
    month = MonthField(label=_("Month of the breach"))
    kind = TermChoice(VetoKind, label=_("Kind"))
    evidence = forms.CharField(label=_("What happened and what proves it"), max_length=2000, widget=lines(4))
    files = FilesField(label=_("Attached files"), required=False, help_text=FILES_HELP)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "—"), *people]


class VetoDecisionForm(forms.Form):
    """Confirming and lifting rest on a document; refusing and lifting need a reason."""

    document_number = forms.CharField(
        label=_("Document number"), max_length=60, required=False, help_text=_("Needed to confirm or lift a veto.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=lines(2),
        help_text=_("Needed to refuse or lift a veto."),
    )


class WorkbookForm(forms.Form):
    """The filled-in workbook of a month."""

    file = forms.FileField(label=_("Workbook"), help_text=_("Excel workbook (.xlsx), at most 10 MB."))


class ConfirmValuesForm(forms.Form):
    """What the preview showed, sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
