"""Boxes saved as they are left: what is stored, what is told at the box, what others see of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.models import CellChange, EntryPresence, Measurement, MonthSheet, Participant
from tests.journeys.entry_month import big_sheet
from tests.scoring.rows import ENTRY, IN_PUBLICITY, declare, full_template, open_sheet, people
from tests.scoring.views.conftest import page

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")


@pytest.fixture
def full(cast, programme):
    """Secretary Chen and p01, under completion, deduction and judgement; nothing is typed yet."""
    full_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 1, account=True)
    return open_sheet(cast.branch_b)


def box(number: str, code: str = "output", letter: str = "n") -> str:
    person = Participant.objects.get(member__employee_number=number)
    return f"{letter}-{person.pk}-{person.template.indicators.get(code=code).pk}"


def held(number: str, code: str = "output") -> Measurement | None:
    return Measurement.objects.filter(participant__member__employee_number=number, indicator__code=code).first()


class Desk:
    """Somebody at the page of a sheet: knows the version it shows, and saves boxes."""

    def __init__(self, client, user, sheet):
        self.client, self.user, self.sheet = client, user, sheet
        self.version = MonthSheet.objects.get(pk=sheet.pk).entry_version

    def ask(self, which: str, *changes, **more):
        question = {"user": self.user.pk, "version": self.version, "changes": changes} | more
        response = self.client.post(page(which, self.sheet), json.dumps(question), content_type="application/json")
        return response

    def save(self, *changes) -> dict:
        response = self.ask("entry_cells", *changes)
        assert response.status_code == 200, response.content
        answer = response.json()
        self.version = answer["version"]
        return answer


@pytest.fixture
def desk(signed_in):
    return lambda user, sheet: Desk(signed_in(user), user, sheet)


# --- saving ---------------------------------------------------------------------------------------------------------


def test_a_box_is_stored_as_it_is_left(full, clerk_b, desk):
    answer = desk(clerk_b, full).save([box("p01"), "", " ９６．５％ "])
    assert answer["cells"] == {box("p01"): {"state": "saved", "text": "96.5"}}
    assert (answer["at"], answer["version"]) == ("09:00", 1)
    assert str(held("p01").number) == "96.5000"
    assert (held("p01").entered_by, held("p01").entered_at) == (clerk_b, ENTRY)


def test_a_wrong_value_is_told_at_its_box_and_the_others_are_stored(full, clerk_b, desk):
    answer = desk(clerk_b, full).save([box("p01"), "", "很多"], [box("2001"), "", "90"])
    wrong = answer["cells"][box("p01")]
    assert wrong == {
        "state": "problem",
        "message": "p01（p01）“生产指标完成率”：“很多”不是一个数，请用阿拉伯数字填写一个数值。",
    }
    assert held("p01") is None
    assert held("2001").number == 90


def test_the_answer_has_the_figures_of_everybody(filled, clerk_b, desk):
    answer = desk(clerk_b, filled).save([box("p11"), "86", "99"])
    person = Participant.objects.get(member__employee_number="p11")
    template, total, rank, points, tie, marks = answer["figures"]["people"][str(person.pk)]
    assert (total, rank, points, tie, marks) == ("99.00", 1, "+4", "", ["99.00"])
    assert answer["figures"]["columns"][str(template)] == [person.template.indicators.get().pk]
    assert (answer["figures"]["filled"], answer["figures"]["cells"], answer["figures"]["missing"]) == (12, 12, 0)


def test_a_tie_is_explained(filled, clerk_b, desk):
    answer = desk(clerk_b, filled).save([box("p01"), "96", "97"])
    person = Participant.objects.get(member__employee_number="p01")
    assert "2人并列第1名" in answer["figures"]["people"][str(person.pk)][4]


def test_emptying_a_box_takes_the_value_away_and_leaves_who_did_it(filled, clerk_b, desk):
    desk(clerk_b, filled).save([box("p01"), "96", ""])
    assert held("p01") is None
    change = CellChange.objects.get(participant__member__employee_number="p01")
    assert (change.by, change.at) == (clerk_b, ENTRY)


def test_the_same_sent_twice_changes_nothing(full, clerk_b, desk):
    own = desk(clerk_b, full)
    own.save([box("p01"), "", "95"])
    again = own.save([box("p01"), "", "95"])
    assert again["cells"] == {box("p01"): {"state": "saved", "text": "95"}}
    assert again["version"] == 1


def test_level_and_comment_are_boxes_of_their_own(full, clerk_b, desk):
    own = desk(clerk_b, full)
    own.save([box("p01", "attitude", "c"), "", "好"])
    own.save([box("p01", "attitude", "m"), "", "带班抢修"])
    assert (held("p01", "attitude").choice, held("p01", "attitude").comment) == ("good", "带班抢修")


def test_nobody_saves_their_own_judgement(cast, full, desk):
    answer = desk(cast.secretary_b, full).save([box("2001", "attitude", "c"), "", "good"])
    assert "定性指标不能由本人评定" in answer["cells"][box("2001", "attitude", "c")]["message"]
    assert held("2001", "attitude") is None


@pytest.mark.parametrize("letter", ["s", "c", "m"])
def test_a_part_that_the_formula_does_not_ask_for_is_no_box(full, clerk_b, desk, letter):
    answer = desk(clerk_b, full).save([box("p01", letter=letter), "", "1"])
    assert "这一格已不在本表中" in answer["cells"][box("p01", letter=letter)]["message"]
    assert Measurement.objects.count() == 0


def test_the_cell_of_somebody_who_was_excused_meanwhile_is_told(full, clerk_b, desk, signed_in):
    name = box("p01")
    signed_in(clerk_b).post(page("excuse", full, employee_number="p01"), {"reason": "病休"})
    answer = desk(clerk_b, full).save([name, "", "95"])
    assert answer["cells"][name]["state"] == "problem"


def test_one_cell_and_four_hundred_take_as_many_queries(cast, programme, clerk_b, desk):
    sheet = big_sheet(cast.branch_b, cast.secretary_b)
    own = desk(clerk_b, sheet)
    rows = list(Participant.objects.filter(sheet=sheet))
    indicators = list(rows[0].template.indicators.all())
    names = [f"n-{row.pk}-{indicator.pk}" for row in rows for indicator in indicators]
    own.save([names[0], "", "1"])
    counts = []
    for text, chosen in (("2", names[:1]), ("3", names)):
        seen = {names[0]: "1" if text == "2" else "2"}
        with CaptureQueriesContext(connection) as queries:
            answer = own.save(*([name, seen.get(name, ""), text] for name in chosen))
        assert len(answer["cells"]) == len(chosen)
        counts.append(len(queries))
    assert Measurement.objects.filter(number=3).count() == 400
    assert 0 < counts[0] == counts[1]


# --- two at one sheet -----------------------------------------------------------------------------------------------


def test_a_box_changed_by_both_tells_both_and_overwrites_nothing(cast, filled, clerk_b, desk):
    mine, theirs = desk(clerk_b, filled), desk(cast.secretary_b, filled)
    theirs.save([box("p02"), "95", "70"])
    answer = mine.save([box("p02"), "95", "60"])
    assert answer["cells"][box("p02")] == {
        "state": "conflict",
        "text": "70",
        "reason": "",
        "who": "陈书记",
        "at": "09:00",
    }
    assert held("p02").number == 70
    mine.save([box("p02"), "70", "60"])
    assert held("p02").number == 60


def test_both_typing_the_same_figure_is_no_conflict(cast, filled, clerk_b, desk):
    mine, theirs = desk(clerk_b, filled), desk(cast.secretary_b, filled)
    theirs.save([box("p02"), "95", "70"])
    assert mine.save([box("p02"), "95", "70.0"])["cells"][box("p02")] == {"state": "saved", "text": "70"}


def test_a_figure_for_what_was_declared_not_applicable_meanwhile_is_a_conflict(cast, full, clerk_b, desk):
    mine, theirs = desk(clerk_b, full), desk(cast.secretary_b, full)
    theirs.save([box("p01", "breach", "r"), "", "不在一线"])
    answer = mine.save([box("p01", "breach"), "", "1"])
    found = answer["cells"][box("p01", "breach")]
    assert (found["state"], found["text"], found["reason"]) == ("conflict", "", "不在一线")
    assert held("p01", "breach").not_applicable
    mine.save([box("p01", "breach"), "", "1"])
    assert held("p01", "breach").number == 1


def test_what_others_changed_comes_with_the_next_answer_and_with_the_news(cast, filled, clerk_b, desk):
    mine, theirs = desk(clerk_b, filled), desk(cast.secretary_b, filled)
    theirs.save([box("p02"), "95", "70"])
    news = {"box": box("p02"), "text": "70", "who": "陈书记", "at": "09:00"}
    answer = mine.ask("entry_news").json()
    assert news in answer["news"]
    assert news in mine.save([box("p03"), "94", "93"])["news"]
    assert mine.save()["news"] == []


def test_the_news_tell_who_else_is_here_and_in_which_box(cast, filled, clerk_b, desk):
    mine, theirs = desk(clerk_b, filled), desk(cast.secretary_b, filled)
    assert mine.ask("entry_news", box=box("p01")).json() == {"version": 1, "here": []}
    answer = theirs.ask("entry_news").json()
    assert answer["here"] == [{"who": "钱考核", "number": "8001", "box": box("p01")}]
    assert EntryPresence.objects.count() == 2


def test_who_has_not_asked_for_a_while_has_left(cast, filled, clerk_b, desk, at):
    desk(clerk_b, filled).ask("entry_news")
    at(ENTRY.replace(minute=1))
    assert desk(cast.secretary_b, filled).ask("entry_news").json()["here"] == []


# --- the look ahead -------------------------------------------------------------------------------------------------


def test_the_preview_gives_the_figures_of_what_is_being_typed_and_stores_nothing(filled, clerk_b, desk):
    answer = desk(clerk_b, filled).ask("entry_preview", [box("p11"), "86", "99"]).json()
    person = Participant.objects.get(member__employee_number="p11")
    assert answer["figures"]["people"][str(person.pk)][1:4] == ["99.00", 1, "+4"]
    assert held("p11").number == 86


def test_the_preview_names_what_is_wrong(filled, clerk_b, desk):
    answer = desk(clerk_b, filled).ask("entry_preview", [box("p11"), "86", "abc"]).json()
    assert "“abc”不是一个数" in answer["cells"][box("p11")]["message"]


# --- who may, and when ----------------------------------------------------------------------------------------------

QUESTIONS = ("entry_cells", "entry_preview", "entry_news")


@pytest.mark.parametrize("which", QUESTIONS)
@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("auditor", 403), ("secretary_a", 404), ("admin", 404)])
def test_only_those_who_fill_in_the_sheet_are_answered(cast, filled, desk, which, who, status):
    response = desk(getattr(cast, who), filled).ask(which, [box("p01"), "96", "1"])
    assert response.status_code == status
    assert held("p01").number == 96


@pytest.mark.parametrize("which", QUESTIONS)
def test_a_month_on_display_takes_nothing_and_says_so(publicised, clerk_b, desk, at, which):
    at(IN_PUBLICITY)
    response = desk(clerk_b, publicised).ask(which, [box("p01"), "96", "1"])
    assert (response.status_code, response.json()["state"]) == (409, "closed")
    assert response.json()["message"] == "本月考核已不在填报中。"
    assert held("p01").number == 96


def test_the_page_of_somebody_else_is_not_answered(cast, filled, clerk_b, signed_in):
    stranger = Desk(signed_in(cast.secretary_b), clerk_b, filled)
    response = stranger.ask("entry_cells", [box("p01"), "96", "1"])
    assert (response.status_code, response.json()) == (409, {"state": "other"})
    assert held("p01").number == 96


NO_QUESTIONS = (
    "",
    "{",
    "[]",
    "7",
    '{"user": "x"}',
    '{"changes": 7}',
    '{"changes": [["n-1-1", "a"]]}',
    '{"changes": [["x", "", ""]]}',
    '{"changes": [["n-1-1", "", 7]]}',
    '{"changes": [["n-1-1", "", "' + "9" * 3000 + '"]]}',
)


@pytest.mark.parametrize("body", NO_QUESTIONS)
def test_what_is_no_question_is_refused(filled, clerk_b, signed_in, body):
    response = signed_in(clerk_b).post(page("entry_cells", filled), body, content_type="application/json")
    assert (response.status_code, response.json()) == (400, {"state": "unread"})


def test_questions_are_posted(filled, clerk_b, signed_in):
    for which in QUESTIONS:
        assert signed_in(clerk_b).get(page(which, filled)).status_code == 405
