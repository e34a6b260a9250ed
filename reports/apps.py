from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        """Makes the handlers of background jobs known to every process."""
        import_module("reports.actions.summaries")
