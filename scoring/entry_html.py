"""The cells of the grid as HTML. A sheet of 300 people has 3,600 of them, which is too many for a template each."""

from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from flagship.figures import fixed
from scoring.entry_grid import Box, GridCell, GridRow


def cells_html(row: GridRow) -> SafeString:
    """All cells of one person, as `templates/scoring/_box.html` draws them on the page of one person."""
    words = _("n/a"), _("own mark: somebody else")
    return mark_safe("".join(_cell(cell, *words) for cell in row.cells))  # noqa: S308 -- every text is escaped below


def _cell(cell: GridCell, not_applicable: str, locked: str) -> str:
    column = cell.column
    boxes = "".join(_box(box, cell, first=at == 0) for at, box in enumerate(cell.boxes))
    cls = f"boxes boxes-{column.inputs}" if len(cell.boxes) == 2 else "boxes"
    if cell.problem:
        below = f'<small class="fault" id="e-{cell.boxes[0].name}">{escape(cell.problem)}</small>'
    elif cell.locked:
        below = f"<small>{locked}</small>"
    elif cell.cell.not_applicable:
        below = f'<small data-marks title="{escape(cell.cell.na_reason)}">{not_applicable}</small>'
    else:
        below = f"<small data-marks>{'' if cell.cell.marks is None else fixed(cell.cell.marks)}</small>"
    missing = " missing" if cell.problem else ""
    return (
        f'<td class="num{missing}" data-indicator="{column.indicator_id}"><div class="{cls}">{boxes}</div>{below}</td>'
    )


def _box(box: Box, cell: GridCell, *, first: bool) -> str:
    name, label = box.name, escape(box.label)
    state = " disabled" if cell.locked else ""
    if cell.problem:
        state += ' aria-invalid="true"' + (f' aria-describedby="e-{name}"' if first else "")
    wanted = " wanted" if box.wanted else ""
    invalid = " is-invalid" if cell.problem else ""
    if box.kind == "choice":
        options = _options(box.options)
        if box.text:
            chosen = f'<option value="{escape(box.text)}"'
            options = options.replace(chosen, f"{chosen} selected", 1)
        filled = "" if box.text else wanted
        return (
            f'<select class="form-select{invalid}{filled}" name="{name}" id="{name}" aria-label="{label}"'
            f" data-box{state}>{options}</select>"
        )
    kind = "text" if box.kind == "text" else "num"
    extra = ' inputmode="decimal"' if box.kind == "figure" else f' maxlength="{box.longest}"'
    return (
        f'<input class="form-control {kind}{invalid}{wanted}" name="{name}" id="{name}" value="{escape(box.text)}"'
        f' aria-label="{label}" placeholder="{escape(box.placeholder) or " "}"{extra} data-box{state}>'
    )


@cache
def _options(options: tuple[tuple[str, str], ...]) -> str:
    return '<option value=""></option>' + "".join(
        f'<option value="{escape(code)}">{escape(word)}</option>' for code, word in options
    )
