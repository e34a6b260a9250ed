"""Addresses of the borrowers app."""

from django.urls import URLPattern, URLResolver, path

from borrowers.views import classification, register, repayments

app_name = "borrowers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:code>/borrowers/", register.borrower_list, name="borrower_list"),
    path("c/<slug:code>/borrowers/<int:pk>/reveal/", register.borrower_reveal, name="borrower_reveal"),
    path("c/<slug:code>/guarantors/<int:pk>/reveal/", register.guarantor_reveal, name="guarantor_reveal"),
    path(
        "c/<slug:code>/borrowers/<int:pk>/classify/",
        classification.borrower_classify,
        name="borrower_classify",
    ),
    path("c/<slug:code>/repayments/", repayments.repayment_queue, name="repayment_queue"),
    path(
        "c/<slug:code>/repayments/verify/",
        repayments.repayment_verify_selected,
        name="repayment_verify_selected",
    ),
    path("c/<slug:code>/repayments/<int:pk>/verify/", repayments.repayment_verify, name="repayment_verify"),
    path("c/<slug:code>/repayments/<int:pk>/reject/", repayments.repayment_reject, name="repayment_reject"),
    path("c/<slug:code>/repayments/<int:pk>/reopen/", repayments.repayment_reopen, name="repayment_reopen"),
]
