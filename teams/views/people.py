"""People: the administrator's list, one person, and what can be done to an account."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import feedback
from campaign.common.access import get_scoped_or_404, require
from campaign.common.forms import ReasonForm, carry_out
from campaign.enums import Capability
from teams.actions import account
from teams.actions import people as actions
from teams.forms.people import GrantForm, PeopleFilterForm, PersonForm
from teams.http import PersonRequest
from teams.models import Grant, User
from teams.queries.lockouts import locked_usernames
from teams.queries.people import ORDERS, roles_by_person
from teams.queries.second_factor import confirmed_device

PAGE = 50


def _person(request: PersonRequest, pk: int) -> User:
    """A person whom the administrator looks after."""
    people = User.objects.select_related("branch")
    person: User = get_scoped_or_404(people, request, to=Capability.MANAGE_USERS, pk=pk)
    return person


@require_safe
def people_list(request: PersonRequest) -> HttpResponse:
    """Everybody, searched, filtered and sorted."""
    require(request, Capability.MANAGE_USERS)
    form = PeopleFilterForm(request.GET)
    people = User.objects.visible_to(request.user, to=Capability.MANAGE_USERS).filter(form.as_q())
    order = ORDERS.get(request.GET.get("sort", ""), "employee_number")
    page = Paginator(people.select_related("branch").order_by(order, "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    held = roles_by_person(page)
    locked = locked_usernames(person.username for person in page)
    rows = [(person, held[person.pk], person.username in locked) for person in page]
    return render(request, "teams/people_list.html", {"form": form, "page": page, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_create(request: PersonRequest) -> HttpResponse:
    """Make somebody known; the password for the first log-in is shown once."""
    require(request, Capability.MANAGE_USERS)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, actions.create_person, values=form.values, by=request.user)
        if made:
            return _show_password(request, *made, first=True)
    return render(request, "teams/person_form.html", {"form": form})


@require_safe
def person_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: who, with which roles, and the state of the account."""
    return _detail(request, _person(request, pk), GrantForm())


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is known of a person."""
    person = _person(request, pk)
    form = PersonForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        carry_out(
            form,
            actions.change_person,
            person=person,
            values=form.values,
            revision=revision,
            by=request.user,
        )
        if form.is_valid():
            feedback.done(request, _("Saved."))
            return redirect("teams:person_detail", pk)
    return render(request, "teams/person_form.html", {"form": form, "person": person})


@require_POST
def grant_add(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the person one more role."""
    person = _person(request, pk)
    form = GrantForm(request.POST)
    if form.is_valid():
        carry_out(form, actions.grant_role, person=person, **form.cleaned_data, by=request.user)
    if not form.is_valid():
        return _detail(request, person, form)
    feedback.done(request, _("The role is given."))
    return redirect("teams:person_detail", pk)


@require_POST
def grant_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    grants = Grant.objects.select_related("user__branch", "branch", "campaign")
    grant: Grant = get_scoped_or_404(grants, request, to=Capability.MANAGE_USERS, pk=pk)
    person = grant.user
    text = _("The role is taken away.")
    feedback.attempt(request, actions.revoke_role, text, grant=grant, by=request.user)
    return redirect("teams:person_detail", person.pk)


@require_POST
def person_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Let the person in again."""
    actions.reopen_account(_person(request, pk), by=request.user)
    feedback.done(request, _("The account is open again."))
    return redirect("teams:person_detail", pk)


@require_POST
def person_unlock(request: PersonRequest, pk: int) -> HttpResponse:
    """End the lock after wrong passwords."""
    actions.unlock(_person(request, pk), by=request.user)
    feedback.done(request, _("The account is unlocked."))
    return redirect("teams:person_detail", pk)


@never_cache
@require_POST
def person_password_reset(request: PersonRequest, pk: int) -> HttpResponse:
    """A new password for one log-in, shown once."""
    person = _person(request, pk)
    return _show_password(request, person, account.reset_password(person, by=request.user), first=False)


@require_POST
def person_second_factor_reset(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget the person's authenticator."""
    person = _person(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        account.reset_second_factor(person, by=request.user, reason=form.cleaned_data["reason"])
        feedback.done(request, _("The second factor is reset. The next log-in sets up a new one."))
    else:
        feedback.refused_at_fields(request, form)
    return redirect("teams:person_detail", pk)


def _detail(request: PersonRequest, person: User, form: GrantForm) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "grants": person.grants.select_related("branch", "campaign").order_by("pk"),
        "memberships": person.memberships.current().select_related("team", "campaign"),
        "locked": person.username in locked_usernames([person.username]),
        "has_device": confirmed_device(person) is not None,
        "device_form": ReasonForm(auto_id="device_%s"),
    }
    return render(request, "teams/person_detail.html", context)


def _show_password(request: PersonRequest, person: User, password: str, *, first: bool) -> HttpResponse:
    """The only page that ever shows it: it is not kept, so it can't be called up again."""
    context = {"person": person, "password": password, "first": first}
    return render(request, "teams/person_password.html", context)
