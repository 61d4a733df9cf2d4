"""One cast of people for all tests, in one small company.

    company ─ 公司党委 (root)
      ├ general_branch ─ 老干家委党总支
      │    ├ general_one
      │    └ general_two
      ├ branch_a
      └ branch_b

Users are accounts; `user.person` is the member behind one (office accounts have none). Everything holds since 2020, so
any day of 2026 will do. `cast` has no programme; `programme` is 2026 with the document's tiers and the shipped
templates.
"""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client

from branches.models import Branch
from flagship.actions.load_standard import load_standard
from flagship.categories import BranchKind, PoliticalStatus, WorkLayer
from flagship.models import Programme
from flagship.permissions import Role
from members.models import User
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory, UserFactory, root


@dataclass(frozen=True)
class Cast:
    """Who is there."""

    company: Branch
    general_branch: Branch
    general_one: Branch
    general_two: Branch
    branch_a: Branch
    branch_b: Branch

    admin: User
    officer: User  # of the Party-Mass Work Department
    second_officer: User
    recorder: User  # of the Party committee
    auditor: User
    general_secretary: User
    secretary_a: User
    clerk_a: User
    secretary_b: User
    party_member: User  # of branch A, without an office
    employee: User  # of branch A, not a Party member

    @property
    def everyone(self) -> dict[str, User]:
        """All accounts by their name in the cast."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def build_cast() -> Cast:
    """Make the company and its people: about 45 small rows."""
    company = root()
    general = BranchFactory(code="lg", name="老干家委党总支", kind=BranchKind.GENERAL_BRANCH, layer="", parent=company)
    one = BranchFactory(code="lg-1", name="老干第一党支部", parent=general, layer=WorkLayer.SERVICE_WINDOW)
    two = BranchFactory(code="lg-2", name="老干第二党支部", parent=general, layer=WorkLayer.SERVICE_WINDOW)
    a = BranchFactory(code="a", name="机电党支部", parent=company)
    b = BranchFactory(code="b", name="机关党支部", parent=company, layer=WorkLayer.OFFICE)
    return Cast(
        company=company,
        general_branch=general,
        general_one=one,
        general_two=two,
        branch_a=a,
        branch_b=b,
        admin=_office("9001", "管理员", Role.ADMIN, company),
        officer=_office("9002", "孙党群", Role.DEPARTMENT, company),
        second_officer=_office("9003", "周党群", Role.DEPARTMENT, company),
        recorder=_office("9004", "吴党委", Role.COMMITTEE, company),
        auditor=_office("9005", "郑审计", Role.AUDITOR, company),
        general_secretary=_person("3001", "冯老干", one, Role.SECRETARY, office_in=general),
        secretary_a=_person("1001", "王书记", a, Role.SECRETARY),
        clerk_a=_person("1002", "李考核", a, Role.CLERK),
        secretary_b=_person("2001", "陈书记", b, Role.SECRETARY),
        party_member=_person("1003", "张先进", a),
        employee=_person("1004", "赵职工", a, status=PoliticalStatus.NON_PARTY),
    )


def _office(number: str, name: str, role: Role, branch: Branch) -> User:
    user = UserFactory(username=number, name=name)
    AppointmentFactory(user=user, role=role, branch=branch)
    return user


def _person(
    number: str,
    name: str,
    branch: Branch,
    role: Role | None = None,
    *,
    office_in: Branch | None = None,
    status: PoliticalStatus = PoliticalStatus.PARTY,
) -> User:
    member = MemberFactory(employee_number=number, name=name, branch=branch, status=status, account=True)
    if role:
        AppointmentFactory(user=member.user, role=role, branch=office_in or branch)
    return member.user


@pytest.fixture
def cast(db) -> Cast:
    return build_cast()


@pytest.fixture
def programme(db) -> Programme:
    """2026 with the document's tier table, the shipped templates and the example star scheme."""
    return load_standard(year=2026)


@pytest.fixture
def signed_in():
    """`signed_in(user)` is a browser in which the user has signed in, Chinese unless another language is asked for."""

    def sign_in(user: User, *, language: str = "zh-hans") -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        client.force_login(User.objects.get(pk=user.pk), backend="members.backends.AppointmentBackend")
        return client

    return sign_in
