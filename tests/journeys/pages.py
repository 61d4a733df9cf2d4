"""Every page of the site: who of the demo company opens it, and where. What is no page is named, too."""

from django.urls import URLPattern, get_resolver

from branches.models import Branch, BranchPlan, PlanTemplate
from flagship.models import IndicatorTemplate
from flagship.states import TemplateState
from members.models import Declaration, User
from reports.actions.job import ask_for
from reports.models import FlagTitle, Job, Nomination
from scoring.actions.layouts import remember_layout
from scoring.models import Objection, Standing, StarRun, Veto, WorkbookLayout

SECRETARY, CLERK, OTHER_SECRETARY = "1201", "1202", "1901"
OFFICER, RECORDER, ADMIN, MEMBER, EMPLOYEE = "1103", "1105", "9001", "1203", "1918"
TARGETS = "branches/shichang/targets/2026/"
MONTH, QUARTER = "branches/shichang/months/2026-10/", "branches/shichang/quarters/2026Q3/"

# Posts, files and answers to machines.
NO_PAGES = {
    "flagship": """
        switch_reminders
        add_day add_tiers copy_template discard_draft draft_order draft_weights forget_day healthz language open_year
        publish_draft renew_template retire_template shift_indicator
    """,
    "api": """
        api-root month months openapi-json own_points people points report rollup rollup_people titles token
        units year
    """,
    "members": """
        account_contact appoint change_details change_status close_account decide decide_declarations
        declarations_workbook
        end_exemption end_post
        exempt give_password leave logout open_account revoke_token roster_template transfer unlock_account
    """,
    "scoring": """
        answer_objection appeal approve_excuse attach_evidence columns consent decide_objection decide_veto
        draw_up_stars entry_cells entry_news entry_preview entry_workbook evidence excuse exempt_from_stars
        objection_file
        remove_evidence
        star_run_move targets_workbook unexcuse veto_file
    """,
    "reports": """
        accept_reports add_nomination certificate certificates certificates_zip change_nomination dashboards
        decision_file decision_pdf desk_csv desk_excel flags_csv flags_excel forget_view freeze_year honours_csv
        honours_excel honours_pdf job_file job_move ledger_csv ledger_excel look_at_flag months_csv months_excel
        my_statement my_statement_csv my_statement_pdf nominee_photo person_ledger_csv person_ledger_excel pick
        quarter_csv quarter_pdf quarter_workbook report_answer report_comment report_dealt report_move report_words
        revision_csv revision_pdf revision_workbook revoke revoke_token rollup_csv rollup_excel rollup_move
        rollup_pdf save_view sheet_csv sheet_pdf sheet_workbook star_run_excel strike title_photo titles_csv
        titles_excel what_if_csv what_if_excel year_criteria year_csv year_excel year_pdf years
    """,
    "branches": """
        adapt_template close_branch discard_own move_branch move_plan own_order own_weights plan_document rename
        shift_own start_plan tree_workbook write_plan
    """,
}


def no_pages() -> set[str]:
    return {f"{room}:{name}" for room, names in NO_PAGES.items() for name in names.split()}


def page_names() -> set[str]:
    """The names of all addresses that show a page."""
    return set(_names(get_resolver().url_patterns)) - no_pages()


