import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship import clock
from flagship.categories import WorkLayer
from flagship.fields import TermField
from flagship.permissions import Permission


class MemberQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "MemberQuerySet":
        """People who belong today to a branch in which the user holds the permission; for the whole company all."""
        if user.has_perm(permission):
            return self.all()
        return self.in_branches(user.reach(permission).q("memberships__branch"), on=clock.today())

    def in_branches(self, branch_filter: Q, *, on: dt.date) -> "MemberQuerySet":
        current = Q(memberships__since__lte=on) & (Q(memberships__until=None) | Q(memberships__until__gt=on))
        return self.filter(branch_filter & current).distinct()

    def of(self, branch, *, on: dt.date) -> "MemberQuerySet":
        """Who belongs to a branch at the end of a day."""
        return self.in_branches(Q(memberships__branch=branch), on=on)


class Member(models.Model):
    """A person of the company who takes part: Party member, probationary member or non-Party employee.

    Personal data is limited to what the scheme needs: name, employee number, branch, status, post.
    """

    employee_number = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=60, blank=True)
    layer = TermField(terms=WorkLayer, blank=True, help_text="Where it departs from the branch's layer.")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="member"
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["employee_number"]

    def __str__(self) -> str:
        return self.name

    @property
    def branch(self):
        """Today's branch, or None: where a permission on this person is asked."""
        return self.branch_on(clock.today())

    @property
    def branch_today(self):
        """The branch as `members.queries.people.with_today` has read it, or None."""
        return self.memberships_today[0].branch if self.memberships_today else None

    def branch_on(self, day: dt.date):
        """The branch of membership at the end of a day, or None."""
        membership = self.memberships.on(day).select_related("branch").first()
        return membership.branch if membership else None

    def status_on(self, day: dt.date):
        """The political status in force at the end of a day (the newest that has begun), or None before the first."""
        period = self.status_periods.filter(since__lte=day).order_by("-since").first()
        return period.status if period else None
