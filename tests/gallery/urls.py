"""The galleries, and stand-ins for the addresses that every base links to; used by tests only."""

from django.urls import include, path

from tests.gallery import views

links = [
    path("login/", views.echo, name="login"),
    path("logout/", views.echo, name="logout"),
    path("language/", views.echo, name="language_choose"),
    path("password/", views.echo, name="password_change"),
]
urlpatterns = [
    path("gallery/<slug:page>/", views.gallery, name="gallery"),
    path("gallery-echo/", views.echo, name="gallery_echo"),
    path("teams/", include((links, "teams"))),
]
