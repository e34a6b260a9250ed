"""Addresses for the navigation's own tests."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Any page."""
    return HttpResponse()


urlpatterns = [
    path("", page, name="home"),
    path("c/<slug:code>/borrowers/", page, name="register"),
    path("c/<slug:code>/borrowers/import/", page, name="register_import"),
    path("c/<slug:code>/borrowers/assign/", page, name="register_assign"),
    path("c/<slug:code>/queue/", page, name="queue"),
    path("c/<slug:code>/borrowers/<path:rest>", page, name="register_below"),
    path("c/<slug:code>/visits/<int:pk>/", page, name="visit"),
    path("people/", page, name="people"),
]
