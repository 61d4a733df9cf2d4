from django.apps import AppConfig


class FlagshipConfig(AppConfig):
    name = "flagship"
    default_auto_field = "django.db.models.BigAutoField"
