from reports.models.flag import IntegrityFlag
from reports.models.job import Job, WorkerSign
from reports.models.nomination import Nomination
from reports.models.quarter_line import QuarterLine
from reports.models.quarter_report import QuarterReport, ReportComment, ReportVersion
from reports.models.rollup import QuarterRollup
from reports.models.saved_view import SavedView
from reports.models.sent_reminder import SentReminder
from reports.models.title import FlagTitle
from reports.models.verify_count import VerifyCount
from reports.models.year import YearLine, YearSummary

__all__ = [
    "FlagTitle",
    "IntegrityFlag",
    "Job",
    "Nomination",
    "QuarterLine",
    "QuarterReport",
    "QuarterRollup",
    "ReportComment",
    "ReportVersion",
    "SavedView",
    "SentReminder",
    "VerifyCount",
    "WorkerSign",
    "YearLine",
    "YearSummary",
]
