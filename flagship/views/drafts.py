"""The Department's work on the company's templates: drafts, versions, publishing, retiring, words."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from flagship import clock
from flagship.access import guard
from flagship.actions import templates as verbs
from flagship.answers import SeeOther, attempt, say_what_is_wrong
from flagship.forms.templates import HeadForm, PublishForm, RetireForm, WordingForm
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.states import TemplateState
from flagship.views import editor

_HEAD = ("name", "category", "layer", "clause", "over_achievement", "sample_weights")


def draft_of(user, pk: int) -> IndicatorTemplate:
    """Loader: a draft of the company."""
    drafts = IndicatorTemplate.objects.company().filter(state=TemplateState.DRAFT)
    return get_object_or_404(drafts.select_related("adapted_from"), pk=pk)


def indicator_of(user, pk: int, indicator: int) -> Indicator:
    """Loader: a line of a draft of the company."""
    lines = Indicator.objects.filter(template__company_wide=True, template__state=TemplateState.DRAFT)
    return get_object_or_404(lines.select_related("template"), template_id=pk, pk=indicator)


def version_of(user, code: str, version: int) -> IndicatorTemplate:
    """Loader: a published version of a company template."""
    versions = IndicatorTemplate.objects.company().published_or_retired()
    return get_object_or_404(versions, code=code, version=version)


@guard(Permission.EDIT_STANDARD, company=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Begin a template."""
    form = HeadForm(request.POST or None, only=_HEAD, initial={"sample_weights": False})
    if request.method == "POST" and form.is_valid():
        return SeeOther(_page(verbs.start_template(by=request.user, **form.head)))
    context = {"form": form, "crumbs": [_standard(), _("New template")]}
    return render(request, "flagship/template_head.html", context, status=422 if form.errors else 200)


@guard(Permission.EDIT_STANDARD, of=version_of)
@require_POST
def renew(request, row: IndicatorTemplate):
    """The draft of the next version."""
    return SeeOther(_page(verbs.next_version(template=row, by=request.user)))


@guard(Permission.EDIT_STANDARD, of=version_of)
@require_POST
def copy(request, row: IndicatorTemplate):
    """A draft of another template with the same lines."""
    name = _("%(name)s (copy)") % {"name": row.name}
    return SeeOther(_page(verbs.copy_template(template=row, name=name[:80], by=request.user)))


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_safe
def draft(request, row: IndicatorTemplate):
    """The draft and what is to be done with it."""
    first = Month.of(clock.today())
    return editor.draft_page(request, _desk(row), {"publish_form": PublishForm(initial={"valid_from": first})})


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_http_methods(["GET", "HEAD", "POST"])
def head(request, row: IndicatorTemplate):
    """Its head."""
    return editor.head_page(request, _desk(row))


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_POST
def weights(request, row: IndicatorTemplate):
    """Its weights."""
    return editor.weights(request, _desk(row))


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_POST
def order(request, row: IndicatorTemplate):
    """The order of its lines."""
    return editor.order(request, _desk(row))


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request, row: IndicatorTemplate):
    """One more line."""
    return editor.indicator_page(request, _desk(row), None)


@guard(Permission.EDIT_STANDARD, of=indicator_of)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request, row: Indicator):
    """One line."""
    return editor.indicator_page(request, _desk(row.template), row)


@guard(Permission.EDIT_STANDARD, of=indicator_of)
@require_POST
def shift(request, row: Indicator):
    """Up, down, out."""
    return editor.shift(request, _desk(row.template), row)


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_POST
def discard(request, row: IndicatorTemplate):
    """Throw the draft away."""

    def throw():
        verbs.discard_template(template=row, by=request.user)

    return attempt(request, throw, done=_("The draft is thrown away."), back=reverse("flagship:standard"))


@guard(Permission.EDIT_STANDARD, of=draft_of)
@require_POST
def publish(request, row: IndicatorTemplate):
    """Make it a version that never changes."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_page(row))

    def put_in_force():
        verbs.publish_template(template=row, valid_from=form.cleaned_data["valid_from"], by=request.user)

    answer = attempt(request, put_in_force, done=_("The template is published."), back=_page(row))
    return SeeOther(_version(row)) if row.state == TemplateState.PUBLISHED else answer


@guard(Permission.EDIT_STANDARD, of=version_of)
@require_POST
def retire(request, row: IndicatorTemplate):
    """Let it hold for the last time in a month."""
    form = RetireForm(request.POST)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_version(row))

    def end():
        verbs.retire_template(template=row, **form.cleaned_data, by=request.user)

    return attempt(request, end, done=_("The template is retired."), back=_version(row))


@guard(Permission.EDIT_STANDARD, of=version_of)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request, row: IndicatorTemplate):
    """Correct words of a published version; every change is kept in the audit trail."""
    form = WordingForm(request.POST or None, template=row)
    if request.method == "POST" and form.is_valid():

        def correct():
            verbs.correct_wording(template=row, name=form.cleaned_data["name"], wording=form.wording, by=request.user)

        return attempt(request, correct, done=_("The words are corrected."), back=_version(row))
    context = {"template": row, "form": form, "crumbs": [_standard(), (row.name, _version(row)), _("Wording")]}
    return render(request, "flagship/wording.html", context, status=422 if form.errors else 200)


def _desk(row: IndicatorTemplate) -> editor.Desk:
    # A later version is for the same people as the first.
    head = _HEAD if row.version == 1 else tuple(name for name in _HEAD if name not in ("category", "layer"))
    return editor.Desk(row, _page(row), crumbs=(_standard(),), back=reverse("flagship:standard"), head=head)


def _standard() -> tuple[str, str]:
    return _("Standard"), reverse("flagship:standard")


def _page(row: IndicatorTemplate) -> str:
    return reverse("flagship:draft", args=[row.pk])


def _version(row: IndicatorTemplate) -> str:
    return reverse("flagship:template", args=[row.code, row.version])
