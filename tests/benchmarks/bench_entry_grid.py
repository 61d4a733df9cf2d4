"""How fluid the grid is with 300 people and 12 indicators, beside a bare table of 3,600 inputs in the same browser.

    pytest tests/benchmarks/bench_entry_grid.py -n0 -s

Not part of the suite: figures depend on the machine, ratios less so. It prints what docs/design.md quotes.
"""

import json
import time

import pytest
from django.test import Client

from flagship import clock
from members.models import User
from scoring.models import Participant
from scoring.models.measurement import Measurement
from tests.journeys.entry_month import ENTRY_PAGE, big_sheet, office_clerk
from tests.scoring.rows import ENTRY

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PEOPLE, INDICATORS = 300, 12
ROUNDS = 3

BARE = """
() => {
  const rows = Array.from({length: 300}, (_r, r) => `<tr><th>${r}</th>` + Array.from({length: 12}, (_c, c) =>
    `<td><input name="b-${r}-${c}" value="50.5"></td>`).join("") + "</tr>").join("");
  document.body.innerHTML = `<div id="bare" tabindex="0"><table><tbody>${rows}</tbody></table></div>`;
  const frame = document.getElementById("bare");
  frame.style.height = "700px";
  frame.style.overflow = "auto";
}
"""
SCROLL = """
(selector) => new Promise((done) => {
  const frame = document.querySelector(selector);
  const times = [];
  let last;
  const step = (now) => {
    if (last) times.push(now - last);
    last = now;
    frame.scrollTop += 120;
    if (times.length < 60) requestAnimationFrame(step);
    else {
      times.sort((a, b) => a - b);
      done({median: times[30], worst: times[59], p95: times[57]});
    }
  };
  requestAnimationFrame(step);
})
"""
TYPE = """
(selector) => new Promise((done) => {
  const boxes = [...document.querySelectorAll(selector)].slice(0, 20);
  const times = [];
  const next = (at) => {
    if (at === boxes.length) {
      times.sort((a, b) => a - b);
      done({median: times[10], worst: times[19]});
      return;
    }
    const box = boxes[at];
    const from = performance.now();
    box.focus();
    box.value = "7" + at;
    box.dispatchEvent(new Event("input", {bubbles: true}));
    requestAnimationFrame(() => setTimeout(() => {
      times.push(performance.now() - from);
      setTimeout(() => next(at + 1), 20);
    }));
  };
  next(0);
})
"""


@pytest.fixture
def sheet(cast, programme, monkeypatch):
    """300 people under 12 indicators, every cell filled."""
    monkeypatch.setattr(clock, "now", lambda: ENTRY)
    office_clerk(cast.branch_b)
    found = big_sheet(cast.branch_b, cast.secretary_b, count=PEOPLE, indicators=INDICATORS)
    rows = list(Participant.objects.filter(sheet=found))
    indicators = list(rows[0].template.indicators.all())
    Measurement.objects.bulk_create(
        Measurement(participant=row, indicator=one, number=50 + at % 50, entered_by=cast.secretary_b, entered_at=ENTRY)
        for at, row in enumerate(rows)
        for one in indicators
    )
    return found


def best_of(act, rounds: int = ROUNDS) -> float:
    """The best of some rounds, CPU milliseconds."""
    times = []
    for _round in range(rounds):
        before = time.process_time()
        act()
        times.append((time.process_time() - before) * 1000)
    return min(times)


def test_the_server(sheet, cast, signed_in):
    """CPU and bytes of one page, one saving and one question for news."""
    user = User.objects.get(username="8001")
    client: Client = signed_in(user)
    page = client.get(ENTRY_PAGE)
    print(f"\npage: {len(page.content) / 1e6:.2f} MB, {best_of(lambda: client.get(ENTRY_PAGE)):.0f} ms CPU")
    row = Participant.objects.filter(sheet=sheet).first()
    name = f"n-{row.pk}-{row.template.indicators.first().pk}"
    ask = {"user": user.pk, "version": 0, "changes": [[name, "50", "51"]]}
    post = {"content_type": "application/json"}

    def save():
        return client.post(f"{ENTRY_PAGE}cells/", json.dumps(ask), **post)

    answer = save()
    assert answer.json()["cells"][name]["state"] == "saved"
    print(f"saving one cell: {best_of(save):.0f} ms CPU, {len(answer.content) / 1e3:.0f} kB")
    ask |= {"version": answer.json()["version"], "changes": []}

    def news():
        return client.post(f"{ENTRY_PAGE}news/", json.dumps(ask), **post)

    answer = news()
    print(f"news: {best_of(news):.1f} ms CPU, {len(answer.content)} bytes")


def test_the_browser(sheet, arrive):
    """Time until one can type, frames while scrolling, and from a key to the picture: ours, bare, and their ratio."""
    page = arrive("8001")
    page.goto(ENTRY_PAGE)
    page.locator("form[data-ready]").wait_for()
    timing = page.evaluate(
        "() => { const t = performance.getEntriesByType('navigation')[0]; "
        "return {answered: t.responseEnd, ready: performance.now()} }"
    )
    ours = {"scroll": page.evaluate(SCROLL, ".frame-tall"), "key": page.evaluate(TYPE, "[data-box]")}
    page.wait_for_timeout(1000)
    page.goto("/login/")
    page.evaluate(BARE)
    bare = {"scroll": page.evaluate(SCROLL, "#bare"), "key": page.evaluate(TYPE, "#bare input")}
    print(f"\nready {timing['ready'] - timing['answered']:.0f} ms after the answer")
    for what in ours:
        for which in ours[what]:
            mine, theirs = ours[what][which], bare[what][which]
            print(f"{what} {which}: {mine:.1f} ms, bare {theirs:.1f} ms, ratio {mine / theirs:.2f}")
