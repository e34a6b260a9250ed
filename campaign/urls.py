"""Addresses of the campaign app."""

from django.urls import URLPattern, URLResolver, path

from campaign.views import agenda, audit, campaigns, icon, preparation, workdays

app_name = "campaign"
urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", icon.favicon, name="favicon"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("workdays/", workdays.workday_list, name="workday_list"),
    path("workdays/<int:pk>/drop/", workdays.workday_drop, name="workday_drop"),
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/new/", campaigns.campaign_create, name="campaign_create"),
    path("c/<slug:code>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("c/<slug:code>/setup/", campaigns.campaign_setup, name="campaign_setup"),
    path("c/<slug:code>/agenda/", agenda.agenda, name="agenda"),
    path("c/<slug:code>/agenda/print/", agenda.agenda_print, name="agenda_print"),
    path("c/<slug:code>/agenda/add/", agenda.agenda_add, name="agenda_add"),
    path("c/<slug:code>/agenda/<int:pk>/", agenda.agenda_item, name="agenda_item"),
    path("c/<slug:code>/agenda/<int:pk>/cancel/", agenda.agenda_cancel, name="agenda_cancel"),
    path("c/<slug:code>/agenda/<int:pk>/done/", agenda.agenda_complete, name="agenda_complete"),
    path("c/<slug:code>/agenda/<int:pk>/restore/", agenda.agenda_restore, name="agenda_restore"),
    path("c/<slug:code>/preparation/", preparation.preparation, name="preparation"),
    path("c/<slug:code>/preparation/print/", preparation.preparation_print, name="preparation_print"),
    path("c/<slug:code>/preparation/<int:pk>/", preparation.preparation_item, name="preparation_item"),
    path("c/<slug:code>/preparation/<int:pk>/done/", preparation.preparation_done, name="preparation_done"),
    path("c/<slug:code>/materials/add/", preparation.material_add, name="material_add"),
    path("c/<slug:code>/materials/<int:pk>/", preparation.material_edit, name="material_edit"),
    path("c/<slug:code>/materials/<int:pk>/remove/", preparation.material_remove, name="material_remove"),
]
