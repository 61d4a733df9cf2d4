"""What programs may read: the same as the owner of their token, within its scopes, and nothing else."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from branches.models import Branch
from flagship import clock
from flagship.api_scopes import ApiScope
from flagship.models import AuditEvent
from flagship.periods import Month
from flagship.permissions import Permission
from members.actions.accounts import deactivate
from members.actions.api_tokens import make_token, revoke_token
from members.models import ApiToken, Member
from reports.api.answers import MonthOut
from reports.api.routes import api
from reports.builders import report_document
from reports.models import QuarterReport
from scoring.models import PointsEntry
from tests.factories import MemberFactory
from tests.scoring.rows import open_sheet

pytestmark = pytest.mark.django_db

EVERYTHING = list(ApiScope)
ADDRESSES = {
    "/api/v1/units": ApiScope.PEOPLE,
    "/api/v1/people": ApiScope.PEOPLE,
    "/api/v1/months?first=2026-01&last=2026-03": ApiScope.MONTHS,
    "/api/v1/branches/branch-a/months/2026-01": ApiScope.MONTHS,
    "/api/v1/points": ApiScope.POINTS,
    "/api/v1/me/points": ApiScope.OWN,
    "/api/v1/branches/branch-a/quarters/2026Q1": ApiScope.QUARTERS,
    "/api/v1/quarters/2026Q1": ApiScope.QUARTERS,
    "/api/v1/quarters/2026Q1/people?category=safety": ApiScope.QUARTERS,
    "/api/v1/years/2026": ApiScope.QUARTERS,
    "/api/v1/titles": ApiScope.TITLES,
}


def a_token(user, scopes=EVERYTHING, days=30) -> str:
    _token, secret = make_token(name="看板", scopes=scopes, expires_on=clock.today() + dt.timedelta(days=days), by=user)
    return secret


@pytest.fixture
def get(client):
    def asked(address: str, secret: str):
        return client.get(address, headers={"Authorization": f"Bearer {secret}"})

    return asked


@pytest.fixture
def month_of_branch_a(cast, programme):
    return open_sheet(cast.branch_a, Month(2026, 1))


def names_in(answer) -> set[str]:
    """Every text of an answer, however deep."""
    if isinstance(answer, dict):
        return set().union(*(names_in(value) for value in answer.values())) if answer else set()
    if isinstance(answer, list):
        return set().union(*map(names_in, answer)) if answer else set()
    return {answer} if isinstance(answer, str) else set()


# --- the token ------------------------------------------------------------------------------------------------------


def test_a_token_answers_for_itself(cast, get):
    answer = get("/api/v1/token", a_token(cast.auditor, [ApiScope.TITLES])).json()
    assert answer == {
        "owner": cast.auditor.username,
        "name": "看板",
        "scopes": ["titles"],
        "expires_on": str(clock.today() + dt.timedelta(days=30)),
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_token_nothing_is_answered_even_to_somebody_who_is_signed_in(client, cast, address):
    client.force_login(cast.officer)
    response = client.get(address)
    assert (response.status_code, list(response.json())) == (401, ["detail"])


@pytest.mark.parametrize(("address", "scope"), ADDRESSES.items())
def test_a_token_opens_its_scopes_only(cast, get, accepted, address, scope):
    others = [one for one in ApiScope if one is not scope]
    assert get(address, a_token(cast.officer, others)).status_code == 403
    assert scope.zh in get(address, a_token(cast.officer, others)).json()["detail"]


def test_every_operation_is_named_here():
    asked = {address.split("?")[0].removeprefix("/api/v1") for address in ADDRESSES} | {"/token"}
    told = {
        path.removeprefix("/api/v1").format(code="branch-a", month="2026-01", quarter="2026Q1", year="2026")
        for path in api.get_openapi_schema()["paths"]
    }
    assert told == asked


def test_no_operation_can_change_anything():
    methods = {method for path in api.get_openapi_schema()["paths"].values() for method in path}
    assert methods == {"get"}


@pytest.mark.parametrize("end", ["expired", "revoked", "account closed", "never made"])
def test_a_token_that_is_over_opens_nothing(cast, get, end):
    secret = a_token(cast.auditor)
    assert get("/api/v1/titles", secret).status_code == 200
    token = ApiToken.objects.get(user=cast.auditor)
    if end == "expired":
        ApiToken.objects.update(expires_on=clock.today() - dt.timedelta(days=1))
    elif end == "revoked":
        revoke_token(token=token, by=cast.auditor)
    elif end == "account closed":
        deactivate(user=cast.auditor, by=cast.admin)
    else:
        secret += "x"
    assert get("/api/v1/titles", secret).status_code == 401


def test_the_secret_is_kept_nowhere(cast):
    secret = a_token(cast.auditor)
    kept = " ".join(map(str, ApiToken.objects.values_list()[0]))
    assert secret not in kept
    assert secret[9:] not in kept + str(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_the_first_use_of_a_day_is_in_the_audit_trail(cast, get):
    secret = a_token(cast.auditor)
    get("/api/v1/titles", secret)
    get("/api/v1/titles", secret)
    assert list(AuditEvent.objects.filter(act="use_token").values_list("what", "by")) == [
        (cast.auditor.username, cast.auditor.pk)
    ]


def test_a_temporary_password_must_be_changed_before_its_account_is_asked_for(cast, get):
    secret = a_token(cast.auditor)
    type(cast.auditor).objects.filter(pk=cast.auditor.pk).update(must_change_password=True)
    assert get("/api/v1/titles", secret).status_code == 403


# --- what the owner may see -----------------------------------------------------------------------------------------


def test_units_and_people_are_those_of_the_owner(cast, get):
    MemberFactory(name="不可见者", branch=cast.branch_b)
    secret = a_token(cast.secretary_a)
    units = {row["code"] for row in get("/api/v1/units", secret).json()["items"]}
    people = get("/api/v1/people?size=500", secret).json()
    assert units == {unit.code for unit in Branch.objects.open_to(cast.secretary_a, Permission.VIEW_ROSTER)}
    assert {row["branch"] for row in people["items"]} == {cast.branch_a.code}
    assert people["count"] == Member.objects.open_to(cast.secretary_a, Permission.VIEW_ROSTER).count()
    assert "不可见者" not in names_in(people)
    assert "不可见者" in names_in(get("/api/v1/people?size=500", a_token(cast.officer)).json())


def test_a_foreign_branch_is_not_there(cast, get, accepted):
    secret = a_token(cast.secretary_b)
    for address in (
        f"/api/v1/branches/{cast.branch_a.code}/months/2026-01",
        f"/api/v1/branches/{cast.branch_a.code}/quarters/2026Q1",
        f"/api/v1/people?unit={cast.branch_a.code}",
    ):
        assert get(address, secret).status_code == 404


def test_a_member_reads_no_lists_but_the_titles_and_own_points(cast, get, accepted):
    secret = a_token(cast.party_member)
    answers = {
        address: get(address.replace("branch-a", cast.branch_a.code), secret).status_code for address in ADDRESSES
    }
    assert {address for address, status in answers.items() if status == 200} == {
        "/api/v1/me/points",
        "/api/v1/titles",
    }
    assert set(answers.values()) == {200, 403, 404}


def test_the_administrator_sees_no_marks(cast, get, accepted):
    secret = a_token(cast.admin)
    for address in ("/api/v1/points", "/api/v1/months?first=2026-01&last=2026-03", "/api/v1/quarters/2026Q1"):
        assert get(address, secret).status_code in (403, 404)


# --- the figures ----------------------------------------------------------------------------------------------------


def test_the_ledger_is_answered_entry_by_entry(cast, get, accepted):
    answer = get("/api/v1/points?size=500", a_token(cast.secretary_a)).json()
    told = {(row["id"], row["employee_number"], row["month"], row["amount"]) for row in answer["items"]}
    entries = PointsEntry.objects.select_related("member")
    assert told == {(row.pk, row.member.employee_number, str(row.month), f"{row.amount:f}") for row in entries}
    assert answer["count"] == len(told)


@pytest.mark.parametrize("stage", ["draft", "publicised", "settled"])
def test_a_month_is_answered_as_its_document(month, stage):
    document = getattr(month, stage)
    told = MonthOut.model_validate(document).model_dump(mode="json")
    rows = {row["employee_number"]: row for group in told["groups"] for row in group["people"]}
    assert {
        number: (row["total"], row["rank"], row["points"], [cell["marks"] for cell in row["cells"]])
        for number, row in rows.items()
    } == {
        row.employee_number: (
            f"{row.total:f}",
            row.rank,
            f"{row.points:f}",
            [None if cell.marks is None else f"{cell.marks:f}" for cell in row.cells],
        )
        for row in document.rows
    }
    assert (told["state"], told["month"]) == (document.state.value, "2026-03")
    assert [pool["bonus"] for pool in told["pools"]] == [[f"{p:f}" for p in pool.bonus] for pool in document.pools]


def test_a_month_is_answered_over_the_line(cast, get, month_of_branch_a):
    answer = get(f"/api/v1/branches/{cast.branch_a.code}/months/2026-01", a_token(cast.secretary_a)).json()
    assert (answer["state"], answer["month"]) == ("draft", "2026-01")


def test_a_report_is_answered_as_its_document(cast, get, accepted):
    document = report_document(QuarterReport.objects.get())
    answer = get(f"/api/v1/branches/{cast.branch_a.code}/quarters/2026Q1", a_token(cast.secretary_a)).json()
    assert [(row["name"], Decimal(row["score"]), Decimal(row["net"]), row["position"]) for row in answer["people"]] == [
        (person.name, person.score, person.net, person.position) for person in document.content.people
    ]
    assert answer["state"] == "accepted"


def test_the_company_is_answered_best_first(cast, get, accepted):
    secret = a_token(cast.officer)
    answer = get("/api/v1/quarters/2026Q1/people?category=safety", secret).json()
    assert [(row["position"], row["name"], row["score"]) for row in answer["items"]] == [
        (1, "甲一", "90.00"),
        (2, "乙二", "80.00"),
        (3, "丙三", "70.00"),
        (4, "丁四", "60.00"),
    ]
    year = get("/api/v1/years/2026?category=safety", secret).json()
    assert [(row["name"], row["score"], row["quarters"]) for row in year["items"]][:2] == [
        ("甲一", "90.00", 1),
        ("乙二", "80.00", 1),
    ]


def test_a_list_is_paged(cast, get, accepted):
    secret = a_token(cast.officer)
    second = get("/api/v1/quarters/2026Q1/people?category=safety&size=3&page=2", secret).json()
    assert (second["count"], second["page"], second["pages"]) == (4, 2, 2)
    assert [row["name"] for row in second["items"]] == ["丁四"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/months?first=2026-13&last=2026-14", 404),
        ("/api/v1/months?first=2026-03&last=2026-01", 404),
        ("/api/v1/months?first=2020-01&last=2026-01", 404),
        ("/api/v1/months", 422),
        ("/api/v1/points?account=gold", 404),
        ("/api/v1/points?size=501", 422),
        ("/api/v1/points?page=x", 422),
        ("/api/v1/quarters/2026Q5", 404),
        ("/api/v1/quarters/2999Q1", 404),
        ("/api/v1/quarters/2026Q1/people?category=none", 404),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_by_a_sentence(cast, get, address, status):
    response = get(address, a_token(cast.officer))
    assert response.status_code == status
    assert response.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    "address", ["/api/v1/people", "/api/v1/points", "/api/v1/quarters/2026Q1/people?category=safety"]
)
def test_the_number_of_queries_does_not_grow(cast, get, accepted, address):
    secret = a_token(cast.officer)
    joint = "&" if "?" in address else "?"
    get(address, secret)  # the first use of a day writes
    counts = []
    for size in (1, 3):
        with CaptureQueriesContext(connection) as seen:
            assert len(get(f"{address}{joint}size={size}", secret).json()["items"]) == size
        counts.append(len(seen))
    assert counts[0] == counts[1]


# --- the page -------------------------------------------------------------------------------------------------------


def test_a_token_is_made_on_the_page_and_shown_once(client, cast, get):
    client.force_login(cast.auditor)
    day = clock.today() + dt.timedelta(days=10)
    page = client.post("/api/", {"name": "大屏", "expires_on": str(day), "scopes": ["titles", "months"]})
    secret = page.content.decode().split('<code id="token">')[1].split("</code>")[0]
    assert get("/api/v1/token", secret).json()["scopes"] == ["months", "titles"]
    assert secret not in client.get("/api/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": []}, {"name": ""}, {"expires_on": "2020-01-01"}, {"expires_on": "9999-12-31"}, {"scopes": ["x"]}],
)
def test_a_token_that_makes_no_sense_is_refused_and_what_was_typed_stays(client, cast, wrong):
    client.force_login(cast.auditor)
    day = clock.today() + dt.timedelta(days=10)
    page = client.post("/api/", {"name": "大屏", "expires_on": str(day), "scopes": ["titles"]} | wrong)
    assert page.status_code == 422
    assert not ApiToken.objects.exists()


def test_nobody_revokes_somebody_elses_token_but_the_administrator(client, cast, get):
    secret = a_token(cast.auditor)
    token = ApiToken.objects.get()
    client.force_login(cast.officer)
    assert client.post(f"/api/tokens/{token.pk}/revoke/").status_code == 404
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert get("/api/v1/token", secret).status_code == 200
    client.force_login(cast.admin)
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 303
    assert get("/api/v1/token", secret).status_code == 401


def test_the_description_is_for_those_who_are_signed_in(client, cast):
    assert client.get("/api/v1/openapi.json").status_code == 302
    client.force_login(cast.auditor)
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "党员闪光争旗创标"


def test_no_address_of_the_interface_is_without_a_key():
    views = {pattern.callback for pattern in get_resolver("reports.api.urls").url_patterns}
    assert {view.access for view in views} == {("token",), ("published",)}
