"""Declarations: one's own, the branch's list, one to decide on, and a table for people without an account."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.models import Branch
from branches.queries.tree import in_tree_order
from flagship import clock
from flagship.access import guard, personal
from flagship.answers import SeeOther, attempt
from flagship.histories import history_of
from flagship.models import Programme
from flagship.moves import Refused, offered
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import label
from members.actions.declare import accept_declaration, declare, declare_many, return_declaration
from members.forms.declarations import ChangeForm, DeclarationForm, LineForm
from members.models import Declaration
from members.moves import ACCEPT, DECISIONS, RETURN, SUBMIT
from members.queries.declarations import (
    EXEMPT,
    UNDECLARED,
    VOLUNTARY,
    PersonLine,
    decided_by,
    declaration_overview,
)
from members.states import EDITABLE_DECLARATION, DeclarationState

PAGE = 100
_VERBS = {ACCEPT.name: accept_declaration, RETURN.name: return_declaration}


def declaration_of(user, pk: int) -> Declaration:
    """Loader: a declaration of a branch the user may see."""
    declarations = Declaration.objects.open_to(user, Permission.VIEW_DECLARATION)
    return get_object_or_404(declarations.select_related("member", "branch", "programme", "decided_by"), pk=pk)


def decidable(user, pk: int) -> Declaration:
    """Loader: a declaration of a branch in which the user decides."""
    declarations = Declaration.objects.open_to(user, Permission.DECIDE_DECLARATION)
    return get_object_or_404(declarations.select_related("member", "branch"), pk=pk)


# --- one's own ----------------------------------------------------------------------------------------------------


@personal
def my_declaration(request):
    """The signed-in person's declarations of the year, and the form for the next one."""
    person = request.user.person
    if person is None:
        raise Http404
    programme = _programme(clock.today().year)
    own = list(person.declarations.filter(programme=programme).select_related("decided_by").order_by("-pk"))
    form = _own_form(request, programme, own)
    if request.method == "POST" and form and form.is_valid():
        try:
            declare(entry=form.entry(person), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("Handed in; your branch will look at it.")
            return attempt(request, lambda: None, done=done, back=reverse("members:my_declaration"))
    context = {
        "programme": programme,
        "own": own,
        "waiting": [d for d in own if d.state is DeclarationState.SUBMITTED],
        "returned": own[0] if own and own[0].state in EDITABLE_DECLARATION else None,
        "in_force": person.declarations.filter(programme=programme).in_force(Month.of(clock.today())).first(),
        "form": form,
    }
    return render(request, "members/my_declaration.html", context, status=422 if form and form.errors else 200)


def _own_form(request, programme: Programme | None, own: list[Declaration]) -> DeclarationForm | None:
    """The form, or None where nothing can be handed in: no programme, or one that waits."""
    if programme is None or programme.frozen_at or any(d.state is DeclarationState.SUBMITTED for d in own):
        return None
    changing = any(d.state is DeclarationState.ACCEPTED for d in own)
    months = _months(programme, changing=changing)
    initial = {"from_month": str(months[0])}
    if own and own[0].state in EDITABLE_DECLARATION:
        last = own[0]
        initial = {"goal": last.goal, "next_steps": last.next_steps, "category": (last.category, last.track)}
        initial["from_month"] = str(max(last.from_month, months[0]))
    return DeclarationForm(request.POST or None, initial=initial, months=months)


def _months(programme: Programme, *, changing: bool) -> list[Month]:
    """All months of the year for the first declaration; from the current one on for a change."""
    year = [Month(programme.year, number) for number in range(1, 13)]
    if not changing:
        return year
    return [month for month in year if month >= Month.of(clock.today())] or year[-1:]


# --- the branch's ---------------------------------------------------------------------------------------------------


@guard(Permission.VIEW_DECLARATION)
@require_safe
def declarations(request):
    """Who has declared, who waits for a decision, who has not declared."""
    year, branches, branch = _choice(request)
    overview = declaration_overview(request.user, year=year, day=clock.today(), branch=branch)
    state, enters = request.GET.get("state", ""), request.user.reach(Permission.ENTER_DECLARATION)
    lines = overview.of(state) if state else overview.lines
    context = {
        "year": year,
        "years": Programme.objects.values_list("year", flat=True),
        "branches": branches,
        "branch": branch,
        "state": state,
        "tabs": _tabs(request, overview, state),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "undeclared": overview.of(UNDECLARED),
        "may_enter": bool(enters),
        "own": next((one for one in ([branch] if branch else branches) if enters.covers(one)), None),
        "mine": decided_by(request.user, [line.newest for line in lines if line.newest], day=clock.today()),
    }
    return render(request, "members/declarations.html", context)


@guard(Permission.DECIDE_DECLARATION)
@require_POST
def decide_several(request):
    """Accept the ticked ones, or return them with one reason; each that is refused says why, the others are decided."""
    ticked = [int(pk) for pk in request.POST.getlist("declaration") if pk.isdecimal() and len(pk) < 19]
    found = Declaration.objects.open_to(request.user, Permission.DECIDE_DECLARATION).filter(pk__in=ticked)
    returning = request.POST.get("move") == RETURN.name
    verb = return_declaration if returning else accept_declaration
    reason = {"reason": request.POST.get("reason", "")} if returning else {}

    def decide_all():
        refusals = []
        for declaration in found.select_related("member", "branch"):
            try:
                verb(declaration=declaration, by=request.user, **reason)
            except Refused as refusal:
                refusals.append(f"{declaration.member.name}：{refusal}")
        if refusals or not ticked:
            raise Refused(" ".join(refusals) or _("Tick the declarations that you decide on."))

    done = _("The ticked declarations are returned.") if returning else _("The ticked declarations are accepted.")
    return attempt(request, decide_all, done=done, back=reverse("members:declarations"))


@guard(Permission.VIEW_DECLARATION, of=declaration_of)
@require_safe
def declaration(request, row: Declaration):
    """One declaration and its life; with the decisions for whoever takes them."""
    context = {
        "declaration": row,
        "crumbs": [(_("Declarations"), reverse("members:declarations")), row.member.name],
        "moves": offered(DECISIONS, row, request.user) if row.member != request.user.person else [],
        "steps": history_of(row, (SUBMIT, *DECISIONS)),
    }
    return render(request, "members/declaration.html", context)


@guard(Permission.DECIDE_DECLARATION, of=decidable)
@require_POST
def decide(request, row: Declaration):
    """Accept or return."""
    verb = _VERBS.get(request.POST.get("move"))
    if verb is None:
        raise Http404
    reason = {"reason": request.POST.get("reason", "")} if verb is return_declaration else {}
    done = _("Accepted.") if verb is accept_declaration else _("Returned.")
    back = reverse("members:declaration", args=[row.pk])
    return attempt(request, lambda: verb(declaration=row, by=request.user, **reason), done=done, back=back)


@guard(Permission.ENTER_DECLARATION)
def enter(request):
    """A table in which the branch types in for its people: those who have not declared, or with `?show=all` everybody,
    whose category then changes from a month on."""
    year, branches, branch = _choice(request, permission=Permission.ENTER_DECLARATION)
    if not branches:
        raise Http404
    branch = branch or branches[0]
    programme = _programme(year)
    overview = declaration_overview(request.user, year=year, day=clock.today(), branch=branch)
    everybody = request.GET.get("show") == "all"
    lines = [line for line in overview.lines if everybody or line.state in _TO_TYPE_IN]
    months = _months(programme, changing=True) if programme else []
    change_form = ChangeForm(request.POST or None, months=months) if everybody else None
    forms = [_line_form(request, line) for line in lines]
    context = {
        "year": year,
        "branch": branch,
        "branches": branches,
        "rows": list(zip(lines, forms, strict=True)),
        "change_form": change_form,
        "tabs": _who_tabs(branch, year, everybody),
        "crumbs": [(_("Declarations"), reverse("members:declarations")), _("Type in for people")],
        "problems": [],
    }
    if request.method == "POST" and programme is not None:
        answer = _store(request, [form for form in forms if form], change_form, programme, context)
        if answer is not None:
            return answer
    return render(request, "members/enter_declarations.html", context, status=422 if context["problems"] else 200)


_TO_TYPE_IN = (UNDECLARED, VOLUNTARY, *EDITABLE_DECLARATION)


def _line_form(request, line: PersonLine) -> LineForm | None:
    """The row to type in; None while a declaration waits for its decision."""
    if line.state == DeclarationState.SUBMITTED:
        return None
    return LineForm(request.POST or None, member=line.member, held=line.newest)


def _who_tabs(branch: Branch, year: int, everybody: bool) -> list[dict]:
    address = f"{reverse('members:enter_declarations')}?year={year}&branch={branch.code}"
    return [
        {"label": _("Not declared"), "url": address, "current": not everybody},
        {"label": _("Everybody"), "url": f"{address}&show=all", "current": everybody},
    ]


def _store(
    request, forms: list[LineForm], change_form: ChangeForm | None, programme: Programme, context: dict
) -> SeeOther | None:
    """Hand in what the rows say, all or nothing; None with `problems` in the context when something is wrong."""
    asked = [*forms, *([change_form] if change_form else [])]
    faults = [error for form in asked if not form.is_valid() for errors in form.errors.values() for error in errors]
    if not faults:
        changing = change_form.cleaned_data["change_from"] if change_form else None
        entries = [entry for form in forms if (entry := form.entry(Month(programme.year, 1), changing))]
        try:
            count = declare_many(entries=entries, by=request.user)
        except Refused as refusal:
            faults = [str(refusal)]
        else:
            done = _("%(count)s declarations are handed in; the secretary accepts them.") % {"count": count}
            return attempt(request, lambda: None, done=done, back=reverse("members:declarations"))
    context["problems"] = faults
    return None


def _choice(request, permission: Permission = Permission.VIEW_DECLARATION) -> tuple[int, list[Branch], Branch | None]:
    """The year and the branch of the query string, among those that are there."""
    branches = in_tree_order(Branch.objects.open_to(request.user, permission).assessing())
    code, year = request.GET.get("branch", ""), request.GET.get("year", "")
    branch = next((branch for branch in branches if branch.code == code), None)
    return int(year) if year.isdecimal() and len(year) == 4 else clock.today().year, branches, branch


def _programme(year: int) -> Programme | None:
    return Programme.objects.filter(year=year).first()


def _tabs(request, overview, state: str) -> list[dict]:
    words = {
        "": _("All"),
        UNDECLARED: _("Not declared"),
        **{
            str(s): label(s) for s in (DeclarationState.SUBMITTED, DeclarationState.RETURNED, DeclarationState.ACCEPTED)
        },
        VOLUNTARY: _("Voluntary, not declared"),
        EXEMPT: _("Exempt"),
    }
    tabs = []
    for value, word in words.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = value
        count = overview.counts[value] if value else len(overview.lines)
        tabs.append({"label": word, "url": f"?{query.urlencode()}", "current": value == state, "count": count})
    return tabs
