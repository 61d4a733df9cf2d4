"""States of a month, an objection and a veto, with their groups named beside them."""

from flagship.categories import Term


class SheetState(Term):
    DRAFT = "draft", "填报中", "Draft"
    PUBLICISED = "publicised", "公示中", "Publicised"
    SETTLED = "settled", "已结算", "Settled"
    VOID = "void", "未考核", "Not assessed"


PUBLIC_SHEET = (SheetState.PUBLICISED, SheetState.SETTLED)
FINISHED_SHEET = (SheetState.SETTLED, SheetState.VOID)


class RevisionState(Term):
    PUBLICISED = "publicised", "公示中", "Publicised"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    SETTLED = "settled", "已结算", "Settled"
    REOPENED = "reopened", "已重开", "Reopened"


class ObjectionState(Term):
    OPEN = "open", "待答复", "Waiting for the secretary"
    PASSED_ON = "passed_on", "转党群工作部", "With the Department"
    UPHELD = "upheld", "异议成立", "Upheld"
    DISMISSED = "dismissed", "异议不成立", "Dismissed"
    APPEALED = "appealed", "提请复核", "Review asked for"
    FINAL_UPHELD = "final_upheld", "复核成立", "Upheld on review"
    FINAL_DISMISSED = "final_dismissed", "复核不成立", "Dismissed on review"


UNDECIDED_OBJECTION = (ObjectionState.OPEN, ObjectionState.PASSED_ON, ObjectionState.APPEALED)
WITH_DEPARTMENT = (ObjectionState.PASSED_ON, ObjectionState.APPEALED)


class ObjectionKind(Term):
    MARK = "mark", "得分", "A mark"
    EXCUSE = "excuse", "不参加", "An excuse"
    RANK = "rank", "名次", "A rank"
    OMISSION = "omission", "漏列", "An omission"


class VetoState(Term):
    PROPOSED = "proposed", "待确认", "Proposed"
    CONFIRMED = "confirmed", "已确认", "Confirmed"
    REFUSED = "refused", "未予确认", "Not confirmed"
    LIFTED = "lifted", "已解除", "Lifted"


class VetoKind(Term):
    BASIC_STANDARD = "basic_standard", "违反基本标准", "Breach of a basic standard"
    SAFETY = "safety", "安全违规", "Safety violation"


class EntryKind(Term):
    BONUS = "bonus", "加分", "Bonus"
    DEDUCTION = "deduction", "扣分", "Deduction"
    REVERSAL = "reversal", "冲销", "Reversal"
    ADJUSTMENT = "adjustment", "调整", "Adjustment"


class MeetingKind(Term):
    COMMITTEE = "committee", "支委会", "Branch committee meeting"
    ASSEMBLY = "assembly", "支部大会", "Branch assembly"


class StarRunState(Term):
    PROPOSED = "proposed", "待确认", "Drawn up"
    EFFECTIVE = "effective", "已生效", "In force"
    WITHDRAWN = "withdrawn", "已撤销", "Withdrawn"


class StarChange(Term):
    FIRST = "first", "首次评定", "First rating"
    UP = "up", "晋级", "Up"
    DOWN = "down", "降级", "Down"
    SAME = "same", "保持", "Same"
    EXEMPT = "exempt", "豁免", "Exempted"
