"""What a member looks at on a phone: the points, the star, the months, and why."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from flagship import clock
from flagship.access import personal
from flagship.categories import Account
from flagship.charts import Chart, Series
from flagship.models import TierTable
from flagship.periods import Month
from flagship.templatetags.house import month as month_word
from flagship.templatetags.house import month_short
from flagship.templatetags.house import quarter as quarter_word
from scoring.models import MonthSheet, Participant, Standing
from scoring.queries.brief import brief
from scoring.queries.explain import explain, proofs_of
from scoring.queries.points import AccountPoints, PointsDocument, my_points
from scoring.queries.sheet_document import sheet_document
from scoring.states import PUBLIC_SHEET

MONTHS_SHOWN = 13


@personal
def me(request):
    """/me/: the signed-in person's year; `?year=2025` for another one."""
    person = request.user.person
    if person is None:
        return render(request, "scoring/me_nobody.html")
    years = years_of(person)
    year = chosen_year(request.GET.get("year"), years)
    points, status = my_points(person, year), person.status_on(clock.today())
    standings = {row.pk: row for row in Standing.objects.filter(member=person, month__startswith=f"{year}-")}
    in_force = Standing.objects.filter(pk__in=standings).in_force()
    return render(
        request,
        "scoring/me.html",
        {
            "points": points,
            "years": years,
            "accounts": [account_part(points, account, standings) for account in accounts_of(points, status)],
            "latest": in_force.order_by("-month").first(),
            "branch": person.branch,
            "status": status,
            "staff_tiers": TierTable.objects.in_force(points.until, Account.STAFF),
        },
    )


def accounts_of(points: PointsDocument, status) -> list[Account]:
    """The account of one's present status first, and the other one if there is something in it."""
    own = Account.STAR if status is None or status.is_party else Account.STAFF
    return [own, *(account for account in Account if account is not own and points.of(account).entries)]


def account_part(points: PointsDocument, account: Account, standings: dict[int, Standing]) -> dict:
    """What the page shows of one account: the sums of month, quarter and year, the chart, the entries with why."""
    part, quarter = points.of(account), points.until.quarter
    assessed = {row.month for row in standings.values() if row.account is account}
    return {
        "account": account,
        "sums": [
            (month_short(points.until), part.of_months([points.until])),
            (quarter_word(quarter), part.of_months(quarter.months)),
            (_("in %(year)s") % {"year": points.year}, part.points),
        ],
        "chart": bars(part, assessed),
        "entries": [told(line, standings.get(line.standing_id)) for line in part.entries],
    }


def told(line, standing) -> tuple:
    """A ledger line with its standing and the short why; a line without a standing explains itself."""
    return line, standing, brief(standing) if standing else []


@personal
def why(request, standing_pk: int):
    """/me/points/<id>/: every step from the typed value to the entry, of one's own standing."""
    person = request.user.person
    if person is None:
        raise Http404
    standing = get_object_or_404(Standing.objects.select_related("revision", "branch"), pk=standing_pk, member=person)
    crumbs = [(_("My points"), reverse("scoring:me")), month_word(standing.month)]
    return render(
        request,
        "scoring/why.html",
        {"standing": standing, "steps": explain(standing), "proofs": proofs_of(standing), "crumbs": crumbs},
    )


@personal
def my_month(request):
    """/me/ranking/: the public standings of the sheets one stands on; `?month=2026-03` for an earlier one."""
    person = request.user.person
    if person is None:
        return render(request, "scoring/me_nobody.html")
    sheets = list(
        MonthSheet.objects.filter(participants__member=person, state__in=PUBLIC_SHEET)
        .select_related("branch")
        .order_by("-month")[:MONTHS_SHOWN]
    )
    wanted = request.GET.get("month", "")
    sheet = next((one for one in sheets if str(one.month) == wanted), sheets[0] if sheets else None)
    return render(
        request,
        "scoring/my_month.html",
        {"sheets": sheets, "sheet": sheet, "document": sheet_document(sheet) if sheet else None, "person": person},
    )


def years_of(person) -> list[int]:
    """The years in which a person took part, the present one always among them, newest first."""
    months = Participant.objects.filter(member=person).values_list("month", flat=True)
    return sorted({month.year for month in months} | {clock.today().year}, reverse=True)


def chosen_year(text: str | None, years: list[int]) -> int:
    """The year asked for if it is one of these, or else the newest."""
    return next((year for year in years if str(year) == text), years[0])


def bars(points: AccountPoints, assessed: set[Month]) -> Chart:
    """The year's points month by month; a gap where nothing was settled."""
    return Chart(
        title=_("Points by month"),
        places=[month_short(bar.month) for bar in points.months],
        series=[
            Series(
                _("Points"),
                [bar.total if bar.total or bar.month in assessed else None for bar in points.months],
                "gold",
            )
        ],
        kind="bar",
        signed=True,
        axis=_("Month"),
    )
