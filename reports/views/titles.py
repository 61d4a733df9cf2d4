"""The honour wall, one title, and the public page that verifies it."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from branches.models import Branch
from flagship.access import guard, public, published
from flagship.answers import attempt
from flagship.categories import FlagCategory
from flagship.periods import Quarter
from flagship.permissions import Permission
from reports.actions.titles import revoke
from reports.actions.verify_limit import may_verify
from reports.builders import title_document
from reports.forms import ReasonForm
from reports.models import FlagTitle

TITLES_A_PAGE = 24


@published
def wall(request):
    """光荣榜: the titles in force, by quarter, category and branch."""
    standing = FlagTitle.objects.standing()
    filters = {name: request.GET.get(name, "") for name in ("quarter", "category", "branch")}
    quarters = list(standing.order_by("-quarter").values_list("quarter", flat=True).distinct())
    titles = standing.fitting(**filters).in_order()
    context = {
        "page": Paginator(titles, TITLES_A_PAGE).get_page(request.GET.get("page")),
        "quarters": quarters,
        "categories": list(FlagCategory),
        "branches": Branch.objects.filter(pk__in=standing.order_by().values("branch")),
        "filters": filters,
        "filtered": any(filters.values()),
    }
    return render(request, "reports/titles.html", context)


def chosen_titles(request) -> tuple[list[FlagTitle], str]:
    """The titles the wall would show, all pages of it, and the selection in words. Chinese: for official lists."""
    standing = FlagTitle.objects.standing()
    filters = {name: request.GET.get(name, "") for name in ("quarter", "category", "branch")}
    quarters = list(standing.order_by().values_list("quarter", flat=True).distinct())
    titles = list(standing.fitting(**filters).in_order())
    words = []
    if filters["quarter"] in {str(quarter) for quarter in quarters}:
        words.append(Quarter.parse(filters["quarter"]).zh)
    if filters["category"] in list(FlagCategory):
        words.append(FlagCategory(filters["category"]).zh)
    if filters["branch"] and titles:
        words.append(titles[0].branch_name)
    return titles, "，".join(words) or "全部"


@published
def title(request, serial):
    """One title with its citation. A revoked one says so, and why."""
    row = get_object_or_404(FlagTitle, serial=serial)
    document = title_document(row)
    context = {
        "title": row,
        "document": document,
        "verify_url": request.build_absolute_uri(reverse("reports:verify", kwargs={"code": row.verify_code})),
        "revokes": row.revoked_at is None and request.user.has_perm(Permission.REVOKE_TITLE),
        "crumbs": [(_("Flag titles"), reverse("reports:titles")), document.serial],
    }
    return render(request, "reports/title.html", context)


def a_title(user, serial: str) -> FlagTitle:
    return get_object_or_404(FlagTitle, serial=serial)


@require_POST
@guard(Permission.REVOKE_TITLE, of=a_title)
def revoke_title(request, title):
    """Revoke a title, with the reason."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return attempt(
        request,
        lambda: revoke(title, reason=reason, by=request.user),
        done=_("The title is revoked; it stays on record with the reason."),
        back=reverse("reports:title", kwargs={"serial": title.serial}),
    )


@never_cache
@public
def verify(request, code):
    """What a certificate's code proves, for anybody: name, unit, title, quarter, date, and nothing else.

    A code that is unknown and one whose title was revoked reveal that fact alone. Who asks too often waits a minute.
    """
    if not may_verify(client_address(request)):
        response = render(request, "reports/verify.html", {"outcome": "too_often"}, status=429)
        response["Retry-After"] = "60"
        return response
    row = FlagTitle.objects.filter(verify_code=code.upper()).first()
    standing = row is not None and row.revoked_at is None
    outcome = "valid" if standing else "revoked" if row else "unknown"
    context = {"outcome": outcome, "title": row if standing else None}
    return render(request, "reports/verify.html", context, status=200 if standing else 404)


def client_address(request) -> str:
    """Where a request comes from: behind a proxy that we trust the address it saw, which it wrote last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
