from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reports.actions.month_changed import return_reports_of
        from scoring.hooks import on_month_changed

        on_month_changed(return_reports_of)
