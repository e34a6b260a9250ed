"""Addresses of the fieldwork app."""

from django.urls import URLPattern, URLResolver, path

from fieldwork.views import (
    assembly,
    borrower_file,
    classification,
    complaints,
    daily_logs,
    household,
    phone,
    photos,
    precedence,
    promises,
    reminders,
    repayments,
    rules,
    services,
    talks,
    today,
    visits,
    wave,
)

app_name = "fieldwork"
urlpatterns: list[URLPattern | URLResolver] = [
    path("worker.js", phone.phone_worker, name="phone_worker"),
    path("manifest.webmanifest", phone.phone_manifest, name="phone_manifest"),
    path("phone/", phone.phone_shell, name="phone_shell"),
    path("c/<slug:code>/outbox/", phone.outbox, name="outbox"),
    path("c/<slug:code>/outbox/report/", phone.phone_report, name="phone_report"),
    path("c/<slug:code>/today/", today.today, name="today"),
    path("c/<slug:code>/assembly/", assembly.assembly_list, name="assembly_list"),
    path("c/<slug:code>/assembly/<int:team_pk>/", assembly.check_in, name="check_in"),
    path("c/<slug:code>/assembly/photos/<int:pk>/", assembly.check_in_photo, name="check_in_photo"),
    path("c/<slug:code>/wave/", wave.wave, name="wave"),
    path("c/<slug:code>/wave/move/", wave.wave_move, name="wave_move"),
    path("c/<slug:code>/precedence/", precedence.precedence_edit, name="precedence_edit"),
    path("c/<slug:code>/borrowers/<int:pk>/", borrower_file.borrower_detail, name="borrower_detail"),
    path("c/<slug:code>/borrowers/<int:pk>/talk/", talks.talk_guides, name="talk_guides"),
    path("c/<slug:code>/borrowers/<int:pk>/sheet/", household.household_sheet, name="household_sheet"),
    path("c/<slug:code>/borrowers/<int:pk>/sheet/excel/", household.household_excel, name="household_excel"),
    path("c/<slug:code>/borrowers/<int:pk>/visit/", visits.visit_record, name="visit_record"),
    path("c/<slug:code>/borrowers/<int:pk>/promise/", promises.promise_record, name="promise_record"),
    path("c/<slug:code>/borrowers/<int:pk>/repayment/", repayments.repayment_report, name="repayment_report"),
    path("c/<slug:code>/notices/<int:pk>/service/", services.notice_serve, name="notice_serve"),
    path("c/<slug:code>/visits/<int:pk>/", visits.visit_detail, name="visit_detail"),
    path("c/<slug:code>/visits/<int:pk>/photos/", photos.photo_add, name="photo_add"),
    path("c/<slug:code>/reminders/", reminders.reminder_list, name="reminder_list"),
    path(
        "c/<slug:code>/reminders/<int:pk>/acknowledge/",
        reminders.reminder_acknowledge,
        name="reminder_acknowledge",
    ),
    path(
        "c/<slug:code>/reminders/<int:pk>/take-back/", reminders.reminder_take_back, name="reminder_take_back"
    ),
    path("c/<slug:code>/logs/", daily_logs.daily_log_list, name="daily_log_list"),
    path("c/<slug:code>/logs/<int:team_pk>/<day:day>/", daily_logs.daily_log, name="daily_log"),
    path(
        "c/<slug:code>/logs/<int:team_pk>/<day:day>/reopen/",
        daily_logs.daily_log_reopen,
        name="daily_log_reopen",
    ),
    path("c/<slug:code>/complaints/", complaints.complaint_list, name="complaint_list"),
    path("c/<slug:code>/complaints/<int:pk>/", complaints.complaint_close, name="complaint_close"),
    path("c/<slug:code>/borrowers/<int:pk>/complaint/", complaints.complaint_create, name="complaint_create"),
    path("c/<slug:code>/findings/", classification.proposal_list, name="proposal_list"),
    path("c/<slug:code>/findings/<int:pk>/", classification.proposal_decide, name="proposal_decide"),
    path("c/<slug:code>/breaches/", complaints.breach_list, name="breach_list"),
    path("c/<slug:code>/rules/", rules.rule_list, name="rule_list"),
    path("c/<slug:code>/photos/<int:pk>/", photos.photo, name="photo"),
]
