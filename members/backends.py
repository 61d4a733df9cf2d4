"""Sign-in by employee number and password; permissions from today's appointments."""

from django.contrib.auth.backends import ModelBackend


class AppointmentBackend(ModelBackend):
    """ModelBackend for the password; what a user may do is answered by the user's appointments alone."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return user_obj.authority.holds(perm, obj)

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        return set()

    def has_module_perms(self, user_obj, app_label) -> bool:
        return False
