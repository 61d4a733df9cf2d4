"""The honour wall, a title's page, and what the public learns from a code."""

import datetime as dt

import pytest
from django.test import Client

from flagship.categories import FlagCategory
from flagship.periods import Quarter
from reports.actions.titles import revoke
from reports.models import FlagTitle, Nomination
from tests.factories import MemberFactory
from tests.reports.rows import Q1


def text(response) -> str:
    return response.content.decode()


def make_title(cast, report, number=1, *, category=FlagCategory.SAFETY, quarter=Q1, name="甲一") -> FlagTitle:
    member = MemberFactory(name=name, branch=cast.branch_a)
    nomination = Nomination.objects.create(
        report=report,
        quarter=quarter,
        member=member,
        category=category,
        citation="canary-citation 排查隐患12项",
        nominated_by=cast.secretary_a,
        nominated_at=report.submitted_at,
        proposed_by=cast.officer,
        approved=True,
    )
    return FlagTitle.objects.create(
        nomination=nomination,
        member=member,
        branch=cast.branch_a,
        name=name,
        branch_name="机电党支部",
        category=category,
        quarter=quarter,
        citation=nomination.citation,
        serial=f"{quarter}-{category.upper()}-{number:02d}",
        verify_code=f"CODE{nomination.pk:016}",
        conferred_on=dt.date(2026, 4, 21),
    )


@pytest.fixture
def title(cast, filed):
    return make_title(cast, filed)


@pytest.mark.parametrize("who", ["party_member", "employee", "secretary_b", "officer", "auditor"])
def test_everybody_in_the_company_sees_the_wall(cast, title, signed_in, who):
    assert "甲一" in text(signed_in(getattr(cast, who)).get("/titles/"))


def test_strangers_are_led_to_the_sign_in(cast, title):
    for page in ("/titles/", f"/titles/{title.serial}/"):
        response = Client().get(page)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/login/")


def test_the_wall_filters_by_quarter_category_and_branch(cast, filed, title, signed_in):
    make_title(cast, filed, category=FlagCategory.LEAN, name="乙二")
    make_title(cast, filed, quarter=Quarter(2025, 4), name="丙三")
    client = signed_in(cast.party_member)

    def names(query):
        return [row.name for row in client.get(f"/titles/{query}").context["page"]]

    assert names("") == ["乙二", "甲一", "丙三"]
    assert names("?quarter=2026Q1") == ["乙二", "甲一"]
    assert names("?category=lean") == ["乙二"]
    assert names("?branch=b") == []
    assert names("?quarter=nonsense&category=nonsense") == ["乙二", "甲一", "丙三"]


def test_the_wall_takes_the_same_queries_for_one_and_for_three(cast, filed, title, signed_in, queries_of):
    client = signed_in(cast.party_member)
    one = queries_of(client, "/titles/")
    make_title(cast, filed, 2)
    make_title(cast, filed, 3)
    assert queries_of(client, "/titles/") == one


def test_a_revoked_title_leaves_the_wall_and_keeps_its_page_with_the_reason(cast, title, signed_in):
    revoke(title, reason="核实有误", by=cast.officer)
    client = signed_in(cast.party_member)
    assert "甲一" not in text(client.get("/titles/"))
    assert "核实有误" in text(client.get(f"/titles/{title.serial}/"))


def test_only_the_department_revokes(cast, title, signed_in):
    page = f"/titles/{title.serial}/revoke/"
    for who in ("recorder", "secretary_a", "auditor", "party_member"):
        assert signed_in(getattr(cast, who)).post(page, {"reason": "x"}).status_code == 403
    signed_in(cast.officer).post(page, {"reason": ""})
    assert FlagTitle.objects.standing().exists()
    signed_in(cast.officer).post(page, {"reason": "核实有误"})
    assert FlagTitle.objects.get().revoke_reason == "核实有误"


# --- verification ---------------------------------------------------------------------------------------------------

SECRETS = ("canary-citation", "机电", "甲一", "2026Q1", "安全生产", "核实有误")


def test_a_code_proves_name_unit_title_quarter_and_date_and_nothing_else(cast, title):
    shown = text(Client().get(f"/verify/{title.verify_code.lower()}/"))
    assert all(part in shown for part in ("甲一", "机电党支部", "安全生产旗手", "2026年第一季度", "2026-04-21"))
    assert not any(part in shown for part in ("canary-citation", title.serial, title.member.employee_number))


def test_an_unknown_code_reveals_only_that(cast, title):
    response = Client().get("/verify/NOSUCHCODE/")
    assert response.status_code == 404
    assert not any(secret in text(response) for secret in SECRETS)


def test_a_revoked_code_reveals_only_that(cast, title):
    revoke(title, reason="核实有误", by=cast.officer)
    response = Client().get(f"/verify/{title.verify_code}/")
    assert response.status_code == 404
    assert not any(secret in text(response) for secret in SECRETS)


def test_a_serial_number_is_no_code(cast, title):
    assert "甲一" not in text(Client().get(f"/verify/{title.serial}/"))


def test_verification_is_not_kept_by_caches(cast, title):
    assert "no-store" in Client().get(f"/verify/{title.verify_code}/")["Cache-Control"]
