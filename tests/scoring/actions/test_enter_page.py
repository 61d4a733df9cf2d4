"""A plain page is compared and written under one lock: nobody's value is overwritten unseen."""

import json

import pytest

from scoring.actions.enter_page import enter_page
from scoring.actions.enter_values import EntryRefused
from scoring.models import Measurement, Participant
from tests.queries import queries_of
from tests.scoring.rows import ENTRY, fill


def name(number: str) -> str:
    person = Participant.objects.get(member__employee_number=number)
    return f"n-{person.pk}-{person.template.indicators.get().pk}"


def held(number: str):
    return Measurement.objects.get(participant__member__employee_number=number).number


def page(**typed: tuple[str, str]) -> dict[str, str]:
    """What a page sends back: for each person what it had shown and what was typed."""
    seen = json.dumps({name(number): before for number, (before, _after) in typed.items()})
    return {name(number): after for number, (_before, after) in typed.items()} | {"seen": seen}


def test_what_differs_from_what_the_page_had_shown_is_entered(filled, clerk_b):
    data = page(p01=("96", "50"), p02=("95", "95"))
    changed = enter_page(sheet=filled, data=data, by=clerk_b, now=ENTRY)
    assert list(changed) == [("p01", "output")]
    assert (held("p01"), held("p02")) == (50, 95)


def test_a_cell_that_somebody_changed_after_the_page_was_read_refuses_the_whole_page(cast, filled, clerk_b):
    data = page(p01=("96", "50"), p02=("95", "51"))
    fill(filled, {"p01": "70"}, by=cast.secretary_b)
    with pytest.raises(EntryRefused, match="p01") as refusal:
        enter_page(sheet=filled, data=data, by=clerk_b, now=ENTRY)
    assert len(refusal.value.problems) == 1
    assert (held("p01"), held("p02")) == (70, 95)


def test_a_page_of_one_person_enters_nobody_else(filled, clerk_b):
    assert enter_page(sheet=filled, data=page(p01=("96", "50")), only="p02", by=clerk_b, now=ENTRY) == {}
    assert held("p01") == 96


def test_one_cell_and_many_take_as_many_queries(filled, clerk_b):
    few = page(p01=("96", "50"))
    many = page(**{f"p{number:02}": (str(97 - number), "40") for number in range(1, 12)})

    def save(data):
        enter_page(sheet=filled, data=data, by=clerk_b, now=ENTRY)
        fill(filled, {f"p{number:02}": str(97 - number) for number in range(1, 12)}, by=clerk_b)

    assert queries_of(lambda: save(few)) == queries_of(lambda: save(many))
