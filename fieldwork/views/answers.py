"""What the phone's script reads when a form was not stored."""

from collections.abc import Mapping, Sequence

from django.http import JsonResponse
from django.utils.translation import gettext as _

from campaign.common.http import json_error


def invalid(errors: Mapping[str, Sequence[str]]) -> JsonResponse:
    """The errors by field."""
    message = _("Some answers are missing or can't be right.")
    return JsonResponse({"code": "invalid", "message": message, "errors": dict(errors)}, status=422)


def conflict(message: str) -> JsonResponse:
    """The id is stored with another body."""
    return json_error("other_body", message, status=409)
