from scoring.models.entry import CellChange, EntryPresence
from scoring.models.evidence import Evidence
from scoring.models.measurement import Measurement
from scoring.models.month_sheet import MonthSheet
from scoring.models.objection import Objection
from scoring.models.participant import Participant
from scoring.models.points_entry import PointsEntry
from scoring.models.revision import SheetRevision
from scoring.models.standing import Standing
from scoring.models.star_run import StarLine, StarRating, StarRun
from scoring.models.target import PersonTarget
from scoring.models.veto import Veto
from scoring.models.workbook_layout import WorkbookLayout

__all__ = [
    "CellChange",
    "EntryPresence",
    "Evidence",
    "Measurement",
    "MonthSheet",
    "Objection",
    "Participant",
    "PersonTarget",
    "PointsEntry",
    "SheetRevision",
    "Standing",
    "StarLine",
    "StarRating",
    "StarRun",
    "Veto",
    "WorkbookLayout",
]
