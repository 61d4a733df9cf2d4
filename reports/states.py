"""States of a quarter report, a roll-up, a title and a background job, with their groups named beside them."""

from flagship.categories import Term


class ReportState(Term):
    DRAFT = "draft", "填报中", "Draft"
    SUBMITTED = "submitted", "已报送", "Submitted"
    FORWARDED = "forwarded", "党总支已转报", "Forwarded"
    ACCEPTED = "accepted", "已接收", "Accepted"
    RETURNED = "returned", "已退回", "Returned"


EDITABLE_REPORT = (ReportState.DRAFT, ReportState.RETURNED)
UNDER_REVIEW = (ReportState.SUBMITTED, ReportState.FORWARDED)


class RollupState(Term):
    COMPILING = "compiling", "汇总中", "Compiling"
    PROPOSED = "proposed", "已提请研究", "Proposed"
    DECIDED = "decided", "已研究决定", "Decided"
    PUBLICISED = "publicised", "公示中", "Publicised"
    CONFERRED = "conferred", "已授予", "Conferred"


UNDECIDED_ROLLUP = (RollupState.COMPILING, RollupState.PROPOSED)


class JobState(Term):
    """An export that is made in the background."""

    QUEUED = "queued", "排队中", "Queued"
    RUNNING = "running", "生成中", "Being made"
    DONE = "done", "已完成", "Done"
    FAILED = "failed", "未完成", "Failed"
    CANCELLED = "cancelled", "已取消", "Cancelled"


UNFINISHED_JOB = (JobState.QUEUED, JobState.RUNNING)


class YearState(Term):
    OPEN = "open", "未冻结", "Open"
    FROZEN = "frozen", "已冻结", "Frozen"


class ReportSection(Term):
    REPORT = "report", "整份报告", "The whole report"
    MONTHS = "months", "各月考核", "The three months"
    PEOPLE = "people", "人员成绩", "People by category"
    NOMINATIONS = "nominations", "旗手提名", "Nominations"
    SUMMARY = "summary", "工作小结", "Summary"
