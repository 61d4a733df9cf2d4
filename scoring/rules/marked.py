"""A person of a month with everything that came of what was entered."""

from dataclasses import dataclass

from scoring.rules.inputs import PersonInput, TemplateInput
from scoring.rules.items import PersonMarks
from scoring.rules.lines import IndicatorLine
from scoring.rules.positions import Position
from scoring.rules.standings import Standing

BLANK = Position()


@dataclass(frozen=True, slots=True)
class Marked:
    """A person who is marked. `pool`, `standing` are None for somebody who must be excused, so cannot be ranked."""

    person: PersonInput
    template: TemplateInput
    marks: PersonMarks
    lines: tuple[IndicatorLine, ...]
    pool: int | None = None
    standing: Standing | None = None
    position: Position = BLANK
