"""The template editor, for whoever may write on a draft: the Department on the company's, a branch on its plan's.

A room brings a `Desk` for each draft; these paragraphs do the rest. Every page works without scripts.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from flagship.actions import indicators as lines
from flagship.actions import templates as verbs
from flagship.answers import SeeOther, attempt
from flagship.descriptions import Words
from flagship.differences import Line, differences
from flagship.forms.params import boxes_of, params_of
from flagship.forms.templates import HeadForm, IndicatorForm, typed
from flagship.formulas import FORMULAS, IndicatorSpec, spec_problems
from flagship.models import Indicator, IndicatorTemplate
from flagship.moves import Refused
from flagship.numbers import NumberProblem, parse_number
from flagship.template_checks import balance_of, publishing_problems
from flagship.templatetags.house import label
from flagship.trial import curve, questions, try_out

MOST_DIGITS = 19  # of an id


@dataclass(frozen=True)
class Desk:
    """A draft with its address, the way to it, what its head asks, and a lock that says it may be written on."""

    template: IndicatorTemplate
    page: str
    crumbs: tuple
    back: str
    head: tuple[str, ...] = ()
    lock: Callable[[], AbstractContextManager] = field(default=nullcontext)

    def write(self, verb: Callable[[], object]) -> Callable[[], object]:
        """The verb, run while nobody can take the draft away."""

        def locked():
            with self.lock():
                return verb()

        return locked


def draft_page(request, desk: Desk, more: dict):
    """The draft: its lines with weights, how they stand, what keeps it from being published, what is new in it."""
    indicators = list(desk.template.ordered_indicators)
    context = {
        "desk": desk,
        "template": desk.template,
        "indicators": [(at, label(FORMULAS[at.formula]), bool(spec_problems(at.spec))) for at in indicators],
        "balance": balance_of([(at, at.weight) for at in indicators]),
        "problems": publishing_problems(desk.template),
        "former": desk.template.adapted_from,
        "differences": differences_of(desk.template),
    }
    return render(request, "flagship/draft.html", context | more)


def differences_of(template: IndicatorTemplate):
    """Against the version it was made from; None for one that was made from nothing."""
    former = template.adapted_from
    return differences(_lines(former), _lines(template)) if former else None


def head_page(request, desk: Desk):
    """Name, people, over-achievement."""
    form = HeadForm(request.POST or None, template=desk.template, only=desk.head)
    if request.method == "POST" and form.is_valid():

        def store():
            verbs.write_head(template=desk.template, by=request.user, **form.head)

        return attempt(request, desk.write(store), done=_("The template is stored."), back=desk.page)
    context = {"desk": desk, "form": form, "crumbs": [*desk.crumbs, (desk.template.name, desk.page), _("Head")]}
    return render(request, "flagship/template_head.html", context, status=422 if form.errors else 200)


def weights(request, desk: Desk):
    """Store the weights of all lines; or say how those that are being typed would stand (the live fragment)."""
    indicators = list(desk.template.ordered_indicators)
    typed_weights, problems = _typed_weights(request.POST, indicators)
    if request.htmx and "store" not in request.POST:
        weighed = [(at, typed_weights.get(at.pk, Decimal(0))) for at in indicators]
        context = {"balance": balance_of(weighed), "wrong": problems}
        return render(request, "flagship/_balance.html", context)
    if problems:
        for problem in problems:
            messages.error(request, problem)
        return SeeOther(desk.page)

    def store():
        lines.weigh_indicators(template=desk.template, weights=typed_weights, by=request.user)

    return attempt(request, desk.write(store), done=_("The weights are stored."), back=desk.page)


def _typed_weights(data, indicators) -> tuple[dict[int, Decimal], list[str]]:
    """The weights in the boxes by the ids of their lines, and a sentence for each that is none."""
    found, problems = {}, []
    for at in indicators:
        try:
            found[at.pk] = _weight(data.get(f"w-{at.pk}", ""), at.name)
        except Refused as refusal:
            problems.append(str(refusal))
    return found, problems


def _keeping_weights(request, desk: Desk, verb: Callable[[], object]) -> Callable[[], object]:
    """The verb, and with it the weights that were typed meanwhile; a box that says none keeps the old one."""

    def kept():
        found, _problems = _typed_weights(request.POST, desk.template.indicators.all())
        lines.weigh_indicators(template=desk.template, weights=found, by=request.user)
        verb()

    return desk.write(kept)


def _weight(text: str, name: str) -> Decimal:
    try:
        weight = parse_number(text)
    except NumberProblem as problem:
        raise Refused(f"{name}: {label(problem)}") from problem
    if not 0 < weight <= 100 or weight != round(weight, 2):
        raise Refused(
            _("%(name)s: the weight must be above 0, at most 100, with at most two decimals.") % {"name": name}
        )
    return weight


def indicator_page(request, desk: Desk, indicator: Indicator | None):
    """Write one line: the form is made from its formula; try it out; store it."""
    if request.method == "POST":
        if request.POST.get("formula") not in FORMULAS:
            raise Http404
        if "store" in request.POST:
            return _store_indicator(request, desk, indicator)
        return render(request, "flagship/indicator.html", _retyped(request.POST, desk, indicator))
    if indicator is None:
        data = {"formula": "ratio", "floor": "0", "clause": desk.template.clause}
        return render(
            request, "flagship/indicator.html", _context(desk, None, IndicatorForm(initial=data), {}, [], data)
        )
    data = typed(indicator)
    form = IndicatorForm(data)
    problems = form.say(indicator.params) if form.is_valid() else []
    return render(request, "flagship/indicator.html", _context(desk, indicator, form, indicator.params, problems, data))


def _store_indicator(request, desk: Desk, indicator: Indicator | None):
    form = IndicatorForm(request.POST)
    params, problems = params_of(FORMULAS[request.POST["formula"]].params_schema, request.POST)
    if not form.is_valid() or problems:
        context = _context(desk, indicator, form, params, problems, request.POST)
        return render(request, "flagship/indicator.html", context, status=422)

    def store():
        columns = form.columns(params)
        if indicator is None:
            return lines.add_indicator(template=desk.template, by=request.user, **columns)
        return lines.write_indicator(indicator=indicator, by=request.user, **columns)

    try:
        row = desk.write(store)()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(desk.back)
    if spec_problems(row.spec):
        messages.warning(request, _("Stored. Something still keeps it from being published; see below."))
        return SeeOther(f"{desk.page}indicators/{row.pk}/")
    messages.success(request, _("The indicator is stored."))
    return SeeOther(desk.page)


def _retyped(data, desk: Desk, indicator: Indicator | None) -> dict:
    """The form again as it was typed, with other parameters, one more row, or the marks of a sample value."""
    params, problems = params_of(FORMULAS[data["formula"]].params_schema, data)
    if "try" not in data:
        return _context(desk, indicator, IndicatorForm(initial=data.dict()), params, problems, data)
    form = IndicatorForm(data)
    if form.is_valid() and not problems:
        problems = form.say(params)
    return _context(desk, indicator, form, params, problems, data)


def _context(desk: Desk, indicator, form: IndicatorForm, params: dict, problems: list, data) -> dict:
    """`data` is what was typed, or what would have been."""
    formula = FORMULAS[data["formula"]]
    typed_form = IndicatorForm(data)
    spec = typed_form.spec(params) if typed_form.is_valid() else None
    asked = {one.name for one in formula.params_schema}
    return {
        "desk": desk,
        "indicator": indicator,
        "form": form,
        "hint": label(Words(formula.hint_zh, formula.hint_en)),
        "boxes": boxes_of(formula.params_schema, params, problems, more=data.get("more", "")),
        "others": [problem for problem in problems if problem.field not in asked],
        "questions": questions(spec or _unfinished(data, params), data),
        "trial": try_out(spec, data) if spec and "try" in data else None,
        "chart": curve(spec, data) if spec else None,
        "crumbs": [*desk.crumbs, (desk.template.name, desk.page), indicator.name if indicator else _("New indicator")],
    }


def _unfinished(data, params: dict) -> IndicatorSpec:
    """Enough of an indicator to know which boxes its trial has."""
    unit = data.get("unit", "")
    return IndicatorSpec("trial", "", Decimal(1), True, data["formula"], params, unit=unit)


def shift(request, desk: Desk, indicator: Indicator):
    """Up, down, or out of the draft."""
    verbs_of = {
        "up": lambda: lines.shift_indicator(indicator=indicator, up=True, by=request.user),
        "down": lambda: lines.shift_indicator(indicator=indicator, up=False, by=request.user),
        "remove": lambda: lines.remove_indicator(indicator=indicator, by=request.user),
    }
    wish = request.POST.get("wish")
    if wish not in verbs_of:
        raise Http404
    done = _("“%(name)s” is removed.") if wish == "remove" else _("“%(name)s” is moved.")
    back = desk.page if wish == "remove" else f"{desk.page}#indicator-{indicator.pk}"
    return attempt(
        request, _keeping_weights(request, desk, verbs_of[wish]), done=done % {"name": indicator.name}, back=back
    )


def order(request, desk: Desk):
    """The lines in the order in which they were dropped; `order` holds their ids with blanks between."""
    words = request.POST.get("order", "").split()
    if not all(word.isdecimal() and len(word) < MOST_DIGITS for word in words):
        raise Http404

    def store():
        lines.order_indicators(template=desk.template, order=[int(word) for word in words], by=request.user)

    done = _("The order is stored.")
    return attempt(request, _keeping_weights(request, desk, store), done=done, back=desk.page)


def _lines(template: IndicatorTemplate) -> list[Line]:
    return [Line(at.spec, at.description, at.evidence_required) for at in template.ordered_indicators]
