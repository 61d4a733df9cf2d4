"""From the data files of the standard to values. A fault in a file is an exception with the file's name."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from flagship.categories import FlagCategory, InnovationTrack, WorkLayer
from flagship.formulas import IndicatorSpec
from flagship.policies import TierRow, Tiers
from flagship.standard.shapes import IndicatorData, StarBand, StarSchemeData, TemplateData

DATA = Path(__file__).parent / "data"


def _no_floats(text: str) -> Any:
    raise ValueError(f"Numbers of the standard are written as text: “{text}” needs quotation marks.")


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=_no_floats)


@cache
def document_tiers() -> Tiers:
    """The tier table of 五（三）1–3: below 10, 10 to 30, above 30 participants; lowest row first."""
    return Tiers(
        tuple(
            TierRow(
                low=row["low"],
                high=row.get("high"),
                bonus=tuple(map(Decimal, row["bonus"])),
                deduction=tuple(map(Decimal, row["deduction"])),
                clause=row["clause"],
            )
            for row in _load(DATA / "tiers.toml")["rows"]
        )
    )


@cache
def example_stars() -> StarSchemeData:
    """The example star scheme; the company's own rule is not in the document."""
    data = _load(DATA / "stars.toml")
    numbers = {"base": Decimal(data["base"]), "cap": Decimal(data["cap"]) if "cap" in data else None}
    bands = tuple(StarBand(band["stars"], Decimal(band["least"])) for band in data["bands"])
    return StarSchemeData(**{**data, **numbers, "bands": bands})


def shipped_templates() -> list[TemplateData]:
    """The eight shipped templates in the order of 四（二）: one for each category, three for innovation."""
    return list(_templates())


@cache
def _templates() -> tuple[TemplateData, ...]:
    return tuple(_template(_load(path)) for path in sorted(DATA.glob("[0-9]-*.toml"), key=_document_order))


def _document_order(path: Path) -> tuple[str, int]:
    """By the number of the category, then the tracks in the document's order (技术、管理、群众)."""
    number, _, code = path.stem.partition("-")
    tracks = [track.value for track in InnovationTrack]
    track = code.partition("-")[2]
    return number, tracks.index(track) if track else 0


def _template(data: dict[str, Any]) -> TemplateData:
    return TemplateData(
        code=data["code"],
        category=FlagCategory(data["category"]),
        track=InnovationTrack(data["track"]) if "track" in data else None,
        layer=WorkLayer(data["layer"]) if "layer" in data else None,
        name=data["name"],
        name_en=data["name_en"],
        clause=data["clause"],
        indicators=tuple(_indicator(row, data["clause"]) for row in data["indicators"]),
    )


def _indicator(row: dict[str, Any], clause: str) -> IndicatorData:
    """One indicator; its clause is the template's unless it names its own."""
    row = {"clause": clause, "evidence_required": False, **row}
    about = {name: row.pop(name) for name in ("name_en", "description", "evidence_required")}
    return IndicatorData(spec=IndicatorSpec.from_json(row), **about)
