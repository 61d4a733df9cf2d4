from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property

from branches.reach import Reach
from flagship import clock
from flagship.permissions import Permission
from members.authority import Authority


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """Make an account; without a password it cannot sign in until one is set."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. It signs in by employee number and may do what its appointments grant; nobody passes every check."""

    username = models.CharField("employee number", max_length=30, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    objects = UserManager()

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
