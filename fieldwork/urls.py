"""Addresses of the fieldwork app."""

from django.urls import URLPattern, URLResolver

app_name = "fieldwork"
urlpatterns: list[URLPattern | URLResolver] = []
