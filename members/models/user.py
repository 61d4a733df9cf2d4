from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils.functional import cached_property

from branches.models import Branch
from branches.reach import Reach
from flagship import clock
from flagship.categories import BranchKind
from flagship.permissions import Permission, Role
from members.authority import Authority


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """Make an account; without a password it cannot sign in until one is set."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, username: str, name: str, password: str | None = None) -> "User":
        """The first administrator: an account, the root branch if there is none, and an appointment in it.

        `manage.py createsuperuser` calls this. There is no superuser who passes every check.
        """
        user = self.create_user(username, password, name=name)
        root = Branch.objects.root() or Branch.objects.create(
            code="company", name="公司党委", kind=BranchKind.COMMITTEE
        )
        user.appointments.create(role=Role.ADMIN, branch=root, since=clock.today())
        return user


class UserQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "UserQuerySet":
        """Accounts belong to the company: all of them, or none."""
        return self.all() if user.has_perm(permission) else self.none()


class User(AbstractBaseUser):
    """An account. It signs in by employee number and may do what its appointments grant; nobody passes every check."""

    username = models.CharField("employee number", max_length=30, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    email = models.EmailField(blank=True, help_text="For reminders, and for nothing else.")
    reminders = models.BooleanField(default=True, help_text="The person wants reminders by e-mail.")
    created_at = models.DateTimeField(default=clock.now)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, permission: Permission, branch=None) -> bool:
        """Whether the user holds a permission in a branch today; without a branch, in the whole company."""
        return self.authority.holds(permission, branch)

    def reach(self, permission: Permission) -> Reach:
        """Where the user holds a permission today."""
        return self.authority.reach(permission)

    @cached_property
    def authority(self) -> Authority:
        """Today's appointments, read once for this copy of the user."""
        return Authority.of(self)

    @cached_property
    def person(self):
        """The member behind the account, or None for a pure office account."""
        return getattr(self, "member", None)
