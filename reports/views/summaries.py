"""Evening summaries: the list, one day, its workbook, its corrections."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaign import audit, feedback
from campaign.access import get_campaign_or_404
from campaign.common.http import xlsx_response
from campaign.enums import AuditKind, Capability
from campaign.models import Campaign
from campaign.queries.campaigns import may_change
from reports.access import sees_whole
from reports.actions import summaries as actions
from reports.exports import summary_workbook
from reports.forms.summaries import CorrectionForm, VersionForm
from reports.queries import summaries as queries
from teams.http import PersonRequest


@require_safe
def summary_list(request: PersonRequest, code: str) -> HttpResponse:
    """Every campaign day that has come, with its summary or the reason why there is none yet."""
    campaign = get_campaign_or_404(request, code)
    context = {
        "campaign": campaign,
        "rows": queries.summary_rows(campaign),
        "may_change": may_change(request.user, campaign),
    }
    return render(request, "reports/summary_list.html", context)


@require_safe
def summary_detail(request: PersonRequest, code: str, day: date) -> HttpResponse:
    """One day's summary in its latest or a given version; while the day runs, how it stands."""
    campaign = get_campaign_or_404(request, code)
    report = _report_or_404(request, campaign, day, or_draft=True)
    context = {
        "campaign": campaign,
        "report": report,
        "figures": report.figures,
        "may_change": may_change(request.user, campaign),
        "exports": request.user.may(Capability.EXPORT, campaign),
        "sees_whole": sees_whole(request.user, campaign),
        "correction_form": CorrectionForm(),
    }
    return render(request, "reports/summary_detail.html", context)


@require_POST
def summary_make(request: PersonRequest, code: str, day: date) -> HttpResponse:
    """Makes a summary that was missed; before the evening of its day it is refused."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    try:
        actions.make_summary(campaign=campaign, day=day, by=request.user)
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
        return redirect("reports:summary_list", code=code)
    return redirect("reports:summary_detail", code=code, day=day)


@require_POST
def summary_correct(request: PersonRequest, code: str, day: date) -> HttpResponse:
    """Makes a further version with the figures as they are now."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        feedback.refused_at_fields(request, form)
        return redirect("reports:summary_detail", code=code, day=day)
    try:
        summary = actions.correct_summary(
            campaign=campaign, day=day, reason=form.cleaned_data["reason"], by=request.user
        )
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
    else:
        text = _("Version %(version)s was made; the earlier ones stay.")
        feedback.done(request, text % {"version": summary.version})
    return redirect("reports:summary_detail", code=code, day=day)


@require_safe
def summary_xlsx(request: PersonRequest, code: str, day: date) -> HttpResponse:
    """The summary as a workbook; taking it out of the house is audited."""
    campaign = get_campaign_or_404(request, code, to=Capability.EXPORT)
    report = _report_or_404(request, campaign, day)
    audit.record(
        AuditKind.DATA_EXPORTED, target=report.summary, by=request.user, campaign=campaign, what="summary"
    )
    content = summary_workbook(report, with_logs=sees_whole(request.user, campaign))
    return xlsx_response(content, f"{campaign.code}-{day.isoformat()}-v{report.summary.version}.xlsx")


def _report_or_404(
    request: PersonRequest, campaign: Campaign, day: date, *, or_draft: bool = False
) -> queries.Report:
    form = VersionForm(request.GET)
    version = form.cleaned_data["version"] if form.is_valid() else None
    report = queries.report_of(campaign, day, version)
    if report is None and or_draft:
        report = queries.draft_of(campaign, day)
    if report is None:
        raise Http404
    return report
