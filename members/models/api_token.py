import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship import clock
from flagship.api_scopes import ApiScope


class ApiTokenQuerySet(models.QuerySet):
    def alive(self, day: dt.date) -> "ApiTokenQuerySet":
        """Tokens that open something on a day: not expired, not revoked, of an account in use."""
        return self.filter(expires_on__gte=day, revoked_at__isnull=True, user__is_active=True)


class ApiToken(models.Model):
    """A key with which a program reads what its owner may see, within its scopes, up to and including `expires_on`.

    Only the SHA-256 of the secret is kept; `hint` is its beginning, so that people can tell their tokens apart.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(scopes=[]), name="token_opens_something")]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def terms(self) -> list[ApiScope]:
        """The scopes as terms, in their order."""
        return [scope for scope in ApiScope if scope.value in self.scopes]

    def state_on(self, day: dt.date) -> str:
        """`revoked`, `expired` or `in_use`."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_on < day else "in_use"
