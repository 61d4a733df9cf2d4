"""States of a branch plan, with their groups named beside them."""

from flagship.categories import Term


class PlanState(Term):
    DRAFT = "draft", "草拟中", "Draft"
    SUBMITTED = "submitted", "已报送", "Submitted"
    ACCEPTED = "accepted", "已备案", "Accepted"
    RETURNED = "returned", "已退回", "Returned"


EDITABLE_PLAN = (PlanState.DRAFT, PlanState.RETURNED)
