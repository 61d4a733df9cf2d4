"""States of a declaration, with their groups named beside them."""

from flagship.categories import Term


class DeclarationState(Term):
    DRAFT = "draft", "填写中", "Draft"
    SUBMITTED = "submitted", "待审核", "Waiting for the branch"
    ACCEPTED = "accepted", "已审核", "Accepted"
    RETURNED = "returned", "已退回", "Returned"


EDITABLE_DECLARATION = (DeclarationState.DRAFT, DeclarationState.RETURNED)
