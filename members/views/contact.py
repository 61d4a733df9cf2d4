"""One's own address for reminders, and an administrator's way to set it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from flagship.access import guard, personal
from flagship.answers import SeeOther, attempt, say_what_is_wrong
from flagship.permissions import Permission
from members.actions.contact import set_contact
from members.forms.contact import ContactForm
from members.models import User
from members.views.accounts import account_of


@personal
@require_http_methods(["GET", "POST"])
def my_reminders(request):
    """Keep or forget one's own address, switch the reminders on or off."""
    form = ContactForm(request.POST or None, initial={"email": request.user.email, "reminders": request.user.reminders})
    if request.method == "POST" and form.is_valid():
        set_contact(user=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("This is kept."))
        return SeeOther(request.path)
    context = {"form": form, "sends": settings.SENDS_MAIL}
    return render(request, "members/my_reminders.html", context, status=422 if form.errors else 200)


@require_POST
@guard(Permission.MANAGE_ACCOUNTS, of=account_of)
def account_contact(request, user: User):
    """Set an account's address; whether reminders are wanted is the person's own choice."""
    form = ContactForm(request.POST)
    back = reverse("members:account", args=[user.pk])
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)
    given = {"email": form.cleaned_data["email"], "reminders": user.reminders}
    return attempt(
        request, lambda: set_contact(user=user, by=request.user, **given), done=_("This is kept."), back=back
    )
