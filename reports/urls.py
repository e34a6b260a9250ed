"""Addresses of the reports app."""

from django.urls import URLPattern, URLResolver, path, register_converter

from reports.converters import GroupConverter
from reports.views import boards, campaigns, demo, health, home, state, summaries

register_converter(GroupConverter, "group")

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("c/<slug:code>/", campaigns.campaign_detail, name="campaign_detail"),
    path("c/<slug:code>/demo-list/", demo.demo_list, name="demo_list"),
    path("c/<slug:code>/demo-ledger/", demo.demo_ledger, name="demo_ledger"),
    path("c/<slug:code>/state/", state.campaign_state, name="campaign_state"),
    path("c/<slug:code>/board/", boards.leaderboard, name="leaderboard"),
    path("c/<slug:code>/board/<group:group>/<int:pk>/", boards.standing_detail, name="standing_detail"),
    path("c/<slug:code>/summary/", summaries.summary_list, name="summary_list"),
    path("c/<slug:code>/summary/<day:day>/", summaries.summary_detail, name="summary_detail"),
    path("c/<slug:code>/summary/<day:day>/make/", summaries.summary_make, name="summary_make"),
    path("c/<slug:code>/summary/<day:day>/correct/", summaries.summary_correct, name="summary_correct"),
    path("c/<slug:code>/summary/<day:day>/xlsx/", summaries.summary_xlsx, name="summary_xlsx"),
]
