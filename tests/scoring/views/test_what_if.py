"""The page of the what-if: chosen by its address, read by whom the months are open to, and nothing is stored."""

import pytest
from django.apps import apps
from django.db import connection

from flagship.models import IndicatorTemplate
from members.models import Member
from scoring.models import MonthSheet
from tests.scoring.rows import MARCH, declare, fill, open_sheet, settled, simple_template, submitted

PAGE = "/what-if/"
RUN = f"{PAGE}?since=2026-03&until=2026-03&run=1"
CANARY = "金丝雀"


@pytest.fixture
def two_branches(cast, programme):
    """March settled in branches A and B; in A stands somebody whose name must not be seen in B."""
    simple_template()
    cast.party_member.person.name = CANARY
    cast.party_member.person.save()
    mine = {
        cast.secretary_a: (cast.branch_a, {"1001": "97", "1002": "96", "1003": "95"}),
        cast.secretary_b: (cast.branch_b, {"2001": "90"}),
    }
    for _branch, totals in mine.values():
        declare(*Member.objects.filter(employee_number__in=totals))
    for secretary, (branch, totals) in mine.items():
        sheet = open_sheet(branch)
        fill(sheet, totals, by=secretary)
        settled(submitted(sheet, by=secretary), by=secretary)
    assert MonthSheet.objects.settled().filter(month=MARCH).count() == 2
    return cast


def names(response) -> set[str]:
    return {line.name for line in response.context["found"].lines}


TABLE = "&tiers=1-%3A+9+5+%2F+1"


def test_the_address_says_the_whole_what_if(two_branches, signed_in):
    response = signed_in(two_branches.officer).get(RUN + TABLE)
    found = response.context["found"]
    assert found.branch_names == ("机电党支部", "机关党支部")
    assert [zh for zh, _en in found.changes] == ["加扣分档次：≥1: +9 +5 / −1"]
    text = response.content.decode()
    assert CANARY in text
    assert "名次 1 → 1，分值 +3 → +9" in text
    assert f"what-if.xlsx?{(RUN + TABLE).split('?')[1]}" in text.replace("&amp;", "&")


def test_a_secretary_sees_the_own_branch_alone_even_with_a_foreign_address(two_branches, signed_in):
    client = signed_in(two_branches.secretary_b)
    response = client.get(RUN + TABLE)
    assert response.context["found"].branch_names == ("机关党支部",)
    assert names(response) == {"陈书记"}
    assert CANARY not in response.content.decode()
    foreign = client.get(f"{RUN}{TABLE}&branch=a")
    assert (foreign.status_code, "found" in foreign.context) == (422, False)
    assert CANARY not in foreign.content.decode()
    assert names(signed_in(two_branches.auditor).get(f"{RUN}{TABLE}&branch=a")) >= {CANARY, "王书记"}


def test_looking_writes_nothing(two_branches, signed_in):
    """Every table keeps its rows, and the database is asked nothing but questions."""
    client = signed_in(two_branches.officer)
    before = {model: model.objects.count() for model in apps.get_models()}
    asked = []

    def only_questions(execute, sql, params, many, context):
        asked.append(sql.split()[0])
        return execute(sql, params, many, context)

    template = IndicatorTemplate.objects.get(code="simple-safety")
    with connection.execute_wrapper(only_questions):
        client.get(f"{RUN}{TABLE}&tie_break=none&tie_points=average&pool=category&template={template.pk}")
    assert set(asked) <= {"SELECT", "SAVEPOINT", "RELEASE"}
    assert len(asked) > 5
    assert {model: model.objects.count() for model in apps.get_models()} == before


def test_a_template_shows_its_weights_and_they_must_make_100(two_branches, signed_in):
    client = signed_in(two_branches.officer)
    template = IndicatorTemplate.objects.get(code="simple-safety")
    address = f"{PAGE}?since=2026-03&until=2026-03&template={template.pk}"
    (box,) = client.get(f"{address}&show=1").context["form"].weights
    assert (box.label, box.value()) == ("生产指标完成率", "100")
    response = client.get(f"{address}&run=1&{box.html_name}=90")
    assert response.status_code == 422
    assert "权重合计应为 100，现为 90。" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=2026-03&until=2026-03&tiers=1-9%3A+3&run=1", "最后一档不应有上限"),
        ("since=2026-03&until=2026-03&tiers=canary&run=1", "canary"),
        ("since=2026-03&until=2026-03&total_cap=130&run=1", "130"),
        ("since=2026-03&until=2026-03&min_pool=1.5&run=1", "小数"),
        ("since=1999-01&until=2026-03&run=1", "1999-01"),
        ("since=&until=&run=1", "必填"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_a_sentence(two_branches, signed_in, query, sentence):
    response = signed_in(two_branches.officer).get(f"{PAGE}?{query}")
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_without_a_settled_month_the_page_says_so(cast, programme, signed_in):
    response = signed_in(cast.officer).get(PAGE)
    assert "还没有已结算的月份" in response.content.decode()


def test_people_without_the_permission_are_refused(two_branches, signed_in):
    answers = {name: signed_in(user).get(PAGE).status_code for name, user in two_branches.everyone.items()}
    refused = {name for name, status in answers.items() if status == 403}
    assert refused == {"admin", "party_member", "employee"}
