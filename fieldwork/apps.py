from importlib import import_module

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "fieldwork"

    def ready(self) -> None:
        """Makes the handlers of background jobs known to every process."""
        import_module("fieldwork.actions.wave")
