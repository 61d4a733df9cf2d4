"""One cell, and one star list, at the same moment: nothing is overwritten unseen, nothing is in force twice."""

import threading

import pytest

from flagship.models import Programme
from flagship.permissions import Role
from members.models import User
from scoring.actions.save_cells import BoxChange, save_cells
from scoring.actions.settle import settle
from scoring.actions.star_runs import confirm_stars, draw_up_stars
from scoring.actions.stars import adopt_stars
from scoring.entry_boxes import BoxName
from scoring.models import Measurement, MonthSheet, StarRating, StarRun
from scoring.states import MeetingKind, SheetState
from tests.at_once import at_once
from tests.cast import build_cast
from tests.scoring.actions.test_star_runs import LATER, RULES, WINDOW
from tests.scoring.conftest import TOTALS
from tests.scoring.rows import ENTRY, MEETING, SETTLED, declare, fill, open_sheet, people, simple_template, submitted

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 5


@pytest.fixture
def cast(transactional_db):
    return build_cast()


@pytest.fixture
def draft(cast, programme):
    simple_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 11)
    return open_sheet(cast.branch_b)


@pytest.fixture
def box(draft):
    person = draft.participants.get(member__employee_number="p01")
    return BoxName("number", person.pk, person.template.indicators.get(code="output").pk)


def saver(draft, box, text, by, ends):
    """Somebody who saw an empty box and leaves it with a figure."""

    def save():
        saved = save_cells(
            sheet=MonthSheet.objects.get(pk=draft.pk),
            changes=[BoxChange(box, "", text)],
            version=0,
            by=User.objects.get(pk=by.pk),
            now=ENTRY,
        )
        ends.append((text, bool(saved.taken), bool(saved.conflicts)))

    return save


def stored() -> str:
    return f"{Measurement.objects.get().number:f}".rstrip("0").rstrip(".")


def test_of_several_who_fill_one_empty_cell_one_is_taken_and_the_others_are_asked(cast, draft, box):
    ends = []
    calls = [saver(draft, box, str(90 + number), cast.secretary_b, ends) for number in range(THREADS)]
    assert at_once(*calls) == {"done": THREADS}
    [winner] = [text for text, taken, _asked in ends if taken]
    assert stored() == winner
    assert sorted(asked for _text, _taken, asked in ends) == [False] + [True] * (THREADS - 1)


def test_comparing_before_locking_would_overwrite_unseen(cast, draft, box):
    """The negative control: the race is real, and the test above would notice it."""
    together, taken = threading.Barrier(2), []

    def naive(text):
        def save():
            seen = Measurement.objects.filter(participant=box.participant_id).first()
            together.wait(timeout=20)
            if seen is None:
                Measurement.objects.update_or_create(
                    participant_id=box.participant_id,
                    indicator_id=box.indicator_id,
                    defaults={"number": text, "entered_at": ENTRY, "entered_by_id": cast.secretary_b.pk},
                )
                taken.append(text)

        return save

    at_once(naive("90"), naive("91"))
    assert len(taken) == 2
    assert stored() in taken


def test_a_star_list_confirmed_by_several_is_in_force_once(cast, draft):
    fill(draft, TOTALS, by=cast.secretary_b)
    submitted(draft, by=cast.secretary_b)
    draft.refresh_from_db()
    settle(sheet=draft, meeting_kind=MeetingKind.COMMITTEE, meeting_date=MEETING, by=cast.secretary_b, now=SETTLED)
    MonthSheet.objects.exclude(pk=draft.pk).update(state=SheetState.VOID)
    programme = Programme.objects.get(year=2026)
    adopt_stars(programme=programme, rules=RULES, promoter=Role.DEPARTMENT, by=cast.officer, now=SETTLED)
    run = draw_up_stars(window=WINDOW, by=cast.officer, now=LATER)

    def confirm():
        confirm_stars(StarRun.objects.get(pk=run.pk), by=User.objects.get(pk=cast.officer.pk), now=LATER)

    assert at_once(*[confirm] * THREADS) == {"done": 1, "AlreadyDone": THREADS - 1}
    assert StarRating.objects.count() == len(TOTALS)
