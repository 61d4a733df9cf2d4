"""Making and revoking the tokens of the programming interface."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.api_scopes import ApiScope
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ
from members.models import ApiToken, User

LONGEST_DAYS = 366
MOST_TOKENS = 10
_PREFIX = "flag_"


@transaction.atomic
def make_token(
    *, name: str, scopes: Collection[ApiScope], expires_on: dt.date, by: User, now: dt.datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token of one's own and its secret, which is shown once and kept nowhere.

    Raises Refused for a last day outside the next year, without a scope, or when too many tokens are in use.
    """
    now = now or clock.now()
    today = now.astimezone(TZ).date()
    by = User.objects.select_for_update().get(pk=by.pk)
    if not scopes:
        raise Refused(_("Choose at least one part of the data that the token may read."))
    if not today <= expires_on <= today + dt.timedelta(days=LONGEST_DAYS):
        raise Refused(_("The last day must lie within the next %(days)s days.") % {"days": LONGEST_DAYS})
    if by.api_tokens.alive(today).count() >= MOST_TOKENS:
        raise Refused(_("You have %(most)s tokens in use; revoke one of them first.") % {"most": MOST_TOKENS})
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by,
        name=name,
        digest=digest_of(secret),
        hint=secret[: len(_PREFIX) + 4],
        scopes=[scope.value for scope in ApiScope if scope in scopes],
        made_at=now,
        expires_on=expires_on,
    )
    record("make_token", by.username, by=by, now=now, name=name, scopes=token.scopes, until=str(expires_on))
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User, now: dt.datetime | None = None) -> None:
    """End a token at once: one's own, or as an administrator anybody's; the view's guard has asked."""
    now = now or clock.now()
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise AlreadyDone(_("This token was revoked before."))
    record("revoke_token", token.user.username, by=by, now=now, name=token.name)


def open_with(secret: str, *, now: dt.datetime | None = None) -> ApiToken | None:
    """The living token of a secret, or None. The first use of each day is written to the audit trail."""
    now = now or clock.now()
    today = now.astimezone(TZ).date()
    found = ApiToken.objects.alive(today).filter(digest=digest_of(secret))
    token = found.select_related("user__member").first()
    if token is None:
        return None
    if ApiToken.objects.filter(pk=token.pk).exclude(last_used_on=today).update(last_used_on=today):
        record("use_token", token.user.username, by=token.user, now=now, name=token.name)
    return token


def digest_of(secret: str) -> str:
    """SHA-256, hexadecimal. The secret has 256 random bits, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
