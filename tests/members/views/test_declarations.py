"""Declarations as pages: one's own on the phone, the branch's list, a table for people without an account."""

import pytest
import time_machine

from members.models import Declaration
from members.states import DeclarationState
from tests.factories import DeclarationFactory, MemberFactory
from tests.queries import queries_of

pytestmark = pytest.mark.usefixtures("spring", "programme")
SAID = {"category": "safety", "from_month": "2026-01", "goal": "全年无事故", "next_steps": "每班排查"}


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def member(cast, signed_in):
    return signed_in(cast.party_member, language="en")


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_a, language="en")


def test_a_member_declares_and_waits(cast, member):
    assert member.post("/me/declaration/", SAID).status_code == 303
    row = Declaration.objects.get()
    assert (row.member, row.state) == (cast.party_member.person, DeclarationState.SUBMITTED)
    page = member.get("/me/declaration/")
    assert "With your branch" in page.text
    assert page.context["form"] is None
    assert member.post("/me/declaration/", SAID).status_code == 200
    assert Declaration.objects.count() == 1


def test_innovation_is_chosen_by_its_track(member):
    member.post("/me/declaration/", SAID | {"category": "innovation:mass"})
    row = Declaration.objects.get()
    assert (str(row.category), str(row.track)) == ("innovation", "mass")


@pytest.mark.parametrize(
    "wrong", [{"category": ""}, {"category": "innovation"}, {"goal": ""}, {"from_month": "2027-01"}]
)
def test_a_faulty_form_is_shown_again(member, wrong):
    answer = member.post("/me/declaration/", SAID | wrong)
    assert answer.status_code == 422
    assert not Declaration.objects.exists()


def test_a_returned_one_comes_back_with_its_reason_and_words(cast, member, secretary):
    member.post("/me/declaration/", SAID)
    row = Declaration.objects.get()
    secretary.post(f"/declarations/{row.pk}/decide/", {"move": "return", "reason": "目标太笼统"})
    page = member.get("/me/declaration/").text
    assert "目标太笼统" in page
    assert "全年无事故" in page
    member.post("/me/declaration/", SAID | {"goal": "零事故、零违章"})
    row.refresh_from_db()
    assert (row.state, row.goal) == (DeclarationState.SUBMITTED, "零事故、零违章")


def test_a_change_is_offered_from_this_month_on(cast, member):
    DeclarationFactory(member=cast.party_member.person)
    page = member.get("/me/declaration/")
    assert "Change the category" in page.text
    months = [value for value, _ in page.context["form"].fields["from_month"].choices]
    assert months == [f"2026-{n:02}" for n in range(3, 13)]
    assert member.post("/me/declaration/", SAID).status_code == 422


def test_an_office_account_has_no_own_declaration(cast, signed_in):
    assert signed_in(cast.officer).get("/me/declaration/").status_code == 404


def test_the_secretary_sees_who_has_not_declared(cast, secretary):
    DeclarationFactory(member=cast.party_member.person, state=DeclarationState.SUBMITTED)
    page = secretary.get("/declarations/")
    assert [(t["label"], t["count"]) for t in page.context["tabs"][:3]] == [
        ("All", 4),
        ("Not declared", 2),
        ("Waiting for the branch", 1),
    ]
    assert "王书记、李考核" in page.text
    only = secretary.get("/declarations/?state=undeclared").context["page"]
    assert [line.member.name for line in only] == ["王书记", "李考核"]


def test_the_ticked_ones_are_accepted_and_the_others_say_why_not(cast, secretary):
    other = DeclarationFactory(member=cast.party_member.person, state=DeclarationState.SUBMITTED)
    own = DeclarationFactory(member=cast.secretary_a.person, state=DeclarationState.SUBMITTED)
    assert secretary.get("/declarations/").context["mine"] == {other.pk}
    answer = secretary.post("/declarations/decide/", {"declaration": [other.pk, own.pk, "x"]}, follow=True)
    assert "Nobody decides on their own declaration" in answer.text
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.state, own.state) == (DeclarationState.ACCEPTED, DeclarationState.SUBMITTED)
    assert "Tick the declarations" in secretary.post("/declarations/decide/", follow=True).text


def test_the_ticked_ones_are_returned_with_one_reason(cast, secretary):
    rows = [
        DeclarationFactory(member=user.person, state=DeclarationState.SUBMITTED)
        for user in (cast.party_member, cast.employee, cast.secretary_a)
    ]
    ticked = {"declaration": [row.pk for row in rows], "move": "return"}
    assert "reason" in secretary.post("/declarations/decide/", ticked, follow=True).text.lower()
    assert {row.state for row in Declaration.objects.all()} == {DeclarationState.SUBMITTED}
    secretary.post("/declarations/decide/", ticked | {"reason": "目标太笼统"})
    assert [(row.state, row.comment) for row in Declaration.objects.order_by("pk")] == [
        (DeclarationState.RETURNED, "目标太笼统"),
        (DeclarationState.RETURNED, "目标太笼统"),
        (DeclarationState.SUBMITTED, ""),
    ]


