"""The Department types a star scheme, tries it out, and adopts it."""

import pytest
import time_machine

from flagship.models import AuditEvent, StarScheme
from scoring.models import PointsEntry
from scoring.queries.points import my_points
from scoring.queries.star_trial import try_stars
from scoring.rules import StarRules
from tests.scoring.rows import SETTLED

PAGE = "/programme/2026/stars/"
TYPED = {
    "base": "50",
    "window": "year",
    "promoter": "department",
    "cap": "100",
    "band1": "40",
    "band2": "50",
    "band3": "51",
    "band4": "53",
    "band5": "60",
}


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel(SETTLED, tick=False):
        yield


@pytest.fixture
def client(cast, settled_month, signed_in):
    """The Department, after March is settled: of twelve people five have points, +4 +3 +2 −2 −3."""
    return signed_in(cast.officer)


def counts(response, column: str) -> dict[int, int]:
    return {row["star"]: row[column] for row in response.context["trial"]["rows"]}


def test_a_typed_scheme_is_tried_on_the_ledger_and_nothing_is_stored(client):
    before = list(StarScheme.objects.values())
    response = client.post(PAGE, TYPED | {"do": "try", "year": "2026"})
    # 54; 53 and 52; the seven without points and 48, 47 below the base
    assert counts(response, "then") == {5: 0, 4: 2, 3: 1, 2: 7, 1: 2, 0: 0}
    assert counts(response, "now") == {5: 0, 4: 0, 3: 10, 2: 2, 1: 0, 0: 0}
    assert response.context["trial"]["people"] == 12
    assert list(StarScheme.objects.values()) == before
    assert not AuditEvent.objects.filter(act="adopt_stars").exists()


def test_an_adopted_scheme_is_no_example_and_the_members_page_uses_it(cast, client):
    member = cast.secretary_b.person
    entries = list(PointsEntry.objects.values())
    assert my_points(member, 2026).example
    assert client.post(PAGE, TYPED | {"do": "adopt"}).url == "/programme/2026/"
    document = my_points(member, 2026)
    assert (document.example, document.balance, document.star, document.points_to_next) == (False, 54, 4, 6)
    assert list(PointsEntry.objects.values()) == entries
    assert AuditEvent.objects.get(act="adopt_stars").by == cast.officer


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"band3": "50"}, "每一档的起点须高于上一档"),
        ({"cap": "40"}, "封顶分低于基础分"),
        ({"cap": "55"}, "无人能达到五星"),
        ({"base": ""}, "必填|不能为空|这个字段|必须填写"),
    ],
)
def test_a_faulty_scheme_is_refused_with_what_was_typed(client, wrong, sentence):
    response = client.post(PAGE, TYPED | wrong | {"do": "adopt"})
    assert response.status_code == 422
    assert any(part in response.text for part in sentence.split("|"))
    assert StarScheme.objects.get().is_example


@pytest.mark.parametrize("who", ["recorder", "auditor", "secretary_b", "party_member", "admin"])
def test_only_the_department_sets_stars(cast, programme, signed_in, who):
    client = signed_in(getattr(cast, who))
    assert {client.get(PAGE).status_code, client.post(PAGE, TYPED | {"do": "adopt"}).status_code} == {403}
    assert StarScheme.objects.get().is_example


def test_a_closed_year_keeps_its_scheme(client, programme):
    programme.frozen_at = SETTLED
    programme.save()
    answer = client.post(PAGE, TYPED | {"do": "adopt"}, follow=True)
    assert "2026" in " ".join(str(message) for message in answer.context["messages"])
    assert StarScheme.objects.get().is_example


def test_without_a_ledger_there_is_nothing_to_try(cast, programme, signed_in):
    response = signed_in(cast.officer).get(PAGE)
    assert response.context["trial"] is None
    assert "还没有可供试算的台账" in response.text


def test_the_trial_takes_two_queries_for_any_number_of_schemes(client, django_assert_num_queries):
    rules = StarRules.from_json({"base": "50", "bands": ["1", "2", "3", "4", "5"]})
    with django_assert_num_queries(2):
        assert [trial.people for trial in try_stars([rules, rules], 2026)] == [12, 12]
