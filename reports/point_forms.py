"""Forms of a report's thread."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.documents import ReportContent
from reports.queries.points_raised import what_points_are_about
from reports.states import ReportSection

_PERSON = "member-"


def _text(label) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PointForm(forms.Form):
    """A point: what it is about, and what the other side should know or do."""

    about = forms.ChoiceField(label=_("About"), required=False)
    text = _text(_("Comment"))

    def __init__(self, *args, content: ReportContent, **kwargs):
        super().__init__(*args, **kwargs)
        (_top, sections), *people = what_points_are_about(content)
        self.fields["about"].choices = [*sections, *people]

    def target(self) -> tuple[ReportSection, int | None]:
        """The section, and the member whose line it is about."""
        about = self.cleaned_data["about"] or ReportSection.REPORT
        if about.startswith(_PERSON):
            return ReportSection.PEOPLE, int(about.removeprefix(_PERSON))
        return ReportSection(about), None


class AnswerForm(forms.Form):
    """An answer to a point."""

    text = _text(_("Answer"))