def test_the_table_of_everybody_changes_a_category_from_a_month_on(cast, signed_in):
    clerk, address = signed_in(cast.clerk_a), "/declarations/enter/?show=all"
    kept = DeclarationFactory(member=cast.party_member.person, goal="全年\n无事故")
    changed = DeclarationFactory(member=cast.employee.person)
    waits = DeclarationFactory(member=cast.secretary_a.person, state=DeclarationState.SUBMITTED)
    page = clerk.get(address)
    assert [line.member.name for line, form in page.context["rows"] if form is None] == ["王书记"]
    typed = {}
    for row in (kept, changed, waits):
        said = {"category": "safety", "goal": row.goal.replace("\n", " "), "next_steps": row.next_steps}
        typed |= {f"p{row.member_id}-{name}": text for name, text in said.items()}
    typed[f"p{changed.member_id}-category"] = "lean"
    assert clerk.post(address, typed | {"change_from": "2026-02"}).status_code == 422
    assert clerk.post(address, typed | {"change_from": "2026-05"}).status_code == 303
    new = Declaration.objects.latest("pk")
    assert (new.member, str(new.category), str(new.from_month)) == (cast.employee.person, "lean", "2026-05")
    assert Declaration.objects.count() == 4


def test_the_department_is_offered_the_secretarys_and_those_without_one(cast, signed_in):
    officer = signed_in(cast.officer)
    rows = {
        name: DeclarationFactory(member=getattr(cast, name).person, state=DeclarationState.SUBMITTED)
        for name in ("party_member", "secretary_a", "general_secretary")
    }
    mine = officer.get("/declarations/").context["mine"]
    assert mine == {rows["secretary_a"].pk, rows["general_secretary"].pk}


def test_foreign_declarations_are_not_there(cast, signed_in, secretary):
    row = DeclarationFactory(member=cast.party_member.person, state=DeclarationState.SUBMITTED)
    stranger = signed_in(cast.secretary_b)
    assert stranger.get(f"/declarations/{row.pk}/").status_code == 404
    assert stranger.post(f"/declarations/{row.pk}/decide/", {"move": "accept"}).status_code == 404
    stranger.post("/declarations/decide/", {"declaration": [row.pk]})
    row.refresh_from_db()
    assert row.state is DeclarationState.SUBMITTED
    clerk = signed_in(cast.clerk_a)
    assert clerk.get(f"/declarations/{row.pk}/").status_code == 200
    assert clerk.post(f"/declarations/{row.pk}/decide/", {"move": "accept"}).status_code == 404
    assert secretary.post(f"/declarations/{row.pk}/decide/", {"move": "canary"}).status_code == 404


def test_nobody_is_offered_a_decision_on_their_own(cast, secretary):
    row = DeclarationFactory(member=cast.secretary_a.person, state=DeclarationState.SUBMITTED)
    assert secretary.get(f"/declarations/{row.pk}/").context["moves"] == []


def test_the_clerk_types_in_for_people_without_an_account(cast, signed_in):
    person = MemberFactory(name="无账号", branch=cast.branch_a)
    clerk = signed_in(cast.clerk_a, language="en")
    assert "无账号" in clerk.get("/declarations/enter/").text
    data = {f"p{person.pk}-category": "lean", f"p{person.pk}-goal": "提案10件", f"p{person.pk}-next_steps": "每周一件"}
    answer = clerk.post("/declarations/enter/", data, follow=True)
    assert "1 declarations are handed in" in answer.text
    row = Declaration.objects.get()
    assert (row.member, row.state, str(row.from_month)) == (person, DeclarationState.SUBMITTED, "2026-01")


def test_half_a_row_is_said_with_the_name_and_nothing_is_stored(cast, signed_in):
    person = MemberFactory(name="半行", branch=cast.branch_a)
    clerk = signed_in(cast.clerk_a, language="en")
    other = cast.employee.person.pk
    data = {f"p{person.pk}-category": "lean", f"p{other}-goal": "目标"}
    answer = clerk.post("/declarations/enter/", data)
    assert answer.status_code == 422
    assert "半行: write down the goal and the next steps." in answer.text
    assert "赵职工: choose a category." in answer.text
    assert not Declaration.objects.exists()


def test_who_may_type_in(cast, signed_in):
    may = {
        name for name, user in cast.everyone.items() if signed_in(user).get("/declarations/enter/").status_code == 200
    }
    assert may == {"secretary_a", "clerk_a", "secretary_b"}


def test_the_list_takes_the_same_queries_for_any_number(cast, secretary):
    DeclarationFactory(member=cast.party_member.person, state=DeclarationState.SUBMITTED)
    few = queries_of(lambda: secretary.get("/declarations/"))
    for _ in range(3):
        DeclarationFactory(member=MemberFactory(branch=cast.branch_a), state=DeclarationState.SUBMITTED)
    assert queries_of(lambda: secretary.get("/declarations/")) == few
