"""Templates: begun, copied, written on while they are drafts, published, corrected in wording, retired."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.move import perform
from flagship.categories import FlagCategory
from flagship.formulas import spec_problems
from flagship.formulas.words import param_words, with_word
from flagship.models import Indicator, IndicatorTemplate
from flagship.moves import AlreadyDone, Move, Refused
from flagship.periods import Month
from flagship.states import TemplateState
from flagship.template_moves import PUBLISH, RETIRE
from flagship.templatetags.house import label

HEAD = ("name", "category", "track", "layer", "over_achievement", "sample_weights", "clause")
_OF_AN_INDICATOR = (
    "position", "code", "name", "description", "unit", "weight", "quantitative", "formula", "params", "floor", "cap",
    "evidence_required", "clause",
)  # fmt: skip
WORDING = ("name", "description", "clause")
"""What of an indicator is wording alone: no figure depends on it. So are the names within its parameters."""


@transaction.atomic
def start_template(
    *, name: str, category: FlagCategory, track="", layer="", by, code: str = "", **head
) -> IndicatorTemplate:
    """An empty draft, version 1 of a code of its own; a company template unless `head` says otherwise."""
    code = _free_code(code or "-".join(filter(None, map(str, (category, track, layer)))))
    template = IndicatorTemplate.objects.create(
        code=code, name=name.strip(), category=category, track=track, layer=layer, **head
    )
    record("start_template", str(template), by=by, code=code)
    return template


@transaction.atomic
def copy_template(*, template: IndicatorTemplate, by, name: str = "", code: str = "", **head) -> IndicatorTemplate:
    """A draft under another code with everything the template says; `head` departs from it."""
    code = _free_code(code or template.code)
    draft = _copied(template, code=code, version=1, head={"name": name.strip() or template.name} | head)
    record("copy_template", str(draft), by=by, code=code, of=str(template))
    return draft


@transaction.atomic
def next_version(*, template: IndicatorTemplate, by, code: str = "", **head) -> IndicatorTemplate:
    """The draft of the next version of a template: the one there is, or a copy of this one.

    `code` makes it a version of another template instead: of the one that a branch adapts this one to.
    """
    code = code or template.code
    versions = IndicatorTemplate.objects.select_for_update().filter(code=code)
    if draft := versions.filter(state=TemplateState.DRAFT).first():
        return draft
    version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    draft = _copied(template, code=code, version=version, head=head)
    record("next_version", str(draft), by=by, code=code, version=version)
    return draft


@transaction.atomic
def write_head(*, template: IndicatorTemplate, by, **head) -> IndicatorTemplate:
    """Change a draft's head (`HEAD`). A later version keeps category, track and layer: Refused otherwise."""
    draft = open_draft(template)
    if draft.version > 1 and any(
        getattr(draft, name) != head.get(name, getattr(draft, name)) for name in ("category", "track", "layer")
    ):
        raise Refused(_("Another version is for the same people; copy the template to make one for others."))
    for name, value in head.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(head))
    return draft


@transaction.atomic
def discard_template(*, template: IndicatorTemplate, by) -> None:
    """Throw a draft away. What was published stays for good: AlreadyDone."""
    draft = open_draft(template)
    record("discard_template", str(draft), by=by, code=draft.code, version=draft.version)
    draft.delete()


@transaction.atomic
def publish_template(
    *, template: IndicatorTemplate, valid_from: Month, by, move: Move = PUBLISH, now: dt.datetime | None = None
) -> IndicatorTemplate:
    """Make a draft an immutable version that holds from a month on.

    The current month is the earliest: its sheets open when it is over, so no sheet that anybody works on changes its
    template. Raises Refused for an earlier month, one before the former version's, and every fault of the template.
    """
    now = now or clock.now()
    if valid_from < Month.of(now):
        raise Refused(
            _("It cannot hold from %(month)s: that month is over; choose %(first)s or a later one.")
            % {"month": valid_from, "first": Month.of(now)}
        )
    former = _published(template).order_by("-valid_from").first()
    if former and valid_from < former.valid_from:
        raise Refused(
            _("Version %(version)s holds from %(month)s; choose that month or a later one.")
            % {"version": former.version, "month": former.valid_from}
        )
    return perform(template, move, by=by, now=now, valid_from=valid_from)


@transaction.atomic
def retire_template(
    *, template: IndicatorTemplate, last: Month, reason: str, by, now: dt.datetime | None = None
) -> IndicatorTemplate:
    """Let a template and its earlier versions hold for the last time in a month; later months do without it.

    The month before the current one is the earliest, because its sheets may be open. Raises Refused otherwise.
    """
    now = now or clock.now()
    earliest = max(Month.of(now) - 1, template.valid_from)
    if last < earliest:
        raise Refused(
            _("It can be retired with %(month)s at the earliest: the sheets of that month need it.")
            % {"month": earliest}
        )
    for version in _published(template).filter(version__lt=template.version):
        # Superseded before; without this it would come back into force.
        perform(version, RETIRE, by=by, reason=reason, now=now, valid_until=last)
    return perform(template, RETIRE, by=by, reason=reason, now=now, valid_until=last)


