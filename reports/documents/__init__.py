"""Values first: what leaves the house, as frozen documents. Page, Excel, PDF and API print these and compute nothing.

Scores and points are Decimals with 2 places. A `PersonQuarter` and the `ReportContent` around it are stored as JSON
(Decimals as strings) and read back exactly.
"""

from reports.documents.honours import HonourDocument, HonourRow
from reports.documents.people import PersonMonth, PersonQuarter
from reports.documents.report import (
    CategoryGroup,
    Filing,
    MonthSummary,
    NominationLine,
    ReportContent,
    ReportDocument,
    grouped,
)
from reports.documents.rollup import RollupCategory, RollupDocument, RollupRow
from reports.documents.titles import TitleDocument, YearRow

__all__ = [
    "CategoryGroup",
    "Filing",
    "HonourDocument",
    "HonourRow",
    "MonthSummary",
    "NominationLine",
    "PersonMonth",
    "PersonQuarter",
    "ReportContent",
    "ReportDocument",
    "RollupCategory",
    "RollupDocument",
    "RollupRow",
    "TitleDocument",
    "YearRow",
    "grouped",
]
