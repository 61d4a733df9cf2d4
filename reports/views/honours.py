"""评先树优: the year's list, its criteria, its freezing; on the page, as workbook, on paper and as CSV."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from flagship import clock
from flagship.access import guard
from flagship.answers import attempt, say_what_is_wrong
from flagship.categories import FlagCategory
from flagship.moves import offered
from flagship.permissions import Permission
from reports.actions.year import freeze_year, set_criteria
from reports.delimited import as_csv
from reports.excel.honours import honours_book, honours_table
from reports.letterhead import letterhead
from reports.models import YearSummary
from reports.papers.honours import honours_paper
from reports.queries.honours import Honours, honour_document, honours_of, summary_of
from reports.states import YearState
from reports.views.files import export, export_paper
from reports.year_forms import CriteriaForm, FreezeForm
from reports.year_moves import FREEZE

PEOPLE_A_PAGE = 50


def a_year(user, year: int) -> YearSummary:
    """Loader: a year that has begun; it belongs to the whole company."""
    if not 2000 <= year <= clock.today().year:
        raise Http404
    return summary_of(year)


@guard(Permission.VIEW_ROLLUP, of=a_year)
@require_safe
def honours(request, summary: YearSummary):
    """The list with its criteria; also those who are not on it, each with what is missing. Paged."""
    found = honours_of(summary)
    asked, search = request.GET.get("category", ""), request.GET.get("search", "").strip()
    category = FlagCategory(asked) if asked in list(FlagCategory) else None
    others = request.GET.get("who") == "others"
    people = found.only(search) if search else found.others(category) if others else found.listed(category)
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    sentences = {sentence.code: sentence for sentence in summary.rules.sentences()}
    may_set = summary.state is YearState.OPEN and request.user.has_perm(Permission.COMPILE_ROLLUP)
    context = {
        "summary": summary,
        "year": summary.year,
        "sentences": list(sentences.values()),
        "page": page,
        "rows": [(row, [sentences[code] for code in row.unmet]) for row in found.rows(list(page))],
        "tabs": _tabs(found, category, others, search),
        "category": category,
        "categories": list(FlagCategory),
        "who": "others" if others else "",
        "search": search,
        "criteria_form": CriteriaForm(criteria=summary.rules) if may_set else None,
        "freeze_form": FreezeForm() if offered([FREEZE], summary, request.user) else None,
        "crumbs": _crumbs(summary),
    }
    return render(request, "reports/honours.html", context)


def _tabs(found: Honours, category: FlagCategory | None, others: bool, search: str) -> list[dict]:
    chosen = {"category": category.value} if category else {}
    counts = {"": Paginator(found.listed(category), 1).count, "others": Paginator(found.others(category), 1).count}
    words = {"": _("On the list"), "others": _("Not on the list")}
    return [
        {
            "label": words[who],
            "count": counts[who],
            "url": "?" + urlencode(chosen | {"who": who}),
            "current": not search and others is (who == "others"),
        }
        for who in counts
    ]


def _crumbs(summary: YearSummary) -> list:
    return [
        (_("Quarters"), reverse("reports:quarters")),
        (str(summary.year), reverse("reports:year", kwargs={"year": summary.year})),
        _("Commendations"),
    ]


@guard(Permission.COMPILE_ROLLUP, of=a_year)
@require_POST
def criteria(request, summary: YearSummary):
    """Set the criteria of the list."""
    form = CriteriaForm(request.POST, criteria=summary.rules)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_page(summary))
    return attempt(
        request,
        lambda: set_criteria(year=summary.year, criteria=form.criteria(), by=request.user),
        done=_("The criteria are set."),
        back=_page(summary),
    )


@guard(Permission.COMPILE_ROLLUP, of=a_year)
@require_POST
def freeze(request, summary: YearSummary):
    """Freeze the year with the decision."""
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_page(summary))
    return attempt(
        request,
        lambda: freeze_year(year=summary.year, by=request.user, **form.cleaned_data),
        done=_("The year is frozen."),
        back=_page(summary),
    )


@guard(Permission.VIEW_ROLLUP, of=a_year)
def honours_pdf(request, summary: YearSummary):
    """The list on paper, with its criteria and its decision."""
    document, head = honour_document(summary), letterhead(summary.year)
    return export_paper(request, document, honours_paper(document, head), head, back=_page(summary))


@guard(Permission.VIEW_ROLLUP, of=a_year)
def honours_excel(request, summary: YearSummary):
    """The list as a workbook."""
    document = honour_document(summary)
    return export(
        request,
        document,
        name=f"{summary.year}年度评先树优名单",
        suffix="xlsx",
        back=_page(summary),
        make=lambda origin: honours_book(document, origin),
    )


@guard(Permission.VIEW_ROLLUP, of=a_year)
def honours_csv(request, summary: YearSummary):
    """The list as CSV."""
    document = honour_document(summary)
    name, table = f"{summary.year}年度评先树优名单", honours_table(document)
    return export(request, document, name=name, suffix="csv", back=_page(summary), make=lambda _: as_csv(table))


def _page(summary: YearSummary) -> str:
    return reverse("reports:honours", kwargs={"year": summary.year})
