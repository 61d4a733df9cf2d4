"""Signing in and out, and one's own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from flagship.access import personal, public
from flagship.answers import SeeOther
from members.actions.accounts import change_password
from members.forms.session import PasswordForm, SignInForm


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """By employee number and password; then to the page that was asked for."""
    if request.user.is_authenticated:
        return SeeOther(_wanted(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return SeeOther(_wanted(request))
    status = 422 if form.errors else 200
    return render(request, "members/login.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


def locked_out(request, response=None, credentials=None):
    """What a person reads after too many wrong passwords, whatever they typed last."""
    form = SignInForm(request, request.POST)
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    form._errors = {}  # the form must not sign in again
    form.cleaned_data = {}
    form.add_error(
        None,
        _(
            "Too many wrong passwords: this account is locked at this place for %(minutes)s minutes. "
            "Wait, or ask your administrator to unlock it."
        )
        % {"minutes": minutes},
    )
    return render(request, "members/login.html", {"form": form}, status=429)


@personal
@require_POST
def sign_out(request):
    """End the session."""
    logout(request)
    messages.success(request, _("You have signed out."))
    return SeeOther(resolve_url(settings.LOGOUT_REDIRECT_URL))


@personal
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request):
    """Change one's own password; who got a temporary one comes here first."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        change_password(user=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed."))
        return SeeOther(resolve_url(settings.LOGIN_REDIRECT_URL))
    status = 422 if form.errors else 200
    return render(request, "members/password.html", {"form": form}, status=status)


def _wanted(request) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
