"""Addresses of the campaign app."""

from django.urls import URLPattern, URLResolver

app_name = "campaign"
urlpatterns: list[URLPattern | URLResolver] = []
