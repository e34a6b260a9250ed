"""Addresses of the teams app."""

from django.urls import URLPattern, URLResolver, path

from teams.views import account, branches, people, session, targets, teams

app_name = "teams"
urlpatterns: list[URLPattern | URLResolver] = [
    # Getting in and out
    path("login/", session.login, name="login"),
    path("logout/", session.logout, name="logout"),
    path("language/", session.language_choose, name="language_choose"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password_change, name="password_change"),
    path("account/second-factor/", account.second_factor, name="second_factor"),
    path("account/second-factor/set-up/", account.second_factor_enrol, name="second_factor_enrol"),
    # People and branches
    path("people/", people.people_list, name="people_list"),
    path("people/new/", people.person_create, name="person_create"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/reopen/", people.person_reopen, name="person_reopen"),
    path("people/<int:pk>/unlock/", people.person_unlock, name="person_unlock"),
    path("people/<int:pk>/password/", people.person_password_reset, name="person_password_reset"),
    path(
        "people/<int:pk>/second-factor/",
        people.person_second_factor_reset,
        name="person_second_factor_reset",
    ),
    path("people/<int:pk>/roles/", people.grant_add, name="grant_add"),
    path("people/roles/<int:pk>/remove/", people.grant_remove, name="grant_remove"),
    path("branches/", branches.branch_list, name="branch_list"),
    path("branches/new/", branches.branch_create, name="branch_create"),
    path("branches/<int:pk>/", branches.branch_edit, name="branch_edit"),
    # Teams and their targets
    path("c/<slug:code>/teams/", teams.team_list, name="team_list"),
    path("c/<slug:code>/teams/suggest/", teams.team_suggest, name="team_suggest"),
    path("c/<slug:code>/teams/new/", teams.team_create, name="team_create"),
    path("c/<slug:code>/teams/<int:pk>/", teams.team_detail, name="team_detail"),
    path("c/<slug:code>/teams/<int:pk>/edit/", teams.team_edit, name="team_edit"),
    path("c/<slug:code>/teams/<int:pk>/delete/", teams.team_delete, name="team_delete"),
    path("c/<slug:code>/teams/<int:pk>/roles/", teams.team_roles, name="team_roles"),
    path("c/<slug:code>/teams/<int:pk>/members/add/", teams.team_member_add, name="team_member_add"),
    path("c/<slug:code>/targets/", targets.target_edit, name="target_edit"),
]
