"""The product's addresses, and the galleries beside them; used by tests only."""

from django.urls import path

from campaign.config.urls import urlpatterns as product
from tests.gallery import views

urlpatterns = [
    path("gallery/<slug:page>/", views.gallery, name="gallery"),
    path("gallery-echo/", views.echo, name="gallery_echo"),
    *product,
]
