"""The policies of a year: read by everybody, set by the Department."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from flagship import clock
from flagship.access import guard, published
from flagship.actions import programme as verbs
from flagship.answers import SeeOther, attempt, say_what_is_wrong
from flagship.categories import Account
from flagship.forms.programme import CalendarDayForm, PolicyForm, TierForm
from flagship.models import CalendarDay, Programme, StarScheme, TierTable
from flagship.moves import Refused
from flagship.permissions import Permission
from flagship.policy_words import ALWAYS, policy_lines


def programme_of(user, year: int) -> Programme:
    """Loader: the programme of a year; it belongs to the whole company."""
    return get_object_or_404(Programme, year=year)


@require_POST
@guard(Permission.EDIT_PROGRAMME, of=programme_of)
def switch_reminders(request, row: Programme):
    """Switch the reminders by e-mail on (`on`) or off."""
    on = "on" in request.POST
    return attempt(
        request,
        lambda: verbs.switch_reminders(programme=row, on=on, by=request.user),
        done=_("Reminders go out by e-mail.") if on else _("No reminders go out by e-mail."),
        back=reverse("flagship:programme", kwargs={"year": row.year}),
    )


def day_of(user, pk: int) -> CalendarDay:
    """Loader: a day of the calendar; it belongs to the whole company."""
    return get_object_or_404(CalendarDay, pk=pk)


@published
@require_safe
def present(request):
    """This year's policies, or the newest there are."""
    years = Programme.objects.order_by("-year")
    row = years.filter(year__lte=clock.today().year).first() or years.first()
    if row is None:
        may_edit = request.user.has_perm(Permission.EDIT_PROGRAMME)
        context = {"may_edit": may_edit, "next_year": clock.today().year}
        return render(request, "flagship/no_programme.html", context)
    return redirect("flagship:programme", year=row.year)


@published
@require_safe
def programme(request, year: int):
    """Every policy in one sentence, the tier tables, the star scheme and the calendar of a year."""
    row = get_object_or_404(Programme, year=year)
    last = Programme.objects.order_by("-year").values_list("year", flat=True)[0]
    may_edit = request.user.has_perm(Permission.EDIT_PROGRAMME) and row.frozen_at is None
    context = {
        "programme": row,
        "lines": policy_lines(row.policy),
        "always": ALWAYS,
        "departing": row.policies,
        "tables": [(account, _tables(row, account)) for account in Account],
        "stars": StarScheme.objects.filter(programme=row).first(),
        "days": CalendarDay.objects.filter(Q(date__year=year)),
        "years": Programme.objects.values_list("year", flat=True),
        "may_edit": may_edit,
        "may_try": bool(request.user.reach(Permission.VIEW_SHEET)),
        "next_year": last + 1 if may_edit else None,
    }
    if may_edit:
        context |= {"tier_form": TierForm(prefix="tiers"), "day_form": CalendarDayForm(prefix="day")}
    return render(request, "flagship/programme.html", context)


@guard(Permission.EDIT_PROGRAMME, of=programme_of)
def edit(request, row: Programme):
    """Set the policies; until it was done once, this asks to confirm how non-Party people count."""
    form = PolicyForm(request.POST or None, policy=row.policy)
    if request.method == "POST" and form.is_valid():

        def store():
            verbs.set_policies(programme=row, policy=form.policy(), by=request.user)

        return attempt(request, store, done=_("The policies are in force."), back=_page(row))
    crumbs = [(str(row), _page(row)), _("Policies")]
    context = {"programme": row, "form": form, "crumbs": crumbs}
    return render(request, "flagship/edit_programme.html", context, status=422 if form.errors else 200)


@guard(Permission.EDIT_PROGRAMME, of=programme_of)
@require_POST
def add_tiers(request, row: Programme):
    """A tier table from a month on."""
    form = TierForm(request.POST, prefix="tiers")
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_page(row))
    said = dict(form.cleaned_data)

    def store():
        verbs.add_tiers(programme=row, tiers=said.pop("rows"), **said, by=request.user)

    return attempt(request, store, done=_("The tier table is in force."), back=_page(row))


@guard(Permission.EDIT_PROGRAMME, of=programme_of)
@require_POST
def add_day(request, row: Programme):
    """A holiday or a make-up working day."""
    form = CalendarDayForm(request.POST, prefix="day")
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_page(row))

    def store():
        verbs.set_day(**form.cleaned_data, by=request.user)

    return attempt(request, store, done=_("The day is recorded."), back=_page(row))


@guard(Permission.EDIT_PROGRAMME, of=day_of)
@require_POST
def forget_day(request, day: CalendarDay):
    """The day is an ordinary one again."""
    back = reverse("flagship:programme", args=[day.date.year])
    return attempt(
        request, lambda: verbs.forget_day(day=day, by=request.user), done=_("The day is ordinary again."), back=back
    )


@guard(Permission.EDIT_PROGRAMME, company=True)
@require_POST
def open_year(request):
    """Open another year."""
    text = request.POST.get("year", "")
    if not (text.isdecimal() and 2020 <= int(text) <= clock.today().year + 1):
        raise Http404
    try:
        row = verbs.open_year(year=int(text), by=request.user)
    except Refused:
        row = get_object_or_404(Programme, year=int(text))
    return SeeOther(_page(row))


def _tables(row: Programme, account: Account) -> list[tuple[TierTable, list]]:
    """The tables of an account, newest first, each row as span, bonus points and what the bottom ranks get."""
    return [
        (table, [(tier.span, tier.bonus, [-points for points in tier.deduction]) for tier in table.tiers.rows])
        for table in row.tier_tables.filter(account=account)
    ]


def _page(row: Programme) -> str:
    return reverse("flagship:programme", args=[row.year])
