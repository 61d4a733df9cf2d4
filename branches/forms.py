"""Forms of the tree and of plans."""

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.queries.tree import in_tree_order
from flagship.attachments import ACCEPTED, attachment_problem
from flagship.categories import BranchKind, WorkLayer
from flagship.form_fields import DayField, MonthField, TermChoice
from flagship.models import IndicatorTemplate
from flagship.templatetags.house import label

PLANTED = (BranchKind.GENERAL_BRANCH, BranchKind.BRANCH)


def tree_choices(branches, *, with_kind: bool = False) -> list[tuple[int, str]]:
    """Units in the order of the tree, indented, with their kind when asked."""
    ordered = in_tree_order(branches)
    top = min((branch.path.count("/") for branch in ordered), default=0)
    return [
        (
            branch.pk,
            f"{'　' * (branch.path.count('/') - top)}{branch.name}{f'（{label(branch.kind)}）' if with_kind else ''}",
        )
        for branch in ordered
    ]


class UnitChoice(forms.ModelChoiceField):
    """A unit of those handed in."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Branch.objects.none(), empty_label="—", **kwargs)

    def offer(self, branches) -> None:
        self.queryset = branches
        self.choices = [("", "—"), *tree_choices(branches)]


class NameForm(forms.Form):
    """Name and layer."""

    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    layer = TermChoice(WorkLayer, label=_("Layer"), required=False)


class BranchForm(NameForm):
    """A new unit."""

    code = forms.CharField(label=_("Code"), max_length=30, help_text=_("Letters, digits, hyphens; it stays for good."))
    kind = TermChoice(BranchKind, only=PLANTED, label=_("Kind"), initial=BranchKind.BRANCH.value)
    parent = UnitChoice(label=_("Below"))

    field_order = ("name", "code", "kind", "parent", "layer")

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(parents)


class MoveForm(forms.Form):
    """Below another unit."""

    parent = UnitChoice(label=_("Below"))

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(parents)


class CloseForm(forms.Form):
    """Closed on a day, with a successor."""

    on = DayField(label=_("On"))
    successor = UnitChoice(
        label=_("Successor"), required=False, help_text=_("The branch that finishes the months of this one.")
    )

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].offer(successors)


class TreeForm(forms.Form):
    """A workbook."""

    file = forms.FileField(label=_("Workbook"), help_text=_("Excel workbook (.xlsx), at most 10 MB."))


class SealedForm(forms.Form):
    """What the preview showed, sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)


class TemplatesChoice(forms.ModelMultipleChoiceField):
    """Company templates, each with its category."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, template: IndicatorTemplate) -> str:
        layer = f"（{label(template.layer)}）" if template.layer else ""
        return f"{template.name}{layer}"


class PlanForm(forms.Form):
    """What a branch assesses by."""

    summary = forms.CharField(
        label=_("Summary of the plan"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        required=False,
        help_text=_("How the branch carries out the campaign: focus, measures, how marks are collected and checked."),
    )
    templates = TemplatesChoice(label=_("Templates"), queryset=IndicatorTemplate.objects.none(), required=False)
    pool = forms.ChoiceField(label=_("Who is ranked with whom"), required=False)
    valid_from = MonthField(label=_("Holds from"), help_text=_("The current month at the earliest."))
    document = forms.FileField(
        label=_("Attached document"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("The plan with its assessment rules as PDF, Word (.docx) or picture, at most 10 MB."),
    )

    def __init__(self, *args, templates, first_version: bool = True, pools: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pool"].choices = [
            ("", _("as the programme says")),
            ("branch", _("the whole branch is one pool")),
            ("category", _("one pool for each category")),
        ]
        if not pools:
            del self.fields["pool"]
        if first_version:
            del self.fields["valid_from"]
        self.fields["templates"].queryset = templates
        self.fields["templates"].choices = [
            (template.pk, self.fields["templates"].label_from_instance(template))
            for template in sorted(templates, key=IndicatorTemplate.document_order)
        ]

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document and (problem := attachment_problem(document)):
            raise forms.ValidationError(problem)
        return document
