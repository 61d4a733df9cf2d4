"""The page of what to look at, its tile and its chips."""

import pytest
from django.urls import reverse

from reports.actions.report import accept_report, submit_report
from reports.models import IntegrityFlag
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory
from tests.reports.rows import APRIL, Q1, settle_quarter

FLAGS = "/quarters/2026Q1/flags/"
DESK = "/quarters/2026Q1/?category=safety&who=all"
TIED = "2026年1月参加排名的3人得分全部为90.00分。"


def tied_branch(cast, branch=None):
    """A branch in which three people have the same marks in every month."""
    branch = branch or BranchFactory(parent=cast.company)
    secretary = AppointmentFactory(role="secretary", branch=branch).user
    crew = [MemberFactory(branch=branch) for _ in range(3)]
    settle_quarter(branch, dict.fromkeys(crew, "90"), by=cast.clerk_a)
    return submit_report(branch=branch, quarter=Q1, by=secretary, now=APRIL)


def shown(client, query="") -> list[str]:
    return [flag.zh for flag in client.get(FLAGS + query).context["page"]]


def look(client, flag, **said):
    return client.post(reverse("reports:look_at_flag", kwargs={"quarter": Q1, "pk": flag.pk}), said, follow=True)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("recorder", 200),
        ("auditor", 200),
        ("secretary_a", 403),
        ("party_member", 403),
        ("admin", 403),
    ],
)
def test_hints_are_for_the_company(cast, programme, signed_in, who, status):
    assert signed_in(getattr(cast, who)).get(FLAGS).status_code == status


def test_every_flag_is_listed_with_its_evidence(cast, programme, signed_in):
    tied_branch(cast)
    client = signed_in(cast.officer)
    assert TIED in client.get(FLAGS).text
    assert len(shown(client)) == 3
    assert shown(client, "?kind=same_top") == []
    assert "all 3 who were ranked have 90.00 marks" in signed_in(cast.officer, language="en").get(FLAGS).text


def test_looking_at_a_flag_moves_it_to_the_other_list_with_its_remark(cast, programme, signed_in):
    tied_branch(cast)
    client = signed_in(cast.officer)
    flag = IntegrityFlag.objects.first()
    refused = look(client, flag, remark=" ", state="open")
    assert (len(shown(client)), "Write in the remark" in refused.text or "备注" in refused.text) == (3, True)
    look(client, flag, remark="已核对支委会记录", state="open")
    assert (len(shown(client)), shown(client, "?state=looked"), len(shown(client, "?state=all"))) == (2, [flag.zh], 3)
    assert "已核对支委会记录" in client.get(FLAGS + "?state=looked").text


@pytest.mark.parametrize(("who", "status"), [("recorder", 403), ("auditor", 403), ("secretary_a", 404)])
def test_only_the_department_looks(cast, programme, signed_in, who, status):
    tied_branch(cast)
    client = signed_in(getattr(cast, who))
    assert look(client, IntegrityFlag.objects.first(), remark="看过").status_code == status
    assert IntegrityFlag.objects.open().count() == 3


def test_the_desk_counts_open_flags_by_kind_and_puts_chips_beside_people(cast, programme, accepted, signed_in):
    tied_branch(cast, cast.branch_b)
    client = signed_in(cast.officer)
    page = client.get(DESK)
    assert page.context["desk"].concerns_in_words == [("全员同分", 3)]
    assert page.context["desk"].to_look_at == 3
    assert {item.row.branch_name: [flag.word.zh for flag in item.flags] for item in page.context["rows"]} == {
        "机电党支部": []
    }


def test_a_flag_of_the_branch_stands_beside_each_of_its_people_once_a_kind(cast, programme, signed_in):
    accept_report(tied_branch(cast), by=cast.officer)
    client = signed_in(cast.officer)
    rows = client.get(DESK).context["rows"]
    assert [[flag.word.zh for flag in item.flags] for item in rows] == [["3人全部同分"]] * 3
    for flag in IntegrityFlag.objects.all():
        look(client, flag, remark="已核对")
    assert [item.flags for item in client.get(DESK).context["rows"]] == [[]] * 3


def test_a_nomination_shows_the_flags_of_its_person_and_not_those_of_others(cast, programme, accepted, signed_in):
    nominee, other = accepted.nominations.get().member, MemberFactory()
    for member, sentence in ((nominee, "甲一连续第一"), (other, "旁人连续末位"), (None, "全员同分")):
        IntegrityFlag.objects.create(
            report=accepted,
            version=1,
            kind="same_top",
            member=member,
            word_zh="提示",
            word_en="Hint",
            zh=sentence,
            en="x",
        )
    page = reverse("reports:nomination", kwargs={"quarter": Q1, "pk": accepted.nominations.get().pk})
    shown = [flag.zh for flag in signed_in(cast.officer).get(page).context["flags"]]
    assert sorted(shown) == ["全员同分", "甲一连续第一"]


def test_the_page_takes_the_same_queries_for_one_and_for_three_branches(cast, programme, signed_in, queries_of):
    tied_branch(cast)
    client = signed_in(cast.officer)
    one = queries_of(client, FLAGS)
    tied_branch(cast)
    tied_branch(cast)
    assert queries_of(client, FLAGS) == one


def test_a_future_quarter_is_404(cast, programme, signed_in):
    assert signed_in(cast.officer).get("/quarters/2026Q3/flags/").status_code == 404
