"""A person's own page: who I am here, my password, my second factor."""

from base64 import b32encode

import django_otp
import qrcode
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from campaign import feedback
from campaign.common.http import HOME, next_url
from teams.actions import account as actions
from teams.forms.account import CodeForm, PasswordChangeForm
from teams.http import PersonRequest
from teams.queries.people import roles_held
from teams.queries.second_factor import confirmed_device, is_proved, pending_device, wait_until


@require_safe
def account(request: PersonRequest) -> HttpResponse:
    """Me."""
    context = {
        "held": roles_held(request.user),
        "second_factor": settings.TOTP_REQUIRED and request.user.needs_second_factor,
    }
    return render(request, "teams/account.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: PersonRequest) -> HttpResponse:
    """Choose a new password; other devices are logged out by it."""
    form = PasswordChangeForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        first = request.user.must_change_password
        actions.change_password(request.user, password=form.cleaned_data["new_password"])
        update_session_auth_hash(request, request.user)
        feedback.done(request, _("The password is changed."))
        return redirect(HOME if first else "teams:account")
    return render(request, "teams/password_change.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: PersonRequest) -> HttpResponse:
    """After the password: the code that the person's authenticator shows."""
    device = confirmed_device(request.user)
    if device is None:
        return redirect("teams:second_factor_enrol")
    after = next_url(request, HOME)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        waiting = wait_until(device)
        proved = django_otp.verify_token(request.user, device.persistent_id, form.cleaned_data["code"])
        if proved:
            django_otp.login(request, proved)
            return redirect(after)
        form.refuse(waiting)
    return render(request, "teams/second_factor.html", {"form": form, "next": after})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_enrol(request: PersonRequest) -> HttpResponse:
    """Set up an authenticator: take its secret as a picture or by hand, and prove it by a code.

    Who already has one must have proved it in this session: else a stolen password would be enough.
    """
    if confirmed_device(request.user) and not is_proved(request.user):
        return redirect("teams:second_factor")
    if "begin" in request.POST:
        actions.begin_second_factor(request.user)
        return redirect("teams:second_factor_enrol")
    device = pending_device(request.user)
    form = CodeForm(request.POST or None)
    if device and request.method == "POST" and form.is_valid():
        waiting = wait_until(device)
        proved = actions.confirm_second_factor(request.user, code=form.cleaned_data["code"])
        if proved:
            django_otp.login(request, proved)
            feedback.done(request, _("The second factor is set up."))
            return redirect(HOME)
        form.refuse(waiting)
    return render(request, "teams/second_factor_enrol.html", {"form": form, **_secret_of(device)})


def _secret_of(device: TOTPDevice | None) -> dict[str, object]:
    if device is None:
        return {"secret": ""}
    secret = b32encode(device.bin_key).decode()
    return {
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "picture": _picture(device),
    }


def _picture(device: TOTPDevice) -> SafeString:
    """The secret as an SVG that stands in the page: no style, no script, no request of its own."""
    image = qrcode.make(device.config_url, image_factory=SvgPathImage, border=2)
    return mark_safe(str(image.to_string(encoding="unicode")))  # noqa: S308  # drawn by us, only squares
