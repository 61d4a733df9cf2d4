"""Who may do what, as data. No Django.

A role is held through an appointment in a branch. A permission reaches as far as its scope says: the appointed
branch itself (`OWN`), the appointed branch and everything below it (`SUBTREE`), or only what lies below (`BELOW`: a
general branch forwards the reports of its branches, it does not write them).
"""

from enum import StrEnum

from flagship.categories import Term


class Permission(StrEnum):
    """Everything that can be allowed. Own rows of a person need no permission; they are selected by person."""

    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_AUDIT = "view_audit"
    MANAGE_BRANCHES = "manage_branches"
    VIEW_ROSTER = "view_roster"
    MANAGE_ROSTER = "manage_roster"
    VIEW_STANDARD = "view_standard"
    EDIT_STANDARD = "edit_standard"
    VIEW_PROGRAMME = "view_programme"
    EDIT_PROGRAMME = "edit_programme"
    VIEW_PLAN = "view_plan"
    EDIT_PLAN = "edit_plan"
    ACCEPT_PLAN = "accept_plan"
    VIEW_DECLARATION = "view_declaration"
    ENTER_DECLARATION = "enter_declaration"
    DECIDE_DECLARATION = "decide_declaration"
    EXEMPT = "exempt"
    VIEW_SHEET = "view_sheet"
    ENTER_MARKS = "enter_marks"
    SUBMIT_SHEET = "submit_sheet"
    SETTLE_SHEET = "settle_sheet"
    REOPEN_SHEET = "reopen_sheet"
    VOID_SHEET = "void_sheet"
    CONSENT_SHEET = "consent_sheet"
    ANSWER_OBJECTION = "answer_objection"
    DECIDE_OBJECTION = "decide_objection"
    LOG_OBJECTION = "log_objection"
    PROPOSE_VETO = "propose_veto"
    CONFIRM_VETO = "confirm_veto"
    VIEW_LEDGER = "view_ledger"
    ADJUST_POINTS = "adjust_points"
    VIEW_REPORT = "view_report"
    EDIT_REPORT = "edit_report"
    FORWARD_REPORT = "forward_report"
    ACCEPT_REPORT = "accept_report"
    VIEW_ROLLUP = "view_rollup"
    COMPILE_ROLLUP = "compile_rollup"
    RECORD_DECISION = "record_decision"
    CONFER_TITLE = "confer_title"
    REVOKE_TITLE = "revoke_title"
    PROMOTE_STARS = "promote_stars"


class Role(Term):
    """The roles that are appointed. `member` is not among them: it follows from membership of a branch."""

    ADMIN = "admin", "系统管理员", "Administrator"
    DEPARTMENT = "department", "党群工作部", "Party-Mass Work Department"
    COMMITTEE = "committee", "公司党委", "Party committee"
    SECRETARY = "secretary", "党支部书记", "Branch secretary"
    CLERK = "clerk", "支部考核员", "Branch clerk"
    AUDITOR = "auditor", "审计监督", "Auditor"


class Scope(StrEnum):
    OWN = "own"
    SUBTREE = "subtree"
    BELOW = "below"


_P = Permission

_READ = {
    permission: Scope.SUBTREE
    for permission in (
        _P.VIEW_ROSTER,
        _P.VIEW_STANDARD,
        _P.VIEW_PROGRAMME,
        _P.VIEW_PLAN,
        _P.VIEW_DECLARATION,
        _P.VIEW_SHEET,
        _P.VIEW_LEDGER,
        _P.VIEW_REPORT,
    )
}

GRANTS: dict[Role, dict[Permission, Scope]] = {
    # Accounts and settings, no marks; the roster only as far as an account needs a person.
    Role.ADMIN: {
        _P.MANAGE_ACCOUNTS: Scope.SUBTREE,
        _P.VIEW_AUDIT: Scope.SUBTREE,
        _P.MANAGE_BRANCHES: Scope.SUBTREE,
        _P.VIEW_ROSTER: Scope.SUBTREE,
    },
    Role.DEPARTMENT: _READ
    | {
        permission: Scope.SUBTREE
        for permission in (
            _P.VIEW_AUDIT,
            _P.MANAGE_BRANCHES,
            _P.MANAGE_ROSTER,
            _P.EDIT_STANDARD,
            _P.EDIT_PROGRAMME,
            _P.ACCEPT_PLAN,
            # Only in a secretary's place; see members.moves.
            _P.DECIDE_DECLARATION,
            _P.EXEMPT,
            _P.REOPEN_SHEET,
            _P.VOID_SHEET,
            _P.CONSENT_SHEET,
            _P.DECIDE_OBJECTION,
            _P.LOG_OBJECTION,
            _P.CONFIRM_VETO,
            _P.ADJUST_POINTS,
            _P.ACCEPT_REPORT,
            _P.VIEW_ROLLUP,
            _P.COMPILE_ROLLUP,
            _P.CONFER_TITLE,
            _P.REVOKE_TITLE,
            # Of the two, the one whom the star scheme names; see scoring.star_moves.
            _P.PROMOTE_STARS,
        )
    },
    Role.COMMITTEE: _READ
    | {permission: Scope.SUBTREE for permission in (_P.VIEW_ROLLUP, _P.RECORD_DECISION, _P.PROMOTE_STARS)},
    Role.SECRETARY: _READ
    | {
        _P.EDIT_PLAN: Scope.OWN,
        _P.ENTER_DECLARATION: Scope.OWN,
        _P.DECIDE_DECLARATION: Scope.OWN,
        _P.ENTER_MARKS: Scope.OWN,
        _P.SUBMIT_SHEET: Scope.OWN,
        _P.SETTLE_SHEET: Scope.OWN,
        _P.ANSWER_OBJECTION: Scope.OWN,
        _P.PROPOSE_VETO: Scope.OWN,
        _P.EDIT_REPORT: Scope.OWN,
        _P.FORWARD_REPORT: Scope.BELOW,
    },
    Role.CLERK: _READ | {_P.ENTER_DECLARATION: Scope.OWN, _P.ENTER_MARKS: Scope.OWN},
    Role.AUDITOR: _READ | {_P.VIEW_AUDIT: Scope.SUBTREE, _P.VIEW_ROLLUP: Scope.SUBTREE},
}
