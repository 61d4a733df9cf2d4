"""The page of the programming interface: one's own tokens, and what can be asked with them."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from flagship import clock
from flagship.access import personal
from flagship.answers import attempt
from flagship.api_scopes import ApiScope
from flagship.moves import Refused
from members.actions.api_tokens import make_token, revoke_token
from members.forms.api_tokens import TokenForm
from members.models import ApiToken
from reports.api.routes import api


@dataclass(frozen=True, slots=True)
class Operation:
    """One question that can be asked. A parameter that may be left out stands in brackets."""

    address: str
    summary: str
    scope: ApiScope | None
    parameters: tuple[str, ...]


def operations() -> list[Operation]:
    """What the interface's own description says, for people."""
    described = api.get_openapi_schema()["paths"]
    return [
        Operation(
            address=path,
            summary=_(one["summary"]),
            scope=ApiScope(one["x-scope"]) if one["x-scope"] else None,
            parameters=tuple(
                asked["name"] if asked["required"] else f"[{asked['name']}]"
                for asked in one["parameters"]
                if asked["in"] == "query"
            ),
        )
        for path, methods in described.items()
        for one in methods.values()
    ]


@personal
@never_cache
def interface(request):
    """Own tokens, a new one, and the operations. A new token's secret is shown in the answer alone."""
    form, secret, status = TokenForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _token, secret = make_token(**form.cleaned_data, by=request.user)
                form, status = TokenForm(), 200
            except Refused as refusal:
                form.add_error(None, str(refusal))
    today = clock.today()
    context = {
        "form": form,
        "secret": secret,
        "tokens": [(token, token.state_on(today)) for token in request.user.api_tokens.all()],
        "operations": operations(),
        "root": request.build_absolute_uri(reverse("api:api-root")),
        "description": reverse("api:openapi-json"),
    }
    return render(request, "reports/api.html", context, status=status)


@personal
@require_POST
def revoke_own(request, pk: int):
    """End one of one's own tokens."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    return attempt(
        request,
        lambda: revoke_token(token=token, by=request.user),
        done=_("The token is revoked; programs that use it are shut out."),
        back=reverse("reports:api"),
    )
