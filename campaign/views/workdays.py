"""Which days are worked, as the administrator corrects it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaign import feedback
from campaign.actions.workdays import correct_workday, drop_correction
from campaign.common import clock, holidays
from campaign.common.access import require
from campaign.enums import Capability
from campaign.forms.workdays import WORKS, WorkdayForm
from campaign.models import WorkdayCorrection


@require_http_methods(["GET", "HEAD", "POST"])
def workday_list(request: HttpRequest) -> HttpResponse:
    """The corrected days, and a form for one more."""
    require(request, Capability.MANAGE_RULES)
    form = WorkdayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        correct_workday(
            day=given["day"], is_workday=given["kind"] == WORKS, source=given["source"], by=request.user
        )
        feedback.done(request, _("Saved."))
        return redirect("campaign:workday_list")
    year = clock.today().year
    years = [(one, holidays.is_announced(one)) for one in range(year, year + 3)]
    context = {"form": form, "corrections": WorkdayCorrection.objects.all(), "years": years}
    return render(request, "campaign/workday_list.html", context)


@require_POST
def workday_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar that ships counts again for the day."""
    require(request, Capability.MANAGE_RULES)
    drop_correction(correction=get_object_or_404(WorkdayCorrection, pk=pk), by=request.user)
    feedback.done(request, _("Removed."))
    return redirect("campaign:workday_list")
