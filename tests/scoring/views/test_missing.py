"""What holds up submission, each thing a link to the box in which it is mended."""

import re

import pytest

from flagship.categories import FlagCategory
from scoring.actions.enter_values import enter_values
from scoring.models import Participant
from scoring.rules.entries import Entry
from tests.queries import queries_of
from tests.scoring.rows import ENTRY, IN_PUBLICITY, RUBRIC, declare, open_sheet, people, published
from tests.scoring.views.conftest import page

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")


@pytest.fixture
def full(cast, programme, clerk_b):
    """Secretary Chen, complete, and p01, to whom something of every kind is missing."""
    rows = [
        ("breach", "个人违章", "次", 30, True, "deduction", {"rate": "2"}),
        ("attitude", "担当作为", "", 30, False, "rubric", RUBRIC),
        ("growth", "增长", "%", 40, True, "ratio", {}),
    ]
    published(FlagCategory.SAFETY, rows, code="wanting-safety")
    declare(cast.secretary_b.person)
    people(cast.branch_b, 1)
    sheet = open_sheet(cast.branch_b)
    complete = [
        Entry("2001", "growth", number="90", target="100"),
        Entry("2001", "breach", number="0"),
        Entry("2001", "attitude", choice="good", comment="带班抢修"),
    ]
    lacking = [
        Entry("p01", "attitude", choice="good"),
        Entry("p01", "growth", number="90"),
    ]
    enter_values(sheet=sheet, entries=complete + lacking, by=clerk_b, now=ENTRY)
    return sheet


def links(response) -> list[str]:
    listed = re.search(
        r'<ul class="rows rows-tight missing-list">.*?\n      </ul>', response.content.decode(), re.DOTALL
    )
    return re.findall(r'class="wide-only" href="([^"]+)"', listed[0])


def test_each_missing_thing_leads_to_its_box_in_its_layer(full, clerk_b, signed_in):
    response = signed_in(clerk_b).get(page("missing", full))
    person = Participant.objects.get(member__employee_number="p01")
    key = {one.code: f"{person.pk}-{one.pk}" for one in person.template.indicators.all()}
    grid = page("entry", full)
    assert links(response) == [
        f"{grid}#n-{key['breach']}",
        f"{grid}#m-{key['attitude']}",
        f"{grid}?show=targets#t-{key['growth']}",
    ]
    assert "提交前还需处理 3 项" in response.content.decode()


def test_every_anchor_stands_on_its_page(full, clerk_b, signed_in):
    client = signed_in(clerk_b)
    for link in links(client.get(page("missing", full))):
        address, box = link.split("#")
        assert f'id="{box}"' in client.get(address).content.decode()
        assert f'id="{box}"' in client.get(page("person_entry", full, employee_number="p01")).content.decode()


def test_who_only_reads_sees_what_is_missing_without_links(cast, full, signed_in):
    response = signed_in(cast.officer).get(page("missing", full))
    assert response.context["count"] == 3
    assert links(response) == []


def test_shared_ranks_are_explained(filled, clerk_b, signed_in):
    enter_values(sheet=filled, entries=[Entry("p01", "output", number="97")], by=clerk_b, now=ENTRY)
    response = signed_in(clerk_b).get(page("missing", filled))
    assert "陈书记, p01" in response.content.decode()
    assert "2人并列第1名" in response.content.decode()


def test_who_does_not_take_part_leads_to_the_tab_of_the_absent(cast, programme, clerk_b, signed_in):
    sheet = open_sheet(cast.branch_b)
    assert (
        f'href="{page("sheet", sheet)}?tab=absent"' in signed_in(clerk_b).get(page("missing", sheet)).content.decode()
    )


def test_a_month_on_display_leads_to_its_sheet(publicised, clerk_b, signed_in, at):
    at(IN_PUBLICITY)
    response = signed_in(clerk_b).get(page("missing", publicised))
    assert (response.status_code, response.url) == (303, page("sheet", publicised))


def test_a_stranger_does_not_find_it(cast, filled, signed_in):
    assert signed_in(cast.secretary_a).get(page("missing", filled)).status_code == 404


def test_as_many_queries_for_many_people_as_for_one(cast, full, clerk_b, signed_in):
    client = signed_in(clerk_b)
    few = queries_of(lambda: client.get(page("missing", full)))
    people(cast.branch_b, 5, prefix="q")
    open_sheet(cast.branch_b)
    assert queries_of(lambda: client.get(page("missing", full))) == few
