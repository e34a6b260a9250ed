from importlib import import_module

from django.apps import AppConfig


class BorrowersConfig(AppConfig):
    name = "borrowers"

    def ready(self) -> None:
        """Makes the handlers of background jobs known to every process."""
        import_module("borrowers.actions.bulk_assignment")
        import_module("borrowers.actions.imports")
        import_module("borrowers.actions.deadlines")
        import_module("borrowers.actions.exports")
        import_module("borrowers.actions.import_undo")
        import_module("borrowers.actions.reclassification")
