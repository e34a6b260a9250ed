from importlib import import_module

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "campaign"

    def ready(self) -> None:
        """Makes the system checks known."""
        import_module("campaign.checks")
