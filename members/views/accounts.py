"""Accounts: a list, and one account with its appointments. For administrators alone."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt, say_what_is_wrong
from flagship.moves import Refused
from flagship.permissions import Permission
from members.actions import accounts as verbs
from members.actions.api_tokens import revoke_token
from members.actions.appointments import appoint, end_appointment
from members.forms.accounts import AccountForm, AppointmentForm, LastDayForm
from members.models import ApiToken, Appointment, User
from members.queries.accounts import CLOSED, LOCKED, OPEN, accounts_list, locked_out

PAGE = 50


def account_of(user, pk: int) -> User:
    """Loader: an account by its id."""
    return get_object_or_404(User.objects.open_to(user, Permission.MANAGE_ACCOUNTS), pk=pk)


def appointment_of(user, pk: int) -> Appointment:
    """Loader: an appointment by its id; the permission is asked in its branch."""
    return get_object_or_404(Appointment.objects.open_to(user, Permission.MANAGE_ACCOUNTS), pk=pk)


@guard(Permission.MANAGE_ACCOUNTS, company=True)
@require_safe
def accounts(request):
    """All accounts, with what they hold today."""
    text, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = accounts_list(
        User.objects.open_to(request.user, Permission.MANAGE_ACCOUNTS),
        day=clock.today(),
        now=clock.now(),
        text=text,
        state=state,
    )
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "locked": locked_out(clock.now()),
        "text": text,
        "state": state,
        "states": [("", _("All")), (OPEN, _("In use")), (CLOSED, _("Deactivated")), (LOCKED, _("Locked"))],
    }
    return render(request, "members/accounts.html", context)


@guard(Permission.MANAGE_ACCOUNTS, company=True)
def new_account(request):
    """Make an account; its page then offers the temporary password and the first appointment."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = verbs.create_account(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("username", str(refusal))
        else:
            return SeeOther(_page(user))
    context = {"form": form, "crumbs": [_crumb(), _("New account")]}
    return render(request, "members/new_account.html", context, status=422 if form.errors else 200)


@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
@require_safe
def account(request, user: User):
    """One account: what it is, what it holds and held."""
    return render(request, "members/account.html", _context(user))


@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
@never_cache
@require_POST
def give_password(request, user: User):
    """Set a temporary password and show it this once: it is kept nowhere, so the page is the answer itself."""
    password = verbs.set_temporary_password(user=user, by=request.user)
    return render(request, "members/account.html", _context(user) | {"temporary_password": password})


@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
@require_POST
def close_account(request, user: User):
    """Close the account."""
    done = _("The account is closed.")
    return attempt(request, lambda: verbs.deactivate(user=user, by=request.user), done=done, back=_page(user))


@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
@require_POST
def open_account(request, user: User):
    """Open it again."""
    done = _("The account is open again.")
    return attempt(request, lambda: verbs.reactivate(user=user, by=request.user), done=done, back=_page(user))


@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
@require_POST
def unlock_account(request, user: User):
    """Forget its wrong passwords."""
    done = _("%(name)s can sign in again.") % {"name": user.name}
    return attempt(request, lambda: verbs.unlock(user=user, by=request.user), done=done, back=_page(user))


@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
@require_POST
def appoint_user(request, user: User):
    """Give the account a role."""
    form = AppointmentForm(request.POST)
    if not form.is_valid():
        return render(request, "members/account.html", _context(user) | {"form": form}, status=422)
    try:
        appoint(user=user, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "members/account.html", _context(user) | {"form": form}, status=422)
    return attempt(request, lambda: None, done=_("The appointment is recorded."), back=_page(user))


@guard(Permission.MANAGE_ACCOUNTS, of=appointment_of)
@require_POST
def end_post(request, appointment: Appointment):
    """Let an appointment end with a day."""
    form = LastDayForm(request.POST)
    back = _page(appointment.user)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)

    def end():
        end_appointment(appointment=appointment, last_day=form.cleaned_data["last_day"], by=request.user)

    return attempt(request, end, done=_("The end of the appointment is recorded."), back=back)


def token_of(user, pk: int) -> User:
    """Loader: the account that owns a token of the programming interface, with the token."""
    token = get_object_or_404(ApiToken, pk=pk)
    owner = account_of(user, token.user_id)
    owner.asked_token = token
    return owner


@guard(Permission.MANAGE_ACCOUNTS, of=token_of)
@require_POST
def revoke_api_token(request, user: User):
    """Shut out the programs that use a token."""
    return attempt(
        request,
        lambda: revoke_token(token=user.asked_token, by=request.user),
        done=_("The token is revoked; programs that use it are shut out."),
        back=_page(user),
    )


def _page(user: User) -> str:
    return reverse("members:account", args=[user.pk])


def _crumb() -> tuple[str, str]:
    return _("Accounts"), reverse("members:accounts")


def _context(user: User) -> dict:
    today, locked = clock.today(), locked_out(clock.now())
    posts = list(user.appointments.select_related("branch").order_by("-since"))
    return {
        "account": user,
        "crumbs": [_crumb(), user.name],
        "appointments": [(post, _standing(post, today)) for post in posts],
        "tokens": user.api_tokens.alive(today),
        "locked": locked,
        "is_locked": user.username in locked,
        "form": AppointmentForm(),
        "end_form": LastDayForm(),
    }


def _standing(post: Appointment, today) -> str:
    """`active`, `ended` or `future`."""
    if post.since > today:
        return "future"
    return "ended" if post.until and post.until < today else "active"
