"""What the columns of a branch's own table mean: one choice for each column."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from flagship.workbooks import Sheet
from scoring.workbook.layouts import HEAD_WITHIN, NAME, NUMBER, Columns, Target, matching_problems

SAMPLES = 3
_WRONG = {
    "nobody": gettext_lazy("Say which column holds the employee number or the name."),
    "nothing": gettext_lazy("Say for at least one column which indicator it holds."),
    "twice": gettext_lazy("Two columns are said to hold the same; only one of them can."),
    "unknown": gettext_lazy("A column holds something that this month does not ask for; choose again."),
}
_PARTS = {"target": gettext_lazy("Own targets"), "na_reason": gettext_lazy("Why not applicable")}


class PlaceForm(forms.Form):
    """Where the headings are."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("Sheet"), coerce=int)
    head = forms.IntegerField(label=gettext_lazy("Row of the headings"), min_value=1, max_value=HEAD_WITHIN)

    def __init__(self, *args, sheets: Sequence[Sheet], **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        self.fields["sheet"].choices = [(index, one.name) for index, one in enumerate(sheets)]

    def clean(self):
        found = super().clean()
        if "sheet" in found and found.get("head", 0) > len(self.sheets[found["sheet"]].rows):
            self.add_error("head", _("The sheet has fewer rows."))
        return found


class ColumnsForm(forms.Form):
    """One field for each heading, `column_3` for D. `columns` is what was said, once valid."""

    remember = forms.BooleanField(
        label=gettext_lazy("Remember this for the branch and recognise the table next month"),
        required=False,
        initial=True,
    )

    def __init__(self, *args, headings: Sequence[str], targets: Mapping[str, Target], guessed: Columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings, self.targets = headings, targets
        choices = choices_of(targets)
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"{get_column_letter(place + 1)} {heading}",
                choices=choices,
                required=False,
                initial=guessed.get(place, ""),
            )

    @property
    def rows(self) -> Iterable[tuple]:
        """Letter, heading and field of every column."""
        for place, heading in enumerate(self.headings):
            yield get_column_letter(place + 1), heading, self[f"column_{place}"]

    def clean(self):
        found = super().clean()
        said = {place: found.get(f"column_{place}", "") for place in range(len(self.headings))}
        self.columns = {place: what for place, what in said.items() if what}
        for problem in () if self.errors else matching_problems(self.columns, self.targets):
            self.add_error(None, _WRONG[problem])
        return found


def choices_of(targets: Mapping[str, Target]) -> list:
    """What a column may hold, values before own targets and reasons."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for target in targets.values():
        kind = str(_PARTS.get(target.part, _("Values")))
        parts.setdefault(kind, []).append((target.heading, target.heading))
    person = [(NUMBER, _("Employee number")), (NAME, _("Name"))]
    return [("", _("not read")), (_("Person"), person), *parts.items()]


def samples(sheet: Sheet, head: int, place: int) -> list[str]:
    """The first few texts below a heading."""
    texts = [row[place] for row in sheet.rows[head + 1 :] if place < len(row) and row[place]]
    return [text[:24] for text in texts[:SAMPLES]]
