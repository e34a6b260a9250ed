"""The list of campaigns, making and changing one, and its set-up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.actions.campaigns import create_campaign, update_campaign
from campaign.common import clock
from campaign.common.access import require
from campaign.common.forms import carry_out
from campaign.domain.templates import TEMPLATES
from campaign.enums import Capability
from campaign.forms.campaigns import CampaignFilterForm, CampaignForm
from campaign.queries.campaigns import branches_to_hold, campaign_rows, may_change
from campaign.queries.progress import progress_of
from campaign.queries.setup import setup_of

MANAGE = Capability.MANAGE_CAMPAIGN


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign that the person sees."""
    form = CampaignFilterForm(request.GET)
    context = {
        "form": form,
        "rows": campaign_rows(request.user, **form.chosen()),
        "may_create": request.user.may(Capability.MANAGE_CAMPAIGN),  # type: ignore[union-attr]
    }
    return render(request, "campaign/campaign_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_create(request: HttpRequest) -> HttpResponse:
    """A new campaign from a template."""
    require(request, MANAGE)
    form = CampaignForm(request.POST or None, offered=branches_to_hold(request.user))
    if request.method == "POST" and form.is_valid():
        own = {name: form.cleaned_data[name] for name in ("code", "template")}
        campaign = carry_out(form, create_campaign, by=request.user, setup=form.setup, **own)
        if campaign:
            feedback.done(request, _("“%(name)s” is set up as a draft.") % {"name": campaign.name})
            return redirect("campaign:campaign_setup", campaign.code)
    return render(request, "campaign/campaign_create.html", {"form": form, "templates": TEMPLATES.values()})


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Dates, branches, target and contact hours of a campaign."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    form = CampaignForm(request.POST or None, offered=branches_to_hold(request.user), campaign=campaign)
    if request.method == "POST" and form.is_valid():
        values = {"revision": form.cleaned_data["revision"], "setup": form.setup}
        if carry_out(form, update_campaign, campaign=campaign, by=request.user, **values):
            feedback.done(request, _("The campaign is saved."))
            return redirect("campaign:campaign_setup", code)
        campaign.refresh_from_db()
    return render(request, "campaign/campaign_edit.html", {"form": form, "campaign": campaign})


@require_safe
def campaign_setup(request: HttpRequest, code: str) -> HttpResponse:
    """How far the campaign is set up, and what to do next."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    context = {
        "campaign": campaign,
        "may_edit": may_change(request.user, campaign),
        "setup": setup_of(campaign),
        "progress": progress_of(campaign, clock.now()),
    }
    return render(request, "campaign/campaign_setup.html", context)
