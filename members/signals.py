"""Signing in, out, and being refused go into the audit trail. Django tells of them by signals, so they end here."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from flagship.actions.audit import record
from members.models import User


@receiver(user_logged_in, dispatch_uid="audit_sign_in")
def signed_in(sender, request, user, **kwargs):
    """Who came in, from where."""
    record("sign_in", user.username, by=user, address=_address(request))


@receiver(user_logged_out, dispatch_uid="audit_sign_out")
def signed_out(sender, request, user, **kwargs):
    """Who left; nobody when the session had ended before."""
    if user is not None:
        record("sign_out", user.username, by=user, address=_address(request))


@receiver(user_login_failed, dispatch_uid="audit_sign_in_refused")
def refused(sender, credentials, request=None, **kwargs):
    """Which account was tried. What matches no account is not written down: it may be a password in the wrong box."""
    record("sign_in_refused", _known(credentials.get("username")), address=_address(request))


@receiver(user_locked_out, dispatch_uid="audit_locked_out")
def locked(sender, request=None, username=None, **kwargs):
    """Which account is locked, where."""
    record("locked_out", _known(username), address=_address(request))


def _known(username: str | None) -> str:
    found = User.objects.filter(username=username or "").first()
    return found.username if found else "?"


def _address(request) -> str:
    return request.META.get("REMOTE_ADDR", "") if request is not None else ""
