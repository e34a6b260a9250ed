"""Addresses of the borrowers app."""

from django.urls import URLPattern, URLResolver

app_name = "borrowers"
urlpatterns: list[URLPattern | URLResolver] = []
