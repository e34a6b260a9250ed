"""The galleries, and stand-ins for the addresses that every base links to; used by tests only."""

from django.urls import include, path

from fieldwork.views import phone
from tests.gallery import views

links = [
    path("login/", views.echo, name="login"),
    path("logout/", views.echo, name="logout"),
    path("language/", views.echo, name="language_choose"),
    path("password/", views.echo, name="password_change"),
]
app = [
    path("worker.js", phone.phone_worker, name="phone_worker"),
    path("manifest.webmanifest", phone.phone_manifest, name="phone_manifest"),
    path("phone/", phone.phone_shell, name="phone_shell"),
]
urlpatterns = [
    path("gallery/<slug:page>/", views.gallery, name="gallery"),
    path("gallery-echo/", views.echo, name="gallery_echo"),
    path("teams/", include((links, "teams"))),
    path("", include((app, "fieldwork"))),
]
