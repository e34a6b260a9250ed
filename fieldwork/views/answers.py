"""What the phone's script reads when a form was not stored."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from campaign.common.http import json_error, wants_json


def invalid(errors: Mapping[str, Sequence[str]]) -> JsonResponse:
    """The errors by field."""
    message = _("Some answers are missing or can't be right.")
    return JsonResponse({"code": "invalid", "message": message, "errors": dict(errors)}, status=422)


def refusal_of(request: HttpRequest, form: BaseForm, *, status: int) -> JsonResponse | None:
    """Why the form was not stored, for the script; None for a browser, and where nothing is wrong."""
    errors = {name: [str(one) for one in found] for name, found in form.errors.items()}
    if not errors or not wants_json(request):
        return None
    return conflict(errors[NON_FIELD_ERRORS][0]) if status == 409 else invalid(errors)


def conflict(message: str) -> JsonResponse:
    """The id is stored with another body."""
    return json_error("other_body", message, status=409)
