"""The ledger pages: who sees what, and the Department's adjustment."""

from decimal import Decimal

import pytest
from django.urls import reverse

from members.models import Member
from scoring.models import PointsEntry
from tests.scoring.conftest import POSTED


def names_in(response):
    return sorted(entry.member.employee_number for entry, *_more in response.context["lines"])


def test_the_department_sees_every_entry(cast, settled_month, signed_in):
    assert names_in(signed_in(cast.officer).get(reverse("scoring:ledger"))) == sorted(POSTED)


def test_a_secretary_sees_the_own_branch_only(cast, settled_month, signed_in):
    assert names_in(signed_in(cast.secretary_b).get(reverse("scoring:ledger"))) == sorted(POSTED)
    assert names_in(signed_in(cast.secretary_a).get(reverse("scoring:ledger"))) == []


@pytest.mark.parametrize("who", ["admin", "party_member", "employee"])
def test_others_may_not_open_the_ledger(cast, settled_month, signed_in, who):
    assert signed_in(getattr(cast, who)).get(reverse("scoring:ledger")).status_code == 403


def test_the_filter_takes_a_name_a_month_and_an_account(cast, settled_month, signed_in):
    client = signed_in(cast.officer)
    assert names_in(client.get(reverse("scoring:ledger"), {"search": "p01"})) == ["p01"]
    assert names_in(client.get(reverse("scoring:ledger"), {"month": "2026-03"})) == sorted(POSTED)
    assert names_in(client.get(reverse("scoring:ledger"), {"month": "2026-02"})) == []
    assert names_in(client.get(reverse("scoring:ledger"), {"account": "staff"})) == []


def test_a_malformed_month_is_named_and_not_guessed(cast, settled_month, signed_in):
    page = signed_in(cast.officer).get(reverse("scoring:ledger"), {"month": "3月"}).content.decode()
    assert "2026-03" in page


@pytest.mark.parametrize("rows", [1, 5])
def test_the_ledger_asks_the_same_number_of_queries(
    cast, settled_month, signed_in, rows, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in(cast.officer)
    client.get(reverse("scoring:ledger"))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("scoring:ledger"), {"search": "p01"})
    with django_assert_num_queries(len(few)):
        client.get(reverse("scoring:ledger"))


def test_a_person_of_another_branch_is_not_found(cast, settled_month, signed_in):
    address = reverse("scoring:person_ledger", args=["p01"])
    assert signed_in(cast.secretary_a).get(address).status_code == 404


def test_the_persons_page_runs_the_balance(cast, settled_month, signed_in):
    response = signed_in(cast.secretary_b).get(reverse("scoring:person_ledger", args=["p01"]))
    assert [(account.value, [row[1] for row in rows]) for account, rows in response.context["accounts"]] == [
        ("star", [Decimal(3)])
    ]


def adjustment(**changed):
    return {"month": "2026-03", "amount": "−1", "document_number": "党群〔2026〕5号", "reason": "核查更正"} | changed


def test_the_department_posts_an_adjustment(cast, settled_month, signed_in):
    address = reverse("scoring:person_ledger", args=["p01"])
    response = signed_in(cast.officer).post(address, adjustment())
    assert (response.status_code, response.url) == (303, address)
    member = Member.objects.get(employee_number="p01")
    assert PointsEntry.objects.filter(member=member).balance() == Decimal(2)


@pytest.mark.parametrize(
    "changed", [{"amount": "0"}, {"amount": "三"}, {"month": "2026-13"}, {"reason": ""}, {"document_number": ""}]
)
def test_a_faulty_adjustment_keeps_what_was_typed_and_posts_nothing(cast, settled_month, signed_in, changed):
    before = PointsEntry.objects.count()
    response = signed_in(cast.officer).post(reverse("scoring:person_ledger", args=["p01"]), adjustment(**changed))
    assert response.context["form"].errors
    assert "党群〔2026〕5号" in response.content.decode() or "document_number" in changed
    assert PointsEntry.objects.count() == before


def test_a_secretary_cannot_adjust(cast, settled_month, signed_in):
    before = PointsEntry.objects.count()
    response = signed_in(cast.secretary_b).post(reverse("scoring:person_ledger", args=["p01"]), adjustment())
    assert response.status_code == 403
    assert PointsEntry.objects.count() == before
