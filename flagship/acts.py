"""What the acts and rows of the audit trail are called."""

import re

from django.utils.translation import gettext_lazy as _

from flagship.categories import BranchKind, FlagCategory, PoliticalStatus
from flagship.permissions import Role
from flagship.templatetags.house import label, month, quarter

ACTS = {
    "sign_in": _("Signed in"),
    "sign_out": _("Signed out"),
    "sign_in_refused": _("Sign-in refused"),
    "locked_out": _("Locked out"),
    "create_account": _("Account made"),
    "set_password": _("Temporary password set"),
    "change_password": _("Password changed"),
    "deactivate": _("Account closed"),
    "reactivate": _("Account opened"),
    "unlock": _("Account unlocked"),
    "make_token": _("Token of the programming interface made"),
    "use_token": _("Token of the programming interface used"),
    "revoke_token": _("Token of the programming interface revoked"),
    "appoint": _("Appointed"),
    "end_appointment": _("Appointment ended"),
    "add_person": _("Person added"),
    "change_details": _("Person's details changed"),
    "transfer": _("Transferred"),
    "leave": _("Left"),
    "change_status": _("Political status changed"),
    "exempt": _("Exempted"),
    "end_exemption": _("Exemption ended"),
    "import_roster": _("Roster imported"),
    "plant_branch": _("Unit added"),
    "rename_branch": _("Unit renamed"),
    "move_branch": _("Unit moved"),
    "close_branch": _("Unit closed"),
    "import_tree": _("Tree imported"),
    "import_values": _("Values of a workbook stored"),
    "remember_layout": _("Layout of a table remembered"),
    "forget_layout": _("Layout of a table forgotten"),
    "open_month": _("Months opened"),
    "refresh_participants": _("People of a month brought up to date"),
    "excuse": _("Excused from a month"),
    "unexcuse": _("Excuse taken back"),
    "approve_excuse": _("Excuse approved"),
    "consent_to_tie": _("Consented to a pool in which everyone ties"),
    "adopt_stars": _("Star rules adopted"),
    "draw_up_stars": _("List of stars drawn up"),
    "exempt_from_stars": _("Exempted from the stars"),
    "include_in_stars": _("Exemption from the stars taken back"),
    "pick": _("Nomination put on the list"),
    "unpick": _("Nomination taken off the list"),
    "note on nomination": _("Remark on a nomination"),
    "look at flag": _("Hint looked at"),
    "strike from decided titles": _("Struck from the decided titles"),
    "revoke title": _("Title revoked"),
    "demo_loaded": _("Demo company loaded"),
    "load_standard": _("Standard loaded"),
    "start_template": _("Template begun"),
    "copy_template": _("Template copied"),
    "next_version": _("Next version of a template begun"),
    "discard_template": _("Draft of a template thrown away"),
    "correct_wording": _("Wording of a template corrected"),
    "set_policies": _("Policies set"),
    "add_tiers": _("Tier table added"),
    "set_day": _("Calendar day set"),
    "forget_day": _("Calendar day removed"),
    "export": _("Exported"),
    "download": _("Downloaded"),
    "refusal": _("Refused"),
}
DETAILS = {
    "added": _("added"),
    "branches": _("units"),
    "bytes": _("bytes"),
    "code": _("code"),
    "digest": _("digest"),
    "employee_number": _("employee number"),
    "format": _("format"),
    "months": _("months"),
    "name": _("name"),
    "of": _("of"),
    "person": _("belongs to a person"),
    "plan": _("plan"),
    "reason": _("reason"),
    "remark": _("remark"),
    "removed": _("removed"),
    "rules": _("rules"),
    "address": _("address"),
    "branch": _("unit"),
    "cells": _("cells"),
    "changed": _("changed"),
    "kind": _("kind"),
    "last_day": _("last day"),
    "method": _("method"),
    "new": _("new"),
    "on": _("on"),
    "parent": _("below"),
    "role": _("role"),
    "rows": _("rows"),
    "same": _("same"),
    "scopes": _("may read"),
    "since": _("from"),
    "status": _("status"),
    "successor": _("successor"),
    "templates": _("templates"),
    "to": _("to"),
    "units": _("units"),
    "until": _("until"),
    "version": _("version"),
    "working": _("working day"),
}
VOCABULARIES = {"role": Role, "status": PoliticalStatus, "kind": BranchKind}
ROWS = {
    "branchplan": _("Branch plan"),
    "declaration": _("Declaration"),
    "monthsheet": _("Month sheet"),
    "objection": _("Objection"),
    "veto": _("Veto"),
    "quarterreport": _("Quarter report"),
    "nomination": _("Nomination"),
    "quarterrollup": _("Quarter roll-up"),
    "flagtitle": _("Flag title"),
    "indicatortemplate": _("Template"),
    "job": _("Export in the background"),
    "yearsummary": _("Year"),
    "starrun": _("List of stars"),
}
_IN_WORDS = (
    (re.compile(r"\b[0-9]{4}Q[1-4]\b"), quarter),
    (re.compile(r"\b[0-9]{4}-(?:0[1-9]|1[0-2])\b(?!-)"), month),
    (re.compile(rf"\b(?:{'|'.join(FlagCategory)})\b"), lambda code: label(FlagCategory(code))),
)


def what_words(what: str) -> str:
    """What an act was done to, as people say it: quarters, months and categories in words, file names as they are."""
    if "/" in what or re.search(r"\.[a-z]{2,4}$", what):
        return what
    for codes, words in _IN_WORDS:
        what = codes.sub(lambda found, words=words: words(found[0]), what)
    return what
