"""Root addresses: one include per app."""

from django.urls import include, path, register_converter

from campaign.converters import DayConverter

register_converter(DayConverter, "day")

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("fieldwork.urls")),
    path("", include("borrowers.urls")),
    path("", include("teams.urls")),
    path("", include("campaign.urls")),
]
