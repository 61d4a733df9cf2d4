"""What a member sees on a phone."""

from decimal import Decimal

import pytest
from django.urls import reverse

from flagship.categories import Account
from members.models import Member
from scoring.actions.points import adjust_points
from scoring.actions.star_runs import confirm_stars
from scoring.models import MonthSheet, PointsEntry, Standing
from scoring.states import SheetState
from tests.scoring.actions.test_star_runs import LATER, adopt, draw_up
from tests.scoring.rows import MARCH


def user_of(number):
    return Member.objects.get(employee_number=number).user


def test_a_winner_sees_points_star_rank_and_why(settled_month, signed_in):
    page = signed_in(user_of("p01")).get(reverse("scoring:me"), {"year": "2026"}).content.decode()
    assert "+3" in page
    assert "参加12人（10—30人档），排第2名：争星晋级考核加3分。依据五（三）2。" in page
    assert "星级标准为示例" in page


def test_a_loser_sees_the_place_from_the_bottom(settled_month, signed_in):
    page = signed_in(user_of("p11")).get(reverse("scoring:me"), {"year": "2026"}).content.decode()
    assert "−3" in page
    assert "倒数第1名" in page.replace(" ", "")


def test_somebody_in_the_middle_is_told_that_there_are_no_points(settled_month, signed_in):
    page = signed_in(user_of("p05")).get(reverse("scoring:me"), {"year": "2026"}).content.decode()
    assert PointsEntry.objects.filter(member__employee_number="p05").count() == 0
    assert "2026年还没有积分" in page.replace(" ", "")


def test_an_office_account_has_no_points_of_its_own(cast, signed_in):
    page = signed_in(cast.officer).get(reverse("scoring:me")).content.decode()
    assert "这是工作账号" in page


def test_why_shows_every_step_of_ones_own_standing(settled_month, signed_in):
    mine = Standing.objects.get(member__employee_number="p01")
    page = signed_in(user_of("p01")).get(reverse("scoring:why", args=[mine.pk])).content.decode()
    assert "96.00" in page
    assert "依据五（三）2" in page


def test_somebody_elses_standing_is_not_found(settled_month, signed_in):
    theirs = Standing.objects.get(member__employee_number="p01")
    assert signed_in(user_of("p02")).get(reverse("scoring:why", args=[theirs.pk])).status_code == 404


def test_the_ranking_of_a_public_month_is_open_to_those_who_stand_on_it(publicised, signed_in):
    page = signed_in(user_of("p05")).get(reverse("scoring:my_month")).content.decode()
    names = list(Member.objects.filter(participations__sheet=publicised).values_list("name", flat=True))
    assert [name for name in names if name not in page] == []


def test_a_draft_shows_nothing_to_the_people_on_it(filled, signed_in):
    page = signed_in(user_of("p05")).get(reverse("scoring:my_month")).content.decode()
    assert "96.00" not in page


def test_a_stranger_sees_nothing_of_the_branch(publicised, stranger, signed_in):
    page = signed_in(stranger).get(reverse("scoring:my_month"), {"month": "2026-03"}).content.decode()
    assert user_of("p01").name not in page


@pytest.mark.parametrize("year", ["1999", "abc", "２０２６", ""])
def test_a_strange_year_is_answered_with_the_newest(settled_month, signed_in, year):
    response = signed_in(user_of("p01")).get(reverse("scoring:me"), {"year": year})
    assert response.context["points"].year == response.context["years"][0]


def test_the_sums_of_month_quarter_and_year_stand_above_the_chart(settled_month, signed_in):
    (star,) = signed_in(user_of("p01")).get(reverse("scoring:me"), {"year": "2026"}).context["accounts"]
    assert [total for _name, total in star["sums"]][-1] == 3
    assert star["account"] is Account.STAR


def test_each_account_has_its_part_of_the_page_and_its_statement(cast, settled_month, signed_in):
    member = Member.objects.get(employee_number="p01")
    adjust_points(
        member=member,
        month=MARCH,
        amount=Decimal(5),
        account=Account.STAFF,
        reason="转正前",
        document_number="1号",
        by=cast.officer,
    )
    page = signed_in(member.user).get(reverse("scoring:me"), {"year": "2026"})
    assert [part["account"] for part in page.context["accounts"]] == [Account.STAR, Account.STAFF]
    assert [len(part["entries"]) for part in page.context["accounts"]] == [1, 1]
    assert "statement.pdf?year=2026&amp;account=staff" in page.text


def test_while_the_staff_table_is_empty_the_page_says_which_standard_holds(cast, programme, signed_in):
    page = signed_in(cast.employee).get(reverse("scoring:me")).content.decode()
    assert "按《员工积分制管理积分标准》执行" in page


def test_a_confirmed_star_stands_on_the_page_with_its_day_and_why(cast, settled_month, signed_in):
    MonthSheet.objects.exclude(pk=settled_month.pk).update(state=SheetState.VOID)
    adopt(cast)
    confirm_stars(draw_up(cast.officer), by=cast.officer, now=LATER)
    page = signed_in(user_of("p01")).get(reverse("scoring:me"), {"year": "2026"})
    assert page.context["points"].rating.star == 4
    assert "积分83分，达到4星（83分起）；首次评定。" in page.text
    assert "2026年3月评定，2026-04-10生效" in page.text