def _names(patterns, room=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{room}:{pattern.name}"
        else:
            yield from _names(pattern.url_patterns, pattern.namespace or room)


def _own_table() -> WorkbookLayout:
    """A table of the branch's own that is remembered; the demo has none."""
    clerk = User.objects.get(username=CLERK)
    headings = ["姓名", "回款率"]
    columns = {0: "@name", 1: "销售回款率（%）"}
    branch = Branch.objects.get(code="shichang")
    return remember_layout(branch=branch, name="台账", headings=headings, columns=columns, by=clerk)


def _job() -> Job:
    """An export of the Department's that waits for a worker."""
    officer = User.objects.get(username=OFFICER)
    words = {"name": "积分台账", "suffix": "csv", "site": "http://localhost/"}
    return ask_for(address="/ledger/ledger.csv", by=officer, **words)


def pages() -> list[tuple[str, str | None, str]]:
    """(name, who, address) of every page; who is None before signing in."""
    safety = IndicatorTemplate.objects.company().filter(code="safety", state=TemplateState.PUBLISHED).latest("version")
    own = PlanTemplate.objects.filter(plan__branch__code="shichang", template__company_wide=False).latest("pk")
    winner = Standing.objects.in_force().filter(member__employee_number=MEMBER).latest("month")
    title = FlagTitle.objects.standing().first()
    nomination = Nomination.objects.filter(quarter="2026Q3").first()
    objection = Objection.objects.latest("raised_at")
    return [
        ("members:login", None, "login/"),
        ("reports:verify", None, f"verify/{title.verify_code}/"),
        ("reports:home", SECRETARY, ""),
        ("reports:home", OFFICER, ""),
        ("reports:home", RECORDER, ""),
        ("reports:home", ADMIN, ""),
        ("scoring:me", MEMBER, "me/"),
        ("scoring:me", EMPLOYEE, "me/"),
        ("scoring:my_month", MEMBER, "me/ranking/"),
        ("scoring:why", MEMBER, f"me/points/{winner.pk}/"),
        ("scoring:my_template", MEMBER, "me/template/"),
        ("members:my_declaration", MEMBER, "me/declaration/"),
        ("members:my_reminders", SECRETARY, "me/reminders/"),
        ("members:password", MEMBER, "password/"),
        ("scoring:months", SECRETARY, "months/"),
        ("scoring:months", OFFICER, "months/"),
        ("scoring:sheet", SECRETARY, MONTH),
        ("scoring:sheet", SECRETARY, "branches/shichang/months/2026-09/"),
        ("scoring:revision", SECRETARY, "branches/shichang/months/2026-09/revisions/1/"),
        ("scoring:revisions", OFFICER, "branches/weixiu/months/2026-04/revisions/"),
        ("scoring:layout", CLERK, f"{MONTH}import/layouts/{_own_table().pk}/"),
        ("scoring:entry", CLERK, f"{MONTH}entry/"),
        ("scoring:person_entry", CLERK, f"{MONTH}entry/{MEMBER}/"),
        ("scoring:missing", CLERK, f"{MONTH}entry/missing/"),
        ("scoring:import", CLERK, f"{MONTH}import/"),
        ("scoring:carry_over", CLERK, f"{MONTH}carry-over/"),
        ("scoring:targets", CLERK, TARGETS),
        ("scoring:targets", SECRETARY, f"{TARGETS}?month=2026-10"),
        ("scoring:targets", OFFICER, f"{TARGETS}?month=2026-09"),
        ("scoring:import_targets", CLERK, f"{TARGETS}import/"),
        ("scoring:move", SECRETARY, f"{MONTH}moves/submit/"),
        ("scoring:standings", SECRETARY, "branches/shichang/months/2026-09/standings/"),
        (
            "scoring:objections",
            OFFICER,
            f"branches/{objection.branch.code}/months/{objection.revision.sheet.month}/objections/",
        ),
        ("scoring:objection", OFFICER, f"objections/{objection.pk}/"),
        ("scoring:vetoes", OFFICER, "vetoes/"),
        ("scoring:propose_veto", SECRETARY, "vetoes/new/"),
        ("scoring:veto", OFFICER, f"vetoes/{Veto.objects.first().pk}/"),
        ("scoring:what_if", OFFICER, "what-if/?since=2026-07&until=2026-09&tie_points=average&run=1"),
        ("scoring:what_if", SECRETARY, "what-if/"),
        ("scoring:ledger", OFFICER, "ledger/"),
        ("scoring:person_ledger", OFFICER, f"ledger/{MEMBER}/"),
        ("reports:quarter_report", SECRETARY, QUARTER),
        ("reports:dashboard", OFFICER, "dashboard/company/"),
        ("reports:dashboard", SECRETARY, "dashboard/shichang/"),
        ("reports:search", OFFICER, "search/?q=市场"),
        ("reports:quarters", OFFICER, "quarters/"),
        ("reports:filings", OFFICER, "quarters/2026Q3/filings/"),
        ("reports:rollup", OFFICER, "quarters/2026Q3/"),
        ("reports:rollup", OFFICER, "quarters/2026Q2/"),
        ("reports:flags", OFFICER, "quarters/2026Q3/flags/"),
        ("reports:nomination", OFFICER, f"quarters/2026Q3/nominations/{nomination.pk}/"),
        ("reports:titles", MEMBER, "titles/"),
        ("reports:lobby", MEMBER, "titles/lobby/"),
        ("reports:title", MEMBER, f"titles/{title.serial}/"),
        ("reports:year", OFFICER, "years/2026/"),
        ("reports:honours", OFFICER, "years/2026/honours/"),
        ("reports:honours", OFFICER, "years/2026/honours/?who=others"),
        ("reports:job", OFFICER, f"exports/{_job().pk}/"),
        ("reports:jobs", OFFICER, "exports/"),
        ("flagship:standard", SECRETARY, "standard/"),
        ("flagship:template", SECRETARY, f"standard/safety/{safety.version}/"),
        ("flagship:new_template", OFFICER, "standard/new/"),
        ("flagship:correct_wording", OFFICER, f"standard/safety/{safety.version}/wording/"),
        ("branches:own_template", SECRETARY, f"plans/{own.plan_id}/templates/{own.template_id}/"),
        ("flagship:programme", OFFICER, "programme/2026/"),
        ("flagship:edit_programme", OFFICER, "programme/2026/edit/"),
        ("scoring:stars", OFFICER, "programme/2026/stars/"),
        ("scoring:star_runs", OFFICER, "stars/"),
        ("scoring:star_run", OFFICER, f"stars/{StarRun.objects.get().pk}/"),
        ("flagship:audit", OFFICER, "audit/"),
        ("reports:api", OFFICER, "api/"),
        ("branches:branches", OFFICER, "branches/"),
        ("branches:branch", OFFICER, "branches/shichang/"),
        ("branches:new_branch", OFFICER, "branches/new/"),
        ("branches:import_branches", OFFICER, "branches/import/"),
        ("branches:plans", OFFICER, "plans/"),
        ("branches:plan", SECRETARY, f"plans/{BranchPlan.objects.filter(branch__code='shichang').latest('pk').pk}/"),
        ("members:members", OFFICER, "members/"),
        ("members:member", OFFICER, f"members/{MEMBER}/"),
        ("members:new_person", OFFICER, "members/new/"),
        ("members:import_roster", OFFICER, "members/import/"),
        ("members:declarations", SECRETARY, "declarations/"),
        (
            "members:declaration",
            SECRETARY,
            f"declarations/{Declaration.objects.filter(branch__code='shichang').first().pk}/",
        ),
        ("members:enter_declarations", SECRETARY, "declarations/enter/"),
        ("members:enter_declarations", CLERK, "declarations/enter/?show=all"),
        ("members:import_declarations", CLERK, "declarations/import/shichang/2026/"),
        ("members:accounts", ADMIN, "accounts/"),
        ("members:new_account", ADMIN, "accounts/new/"),
        ("members:account", ADMIN, f"accounts/{User.objects.get(username=SECRETARY).pk}/"),
    ]