@transaction.atomic
def correct_wording(
    *, template: IndicatorTemplate, name: str, wording: Mapping[int, Mapping[str, str]], by
) -> dict[str, list[str]]:
    """Correct names, descriptions and clauses of a published version; no figure changes, every word is recorded.

    `wording` holds, by the id of an indicator, the columns of `WORDING` and, by their names in `param_words`, the names
    of levels and of the factors of a table. Returns the words before and after, which is what the audit trail keeps.
    What was submitted or settled goes on saying what it said then.
    """
    template = IndicatorTemplate.objects.select_for_update().get(pk=template.pk)
    if template.state is TemplateState.DRAFT:
        raise Refused(_("A draft is simply written on."))
    changed: dict[str, list[str]] = {}
    if _take(template, {"name": name}, changed, "name"):
        template.save(update_fields=["name"])
    for indicator in template.indicators.filter(pk__in=wording):
        _correct_indicator(indicator, wording[indicator.pk], changed)
    names = [indicator.name for indicator in template.indicators.all()]
    if len(set(names)) < len(names):
        raise Refused(_("Two indicators would have the same name."))
    if swapped := _changed_places(changed):
        raise Refused(_("“%(name)s” is another one's name: names cannot change places, since marks would.") % swapped)
    if changed:
        record("correct_wording", str(template), by=by, code=template.code, version=template.version, changed=changed)
    return changed


def _changed_places(changed: Mapping[str, list[str]]) -> dict[str, str] | None:
    """A name that passes to another indicator, level or factor: no correction of words, but another meaning."""
    former: dict[tuple, set[str]] = defaultdict(set)
    kinds = {heading: _kind(heading) for heading in changed}
    for heading, (before, _after) in changed.items():
        former[kinds[heading]].add(before)
    return next(
        ({"name": after} for heading, (_b, after) in changed.items() if after in former[kinds[heading]] - {""}), None
    )


def _kind(heading: str) -> tuple:
    """Which headings of a correction stand beside each other: names, levels of one indicator, its factors."""
    code, _dot, word = heading.partition(".")
    if word.startswith("levels."):
        return code, "levels", word.rpartition(".")[2]
    if word.startswith("table."):
        return code, "table"
    return ("name",) if word == "name" else (heading,)


def _correct_indicator(indicator: Indicator, said: Mapping[str, str], changed: dict[str, list[str]]) -> None:
    words = {column: said.get(column, getattr(indicator, column)) for column in WORDING}
    found = _take(indicator, words, changed, indicator.code)
    for name, before in param_words(indicator.params).items():
        after = said.get(name, before).strip()
        if after != before:
            changed[f"{indicator.code}.{name}"] = [before, after]
            indicator.params, found = with_word(indicator.params, name, after), True
    if found:
        if problems := spec_problems(indicator.spec):
            raise Refused(f"{indicator.name}: {label(problems[0])}")
        indicator.save(update_fields=[*WORDING, "params"])


def open_draft(template: IndicatorTemplate) -> IndicatorTemplate:
    """The locked row of a draft. Raises AlreadyDone when it was published meanwhile: such a version never changes."""
    draft = IndicatorTemplate.objects.select_for_update().filter(pk=template.pk, state=TemplateState.DRAFT).first()
    if draft is None:
        raise AlreadyDone(_("This version is published and never changes; make a new version of it."))
    return draft


def _take(row, words: Mapping[str, str], changed: dict[str, list[str]], heading: str) -> bool:
    found = False
    for column, text in words.items():
        before, after = getattr(row, column), text.strip()
        if column == "name" and not after:
            raise Refused(_("“%(name)s” needs a name.") % {"name": before})
        if after != before:
            changed[f"{heading}.{column}" if heading != column else heading] = [before, after]
            setattr(row, column, after)
            found = True
    return found


def _published(template: IndicatorTemplate):
    return IndicatorTemplate.objects.published().filter(code=template.code)


def _copied(template: IndicatorTemplate, *, code: str, version: int, head: dict) -> IndicatorTemplate:
    columns = {name: getattr(template, name) for name in (*HEAD, "company_wide")} | head
    draft = IndicatorTemplate.objects.create(code=code, version=version, adapted_from=template, **columns)
    Indicator.objects.bulk_create(
        Indicator(template=draft, **{name: getattr(indicator, name) for name in _OF_AN_INDICATOR})
        for indicator in template.ordered_indicators
    )
    return draft


def _free_code(wish: str) -> str:
    """The code, or with the first number that makes it one of its own."""
    taken = set(IndicatorTemplate.objects.filter(code__startswith=wish).values_list("code", flat=True))
    number = 1
    while (code := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return code
