"""Rows for tests, made by factory-boy. Every factory gives a row that the database accepts without further words."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from branches.models import Branch
from flagship import clock
from flagship.categories import BranchKind, FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.models import Programme
from flagship.periods import Month
from flagship.permissions import Role
from members.models import Appointment, BranchMembership, Declaration, Exemption, Member, StatusPeriod, User
from members.states import DeclarationState

LONG_AGO = dt.date(2020, 1, 1)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("year",)

    year = 2026


def root() -> Branch:
    """The company's Party committee, made when it is not there."""
    return Branch.objects.root() or BranchFactory(
        code="company", name="公司党委", kind=BranchKind.COMMITTEE, layer="", parent=None
    )


class BranchFactory(DjangoModelFactory):
    """A Party branch directly below the committee."""

    class Meta:
        model = Branch

    code = factory.Sequence(lambda n: f"b{n}")
    name = factory.Sequence(lambda n: f"第{n}党支部")
    kind = BranchKind.BRANCH
    layer = WorkLayer.OPERATIONS
    parent = factory.LazyFunction(lambda: root())


class UserFactory(DjangoModelFactory):
    """An account; it can sign in only when a `password` is given (tests use `signed_in`)."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"u{n:05}")
    name = factory.Sequence(lambda n: f"账号{n}")

    @classmethod
    def _create(cls, model_class, *args, password=None, **fields):
        return model_class.objects.create_user(*args, password=password, **fields)


class MemberFactory(DjangoModelFactory):
    """A person; with `branch` also the membership, with `account=True` also an account of the same number."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    class Params:
        account = False

    employee_number = factory.Sequence(lambda n: f"m{n:05}")
    name = factory.Sequence(lambda n: f"职工{n}")
    post = ""
    user = factory.Maybe(
        "account",
        yes_declaration=factory.SubFactory(
            UserFactory, username=factory.SelfAttribute("..employee_number"), name=factory.SelfAttribute("..name")
        ),
        no_declaration=None,
    )

    @factory.post_generation
    def branch(self, create, branch, since=LONG_AGO, until=None):
        if branch is not None:
            BranchMembership.objects.create(member=self, branch=branch, since=since, until=until)

    @factory.post_generation
    def status(self, create, status, since=LONG_AGO):
        StatusPeriod.objects.create(member=self, status=status or PoliticalStatus.PARTY, since=since)


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory)
    role = Role.CLERK
    branch = factory.SubFactory(BranchFactory)
    since = LONG_AGO
    until = None


class DeclarationFactory(DjangoModelFactory):
    """An accepted declaration of the whole year in the member's branch."""

    class Meta:
        model = Declaration

    member = factory.SubFactory(MemberFactory)
    branch = factory.LazyAttribute(lambda o: o.member.branch)
    programme = factory.SubFactory(ProgrammeFactory)
    from_month = factory.LazyAttribute(lambda o: Month(o.programme.year, 1))
    category = FlagCategory.SAFETY
    track = factory.LazyAttribute(lambda o: InnovationTrack.MASS if o.category is FlagCategory.INNOVATION else "")
    goal = "全年安全无事故"
    next_steps = "每班开展隐患排查"
    state = DeclarationState.ACCEPTED


class ExemptionFactory(DjangoModelFactory):
    class Meta:
        model = Exemption

    member = factory.SubFactory(MemberFactory)
    from_month = Month(2026, 1)
    reason = "离退休"
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(clock.now)
