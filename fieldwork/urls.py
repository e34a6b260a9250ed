"""Addresses of the fieldwork app."""

from django.urls import URLPattern, URLResolver, path

from fieldwork.views import borrower_file, photos, promises, repayments, today, visits

app_name = "fieldwork"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:code>/today/", today.today, name="today"),
    path("c/<slug:code>/borrowers/<int:pk>/", borrower_file.borrower_detail, name="borrower_detail"),
    path("c/<slug:code>/borrowers/<int:pk>/visit/", visits.visit_record, name="visit_record"),
    path("c/<slug:code>/borrowers/<int:pk>/promise/", promises.promise_record, name="promise_record"),
    path("c/<slug:code>/borrowers/<int:pk>/repayment/", repayments.repayment_report, name="repayment_report"),
    path("c/<slug:code>/visits/<int:pk>/", visits.visit_detail, name="visit_detail"),
    path("c/<slug:code>/visits/<int:pk>/photos/", photos.photo_add, name="photo_add"),
    path("c/<slug:code>/photos/<int:pk>/", photos.photo, name="photo"),
]
