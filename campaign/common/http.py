"""Small helpers of views."""

from contextlib import suppress
from ipaddress import ip_address
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

# Where everybody begins; what is shown there depends on who they are.
HOME = "/"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def next_url(request: HttpRequest, default: str) -> str:
    """The `next` a form carries when it is a path of this host, else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return default


def xlsx_response(content: bytes, file_name: str) -> HttpResponse:
    """A workbook as a download; the name may be Chinese."""
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return response


def private_file(stored: FieldFile, content_type: str) -> HttpResponseBase:
    """A private upload, once the view has checked who asks: by nginx where there is one, else by us."""
    if settings.MEDIA_ACCEL_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = quote(str(PurePath(settings.MEDIA_ACCEL_PREFIX) / str(stored.name)))
    else:
        response = FileResponse(stored.open("rb"), content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def client_address(request: HttpRequest) -> str | None:
    """Where the request comes from: the address that the outermost of our own proxies saw.

    What stands further left in the header was written by the client and proves nothing.
    """
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXY_COUNT and len(hops) >= settings.PROXY_COUNT:
        claimed = hops[-settings.PROXY_COUNT]
        with suppress(ValueError):
            return str(ip_address(claimed))
    return request.META.get("REMOTE_ADDR") or None


def wants_json(request: HttpRequest) -> bool:
    """Whether the phone's own script asks (it reads JSON answers), not a person's browser."""
    return request.accepts("application/json") and not request.accepts("text/html")


def json_error(code: str, message: str, *, status: int) -> JsonResponse:
    """The one shape of an error that the phone's script reads."""
    return JsonResponse({"code": code, "message": str(message)}, status=status)
