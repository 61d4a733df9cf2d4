"""The e-mail address of an account, which serves reminders alone."""

from django.db import transaction

from flagship.actions.audit import record
from members.models import User


@transaction.atomic
def set_contact(*, user: User, email: str, reminders: bool, by) -> User:
    """Keep, change or forget (empty) the address, and whether reminders go to it. The trail names no address."""
    email = email.strip()
    changed = [name for name, value in (("email", email), ("reminders", reminders)) if getattr(user, name) != value]
    if changed:
        user.email, user.reminders = email, reminders
        user.save(update_fields=["email", "reminders"])
        record("set_contact", user.username, by=by, changed=changed)
    return user
