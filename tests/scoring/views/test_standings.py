"""The standings of a month: for offices, and for the people of the branch once they are public."""

import pytest

from members.models import Member
from tests.factories import MemberFactory
from tests.scoring.rows import ENTRY, IN_PUBLICITY, SETTLED
from tests.scoring.views.conftest import page


def user_of(number):
    return Member.objects.get(employee_number=number).user


def test_somebody_on_the_sheet_sees_everybody_with_rank_and_reason(publicised, at, signed_in):
    at(IN_PUBLICITY)
    response = signed_in(user_of("p05")).get(page("standings", publicised))
    shown = response.content.decode()
    people = publicised.participants.values_list("member__name", flat=True)
    assert [name for name in people if name not in shown] == []
    assert "参加12人（10—30人档），排第1名：争星晋级考核加4分。依据五（三）2。" in shown
    assert "安全生产" in shown
    assert "提出异议" in shown


def test_a_draft_is_shown_to_offices_only(cast, filled, at, signed_in):
    at(ENTRY)
    assert "为预计" in signed_in(cast.officer).get(page("standings", filled)).content.decode()
    assert signed_in(user_of("p05")).get(page("standings", filled)).status_code == 404


@pytest.mark.parametrize("who", ["secretary_a", "party_member", "admin"])
def test_others_do_not_find_it(cast, publicised, at, signed_in, who):
    at(IN_PUBLICITY)
    assert signed_in(getattr(cast, who)).get(page("standings", publicised)).status_code == 404


def test_somebody_who_was_left_out_sees_it_while_it_is_on_display(cast, publicised, at, signed_in):
    newcomer = MemberFactory(employee_number="n01", name="新来人", branch=cast.branch_b, account=True).user
    at(IN_PUBLICITY)
    assert "陈书记" in signed_in(newcomer).get(page("standings", publicised)).content.decode()


def test_after_settlement_it_stays_open_to_those_who_stand_on_it(cast, settled_month, at, signed_in):
    newcomer = MemberFactory(employee_number="n01", name="新来人", branch=cast.branch_b, account=True).user
    at(SETTLED)
    assert "陈书记" in signed_in(user_of("p05")).get(page("standings", settled_month)).content.decode()
    assert signed_in(newcomer).get(page("standings", settled_month)).status_code == 404
