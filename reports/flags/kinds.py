"""What a quarter's months are looked at for. No flag decides anything; it asks somebody to look."""

from flagship.categories import Term


class FlagKind(Term):
    ALL_TIED = "all_tied", "全员同分", "Everyone tied"
    MANY_TIED = "many_tied", "同分过多", "Many tied"
    FULL_MARKS = "full_marks", "满分过多", "Many full marks"
    SAME_TOP = "same_top", "连续第一", "Always first"
    SAME_BOTTOM = "same_bottom", "连续末位", "Always last"
    TAKING_TURNS = "taking_turns", "轮流第一", "Taking turns"
    COPIED_MONTH = "copied_month", "录入雷同", "Months alike"
    FAR_FROM_HISTORY = "far_from_history", "偏离以往", "Unlike before"
    QUALITATIVE = "qualitative", "定性占优", "Judgement decides"
    CHANGED_N = "changed_n", "人数临变", "Late change of n"
