from django.apps import AppConfig
from django.db.backends.signals import connection_created

from flagship.sqlite import use_the_real_limit


class FlagshipConfig(AppConfig):
    name = "flagship"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Every connection learns what its database can do."""
        connection_created.connect(use_the_real_limit)
