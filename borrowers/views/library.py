"""The methods library and the talk guides: read by everybody with a role, changed by an administrator."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.actions import library as actions
from borrowers.enums import Method
from borrowers.enums.plans import Talk
from borrowers.forms.library import MethodForm, TalkForm
from borrowers.models import BankMethod, BankTalk
from borrowers.queries import library
from campaign import feedback
from campaign.common.access import require
from campaign.enums import Capability
from teams.http import PersonRequest

Key = TypeVar("Key", Method, Talk)
Entry = TypeVar("Entry", BankMethod, BankTalk)


@require_safe
def method_list(request: PersonRequest) -> HttpResponse:
    """Every method: when, how, what evidence it leaves, whether the legal department looks first."""
    context = {"cards": library.method_cards().values(), "may_edit": _reader_may_edit(request)}
    return render(request, "borrowers/library/method_list.html", context)


@require_safe
def talk_list(request: PersonRequest) -> HttpResponse:
    """Every talk guide, by band and by situation."""
    context = {
        "cards": library.talk_cards(),
        "never": library.never_whatever_the_guide(),
        "may_edit": _reader_may_edit(request),
    }
    return render(request, "borrowers/library/talk_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def method_edit(request: PersonRequest, key: str) -> HttpResponse:
    """The bank's own words for a method."""
    entry = _entry(request, Method, key, library.method_of)
    form = MethodForm(request.POST or None, entry=entry)
    return _edit(request, entry, form, "method")


@require_http_methods(["GET", "HEAD", "POST"])
def talk_edit(request: PersonRequest, key: str) -> HttpResponse:
    """The bank's own talk guide."""
    entry = _entry(request, Talk, key, library.talk_of)
    form = TalkForm(request.POST or None, entry=entry)
    return _edit(request, entry, form, "talk")


@require_POST
def method_restore(request: PersonRequest, key: str) -> HttpResponse:
    """The method as it ships."""
    actions.restore_entry(entry=_entry(request, Method, key, library.method_of), by=request.user)
    feedback.done(request, _("It is as it ships again."))
    return redirect("borrowers:method_list")


@require_POST
def talk_restore(request: PersonRequest, key: str) -> HttpResponse:
    """The guide as it ships."""
    actions.restore_entry(entry=_entry(request, Talk, key, library.talk_of), by=request.user)
    feedback.done(request, _("It is as it ships again."))
    return redirect("borrowers:talk_list")


def _reader_may_edit(request: PersonRequest) -> bool:
    if not request.user.roles:
        raise PermissionDenied
    return request.user.may(Capability.MANAGE_RULES)


def _entry(request: PersonRequest, keys: type[Key], key: str, read: Callable[[Key], Entry]) -> Entry:
    require(request, Capability.MANAGE_RULES)
    if key not in keys.values:
        raise Http404
    return read(keys(key))


def _edit(
    request: PersonRequest, entry: BankMethod | BankTalk, form: MethodForm | TalkForm, kind: str
) -> HttpResponse:
    back = f"borrowers:{kind}_list"
    if request.method == "POST" and form.is_valid():
        actions.change_entry(entry=entry, by=request.user, **form.cleaned_data)
        feedback.done(request, _("Saved."))
        return redirect(back)
    context = {"entry": entry, "form": form, "back": back, "restore": f"borrowers:{kind}_restore"}
    return render(request, "borrowers/library/entry_edit.html", context)
