"""Every kind of hint from a planted quarter to the page: its evidence is there, and it is looked at with a remark."""

from dataclasses import replace

import pytest
from django.urls import reverse

from reports.actions import flags as verbs
from reports.flags import FlagKind, flags_of
from reports.models import IntegrityFlag
from tests.factories import MemberFactory
from tests.reports.flags.months import AUGUST, JULY, branch, first_each_month, month, quarter
from tests.reports.flags.test_flags import PLAIN, history, late, typed, values
from tests.reports.rows import Q1

PLANTED = {
    FlagKind.ALL_TIED: quarter([90] * 4, [88, 86, 84, 82], [81, 87, 85, 83]),
    FlagKind.MANY_TIED: quarter([90, 90, 90, 80, 70, 60], [88, 86, 84, 82, 80, 78], [81, 87, 85, 83, 79, 77]),
    FlagKind.FULL_MARKS: quarter([100, 100, 104, 80, 70, 60], [97, 96, 84, 82, 80, 78], [81, 87, 85, 83, 79, 77]),
    FlagKind.SAME_TOP: first_each_month("乙", "甲", "甲", "甲"),
    FlagKind.SAME_BOTTOM: quarter([90, 85, 84, 83, 82, 60], [80, 88, 84, 83, 82, 61], [82, 85, 84, 89, 80, 62]),
    FlagKind.TAKING_TURNS: first_each_month(*"甲乙丙甲乙丙"),
    FlagKind.COPIED_MONTH: branch(
        typed(JULY, values(0), "2026-08-03 09:00", "2026-08-03 09:20"),
        typed(AUGUST, values(0), "2026-08-03 09:24", "2026-08-03 09:40"),
    ),
    FlagKind.FAR_FROM_HISTORY: history(95),
    FlagKind.QUALITATIVE: branch(month(JULY, [95, 92, 90, 80], quantitative=[85, 93, 91, 80])),
    FlagKind.CHANGED_N: late(9, 10),
}
FLAGS = reverse("reports:flags", kwargs={"quarter": Q1})


def test_there_is_a_planted_quarter_for_every_kind():
    assert list(PLANTED) == list(FlagKind)


@pytest.fixture
def crew(cast):
    return [MemberFactory(branch=cast.branch_a) for _ in range(10)]


def raise_planted(record, report, crew, monkeypatch) -> None:
    """File the report once more as if this were its record; the people of the record are the crew."""
    found = [replace(one, member_id=one.member_id and crew[one.member_id - 1].pk) for one in flags_of(record)]
    monkeypatch.setattr(verbs, "flags_of", lambda _record: found)
    verbs.raise_flags(report)


@pytest.mark.parametrize("kind", FlagKind)
def test_a_planted_quarter_shows_its_evidence_and_is_looked_at(cast, accepted, crew, signed_in, monkeypatch, kind):
    raise_planted(PLANTED[kind], accepted, crew, monkeypatch)
    client = signed_in(cast.officer)
    shown = client.get(f"{FLAGS}?kind={kind}")
    rows = list(shown.context["page"])
    assert {row.kind for row in rows} == {kind}
    assert all(row.zh in shown.content.decode() for row in rows)

    for row in rows:
        address = reverse("reports:look_at_flag", kwargs={"quarter": Q1, "pk": row.pk})
        client.post(address, {"remark": "已核实，情况属实"})
    assert list(client.get(f"{FLAGS}?kind={kind}").context["page"]) == []
    looked = client.get(f"{FLAGS}?kind={kind}&state=looked")
    assert [(row.remark, row.looked_by) for row in looked.context["page"]] == [
        ("已核实，情况属实", cast.officer) for _ in rows
    ]
    assert rows[0].zh in looked.content.decode()


def test_a_plain_quarter_shows_none(cast, accepted, crew, signed_in, monkeypatch):
    raise_planted(PLAIN, accepted, crew, monkeypatch)
    assert not IntegrityFlag.objects.filter(report=accepted).exists()
    assert list(signed_in(cast.officer).get(FLAGS).context["page"]) == []
