"""Taking lists of borrowers out: asking, deciding, fetching, printing."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.actions import exports as actions
from borrowers.enums.exports import ExportKind, ExportState
from borrowers.forms.exports import DecisionForm, ExportForm, Shape
from borrowers.forms.register import RegisterFilterForm
from borrowers.models import Export
from borrowers.queries import exports as queries
from borrowers.queries.register import order_of
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.common.http import xlsx_response
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50
# What somebody can carry and lose: a print is a list of one day's work.
PRINT_ROWS = 1000


def _get_export_or_404(request: PersonRequest, code: str, pk: int) -> Export:
    """An export that the person asked for or may decide; 403 for one that they only see is there."""
    campaign = get_campaign_or_404(request, code, only_reads=True)
    exports = Export.objects.filter(campaign=campaign).select_related(
        "campaign", "job", "asked_by", "decided_by"
    )
    export: Export = get_scoped_or_404(exports, request, pk=pk)
    if export.asked_by_id != request.user.pk:
        get_scoped_or_404(exports, request, to=Capability.APPROVE_EXPORT, pk=pk)
    return export


@require_safe
def export_list(request: PersonRequest, code: str) -> HttpResponse:
    """Requests to decide, and what the person took out before."""
    campaign = get_campaign_or_404(request, code, to=Capability.EXPORT)
    page = Paginator(queries.own_exports(campaign, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = queries.waiting_for(campaign, request.user)
    context = {"campaign": campaign, "page": page, "waiting": waiting, **_settings()}
    return render(request, "borrowers/exports/export_list.html", context)


def _settings() -> dict[str, int]:
    return {"free": settings.EXPORT_ROWS_FREE, "keep_hours": settings.EXPORT_KEEP_HOURS}


@require_http_methods(["GET", "HEAD", "POST"])
def export_new(request: PersonRequest, code: str) -> HttpResponse:
    """Asks how the register, filtered as the address says, is to be taken out."""
    campaign = get_campaign_or_404(request, code, to=Capability.EXPORT, only_reads=True)
    filters = RegisterFilterForm(request.GET, campaign=campaign, user=request.user)
    form = ExportForm(request.POST or None, in_full=request.user.may(Capability.REVEAL, campaign))
    chosen = filters.chosen()
    rows = queries.borrowers_to_export(campaign, request.user, chosen, is_masked=True)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["shape"] == Shape.PRINT:
            return _print(request, filters, form)
        export = carry_out(
            form,
            actions.ask,
            campaign=campaign,
            filters=chosen,
            is_masked=form.cleaned_data["shape"] == Shape.MASKED,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        if export:
            return redirect("borrowers:export_detail", code, export.pk)
    context = {"campaign": campaign, "form": form, "filters": filters, "count": rows.count(), **_settings()}
    return render(request, "borrowers/exports/export_new.html", context)


def _print(request: PersonRequest, filters: RegisterFilterForm, form: ExportForm) -> HttpResponse:
    campaign, chosen = filters.campaign, filters.chosen()
    rows = queries.borrowers_to_export(campaign, request.user, chosen, is_masked=True)
    count = rows.count()
    if not 0 < count <= PRINT_ROWS:
        form.add_error(
            "shape",
            _("A print holds 1 to %(limit)s borrowers, this list has %(count)s. Change the filters.")
            % {"limit": PRINT_ROWS, "count": count},
        )
        context = {"campaign": campaign, "form": form, "filters": filters, "count": count, **_settings()}
        return render(request, "borrowers/exports/export_new.html", context)
    kind = ExportKind.REGISTER_PRINT
    note = actions.note_of(campaign=campaign, kind=kind, rows=count, filters=chosen, by=request.user)
    listed = rows.select_related("team", "branch", "member").order_by(*order_of(request.GET.get("sort", "")))
    context = {"campaign": campaign, "rows": listed, "note": note, "filters": filters}
    return render(request, "borrowers/exports/register_print.html", context)


@require_safe
def export_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Where the export stands: being made, waiting, ready, declined, expired."""
    export = _get_export_or_404(request, code, pk)
    is_own = export.asked_by_id == request.user.pk
    filters = None
    if export.kind in {ExportKind.REGISTER, ExportKind.REGISTER_PRINT}:
        filters = RegisterFilterForm(export.filters, campaign=export.campaign, user=export.asked_by)
    context = {
        "campaign": export.campaign,
        "export": export,
        "filters": filters,
        "is_own": is_own,
        "may_decide": not is_own and export.state == ExportState.WAITING,
        "has_broken_off": export.state == ExportState.MAKING and (export.job is None or export.job.has_ended),
        **_settings(),
    }
    return render(request, "borrowers/exports/export_detail.html", context)


@require_POST
def export_decide(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Approves or declines somebody else's request."""
    export = _get_export_or_404(request, code, pk)
    get_scoped_or_404(Export.objects, request, to=Capability.APPROVE_EXPORT, pk=pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        approve = form.cleaned_data["verdict"] == "approve"
        done = _("Approved: the file is being made.") if approve else _("Declined.")
        reason = form.cleaned_data["reason"]
        feedback.attempt(
            request, actions.decide, done, export=export, approve=approve, reason=reason, by=request.user
        )
    return redirect("borrowers:export_detail", code, pk)


@never_cache
@require_POST
def export_download(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The file, to whoever asked for it."""
    export = _get_export_or_404(request, code, pk)
    if export.asked_by_id != request.user.pk:
        raise PermissionDenied
    try:
        content = actions.fetch(export=export, by=request.user)
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
        return redirect("borrowers:export_detail", code, pk)
    return xlsx_response(content, f"{export.number}.xlsx")
