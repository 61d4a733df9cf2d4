"""The Department's desk, the committee's form, and one nomination."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from flagship.categories import FlagCategory
from reports.actions.nominate import nominate
from reports.actions.report import accept_report, forward_report, submit_report
from reports.actions.rollup import pick, propose
from reports.models import FlagTitle, Nomination, QuarterRollup
from reports.states import RollupState
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory
from tests.reports.rows import FEBRUARY, Q1, at, confirmed_veto, settle_quarter

DESK = "/quarters/2026Q1/"


def text(response) -> str:
    return response.content.decode()


def address(page: str, **more) -> str:
    return reverse(f"reports:{page}", kwargs={"quarter": Q1, **more})


def move(name: str) -> str:
    return address("rollup_move", name=name)


def filed_branch(cast, people: int, *, accept=True, parent=None):
    """One more branch with so many people, its best nominated, its report filed."""
    branch = BranchFactory(parent=parent or cast.company)
    secretary = AppointmentFactory(role="secretary", branch=branch).user
    members = [MemberFactory(branch=branch) for _ in range(people)]
    settle_quarter(branch, {member: str(90 - place) for place, member in enumerate(members)}, by=cast.clerk_a)
    nominate(branch=branch, quarter=Q1, member=members[0], category=FlagCategory.SAFETY, citation="好", by=secretary)
    report = submit_report(branch=branch, quarter=Q1, by=secretary)
    return accept_report(report, by=cast.officer) if accept else report


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("recorder", 200), ("auditor", 200), ("secretary_a", 403), ("clerk_a", 403), ("admin", 403)],
)
def test_the_desk_is_for_the_company(cast, accepted, signed_in, who, status):
    assert signed_in(getattr(cast, who)).get(DESK).status_code == status


def test_tiles_say_who_filed_and_what_waits(cast, accepted, signed_in):
    filed_branch(cast, 1, accept=False)
    desk = signed_in(cast.officer).get(DESK).context["desk"]
    assert (desk.filed, desk.expected, desk.waiting, desk.nominated) == (2, 5, 1, 2)
    assert desk.missing_in_words.startswith("老干第一党支部、老干第二党支部、机关党支部")
    assert desk.nominations[FlagCategory.SAFETY] == 2


def test_desk_list_and_home_count_the_same_reports_as_waiting(cast, filed, signed_in):
    general = filed_branch(cast, 1, accept=False, parent=cast.general_branch)
    officer = signed_in(cast.officer)

    def waiting(state):
        page = officer.get(address("filings") + f"?state={state}")
        return [row.branch_name for row, _contact, _acceptable in page.context["rows"]]

    desk = officer.get(DESK).context["desk"]
    assert (desk.waiting, desk.with_general_branch) == (1, 1)
    assert (waiting("waiting"), waiting("forwarding")) == (["机电党支部"], [general.branch.name])
    [task] = [task for task in officer.get("/").context["tasks"] if task.action == "审核"]
    assert "1" in task.title

    forward_report(general, by=cast.general_secretary)
    desk = officer.get(DESK).context["desk"]
    assert (desk.waiting, desk.with_general_branch) == (2, 0)
    assert waiting("waiting") == [general.branch.name, "机电党支部"]


def test_nominees_only_or_everybody(cast, accepted, signed_in):
    client = signed_in(cast.officer)

    def names(query):
        return [item.row.name for item in client.get(DESK + query).context["rows"]]

    assert names("?category=safety") == ["甲一"]
    assert names("?category=safety&who=all") == ["甲一", "乙二", "丙三", "丁四"]
    assert names("?category=lean") == []


def test_people_of_reports_that_are_not_accepted_are_not_compared_but_their_nominees_are(cast, filed, signed_in):
    rows = signed_in(cast.officer).get(DESK + "?category=safety&who=all").context["rows"]
    assert [item.row.name for item in rows] == ["甲一"]


def test_sorting_changes_the_order_and_no_number(cast, signed_in):
    filed_branch(cast, 6)
    filed_branch(cast, 5)
    client = signed_in(cast.officer)
    tables = {
        sort: [item.row for item in client.get(f"{DESK}?category=safety&who=all&sort={sort}").context["rows"]]
        for sort in ("score", "percentile", "z", "net", "first", "nonsense")
    }
    assert [row.score for row in tables["score"]] == sorted((row.score for row in tables["score"]), reverse=True)
    assert [row.percentile for row in tables["percentile"]] == sorted(
        (row.percentile for row in tables["percentile"]), reverse=True
    )
    assert [row.z_score for row in tables["z"]] == sorted((row.z_score for row in tables["z"]), reverse=True)
    assert all(set(rows) == set(tables["score"]) for rows in tables.values())
    assert tables["nonsense"] == tables["score"]


def test_equal_people_share_their_place_over_branches(cast, signed_in):
    filed_branch(cast, 5)
    filed_branch(cast, 5)
    rows = signed_in(cast.officer).get(DESK + "?category=safety&who=all").context["rows"]
    assert [item.row.position for item in rows] == [1, 1, 3, 3, 5, 5, 7, 7, 9, 9]


def test_what_stands_against_a_nominee_is_a_hint_and_no_button(cast, accepted, signed_in):
    nomination = accepted.nominations.get()
    confirmed_veto(nomination.member, FEBRUARY, by=cast.officer)
    shown = text(signed_in(cast.officer).get(DESK + "?category=safety"))
    assert "一票否决" in shown
    assert address("pick", pk=nomination.pk) not in shown


def test_only_the_department_has_the_pick_button(cast, accepted, signed_in):
    nomination = accepted.nominations.get()
    shown = {
        who: address("pick", pk=nomination.pk) in text(signed_in(getattr(cast, who)).get(DESK + "?category=safety"))
        for who in ("officer", "recorder", "auditor")
    }
    assert shown == {"officer": True, "recorder": False, "auditor": False}


def test_from_the_pick_to_the_titles_by_the_buttons(cast, accepted, signed_in):
    nomination = accepted.nominations.get()
    officer, recorder = signed_in(cast.officer), signed_in(cast.recorder)
    officer.post(address("pick", pk=nomination.pk))
    officer.post(move("propose"))
    answer = {
        "decision_date": "2026-04-10",
        "minutes_number": "新升党纪〔2026〕5号",
        f"vote-{nomination.pk}": "yes",
        f"reason-{nomination.pk}": "",
    }
    assert recorder.post(address("decision"), answer).status_code == 303
    officer.post(move("publicise"))
    early = text(officer.post(move("confer"), follow=True))
    with time_machine.travel(at("2026-04-18 00:00"), tick=False):
        signed_in(cast.officer).post(move("confer"))

    assert "2026-04-18" in early
    assert QuarterRollup.objects.get().state is RollupState.CONFERRED
    assert [title.name for title in FlagTitle.objects.all()] == ["甲一"]


def test_the_decision_form_keeps_what_was_typed_and_says_what_is_wrong(cast, accepted, signed_in):
    nomination = accepted.nominations.get()
    pick(nomination, by=cast.officer)
    propose(quarter=Q1, by=cast.officer)
    answer = {
        "decision_date": "2026-04-11",
        "minutes_number": "5号",
        f"vote-{nomination.pk}": "no",
        f"reason-{nomination.pk}": "",
    }
    response = signed_in(cast.recorder).post(address("decision"), answer)
    assert response.status_code == 422
    assert all(part in text(response) for part in ("2026-04-11", "5号", "甲一"))
    assert QuarterRollup.objects.get().state is RollupState.PROPOSED


def test_without_a_proposal_there_is_nothing_to_decide(cast, accepted, signed_in):
    response = signed_in(cast.recorder).get(address("decision"))
    assert (response.status_code, response["Location"]) == (303, DESK)


@pytest.mark.parametrize("who", ["officer", "auditor", "secretary_a"])
def test_the_decision_form_is_the_committees(cast, accepted, signed_in, who):
    assert signed_in(getattr(cast, who)).get(address("decision")).status_code == 403


def test_remarks_and_opinions_are_written_beside_the_figures(cast, accepted, signed_in):
    nomination = accepted.nominations.get()
    before = Nomination.objects.values_list("figures", flat=True).get()
    signed_in(cast.officer).post(
        address("nomination", pk=nomination.pk), {"remark": "看百分位", "safety_opinion": "无违章"}
    )
    nomination.refresh_from_db()
    assert (nomination.remark, nomination.safety_opinion, nomination.figures) == ("看百分位", "无违章", before)


def test_who_may_see_a_nomination(cast, accepted, signed_in):
    page = address("nomination", pk=accepted.nominations.get().pk)
    statuses = {
        who: signed_in(getattr(cast, who)).get(page).status_code
        for who in ("officer", "recorder", "auditor", "secretary_a", "secretary_b", "party_member")
    }
    assert statuses == {
        "officer": 200,
        "recorder": 200,
        "auditor": 200,
        "secretary_a": 404,
        "secretary_b": 404,
        "party_member": 404,
    }


def test_the_auditor_changes_nothing(cast, accepted, signed_in):
    nomination = accepted.nominations.get()
    client = signed_in(cast.auditor)
    client.post(address("nomination", pk=nomination.pk), {"remark": "改"})
    statuses = [
        client.post(where).status_code
        for where in (address("pick", pk=nomination.pk), move("propose"), address("strike", pk=nomination.pk))
    ]
    nomination.refresh_from_db()
    assert (statuses, nomination.remark) == ([403, 403, 403], "")


def test_desk_queries_do_not_grow_with_branches_and_people(cast, accepted, signed_in, queries_of):
    client = signed_in(cast.officer)
    one = queries_of(client, DESK + "?category=safety&who=all")
    filed_branch(cast, 3)
    filed_branch(cast, 3)
    assert queries_of(client, DESK + "?category=safety&who=all") == one


def test_a_future_quarter_is_404(cast, signed_in):
    assert signed_in(cast.officer).get("/quarters/2026Q3/").status_code == 404


# --- quarters and filings -------------------------------------------------------------------------------------------


def test_filings_name_whom_to_call_and_filter_by_state(cast, filed, signed_in):
    client = signed_in(cast.officer)
    everybody = text(client.get(address("filings")))
    missing = text(client.get(address("filings") + "?state=missing"))
    assert "王书记" in everybody
    assert ("机电党支部" in missing, "机关党支部" in missing) == (False, True)


def test_filings_show_a_general_branch_its_branches_only(cast, filed, signed_in):
    shown = text(signed_in(cast.general_secretary).get(address("filings")))
    assert ("老干第一党支部" in shown, "机电党支部" in shown) == (True, False)


def test_filings_take_the_same_queries_for_one_and_for_many(cast, filed, signed_in, queries_of):
    client = signed_in(cast.officer)
    one = queries_of(client, address("filings"))
    for _ in range(3):
        filed_branch(cast, 1)
    assert queries_of(client, address("filings")) == one


def test_the_list_of_quarters_leads_everybody_to_their_page(cast, filed, signed_in):
    ways = {who: signed_in(getattr(cast, who)).get("/quarters/").context["rows"][-1][1] for who in WAYS}
    assert ways == WAYS


WAYS = {
    "officer": "/quarters/2026Q1/",
    "secretary_a": "/branches/a/quarters/2026Q1/",
    "general_secretary": "/quarters/2026Q1/filings/",
}


def test_the_list_of_quarters_takes_the_same_queries_for_one_and_for_three(cast, filed, signed_in, queries_of):
    client = signed_in(cast.officer)
    two = queries_of(client, "/quarters/")
    with time_machine.travel(dt.datetime(2026, 12, 1, tzinfo=dt.UTC), tick=False):
        assert queries_of(signed_in(cast.officer), "/quarters/") == two
