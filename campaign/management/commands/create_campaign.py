"""`manage.py create_campaign`: a campaign from a template, in one line."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from campaign.actions.branches import branch_named
from campaign.actions.campaigns import create_campaign
from campaign.common.commands import Answer, OperatorCommand, refuse_invalid
from campaign.domain.templates import STANDARD_7, TEMPLATES
from campaign.enums import AgendaState
from campaign.forms.campaigns import CampaignForm, initial_values
from campaign.models import AgendaItem, Branch, Campaign

HEAD_OFFICE = "总行"


class Command(OperatorCommand):
    """Makes a campaign, and the branch that holds it if there is none."""

    help = "Create a campaign from a schedule template."

    def declare(self, parser: ArgumentParser) -> None:
        """Code, name and first day are needed, the rest has defaults."""
        parser.add_argument("--code", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--starts-on", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--template", default=STANDARD_7.code, help=" or ".join(TEMPLATES))
        parser.add_argument("--branch", default="", help="holding branch, made if there is none")
        parser.add_argument("--skip", action="append", default=[], metavar="YYYY-MM-DD", help="skip it")
        parser.add_argument("--target", default="0", metavar="YUAN", help="amount to recover")

    @transaction.atomic
    def work(self, **options: Any) -> Answer:
        """Create it; a refusal takes the branch back as well."""
        branch, is_new = branch_named(options["branch"] or _usual_holder(), by=None)
        form = CampaignForm(_entered(options, branch), offered=Branch.objects.all())
        refuse_invalid(form, _("The campaign was not created."))
        own = {name: form.cleaned_data[name] for name in ("code", "template")}
        campaign = create_campaign(by=None, setup=form.setup, **own)
        text = _("Created “%(name)s” (%(code)s), %(first)s to %(last)s.") % {
            "name": campaign.name,
            "code": campaign.code,
            "first": campaign.starts_on,
            "last": campaign.ends_on,
        }
        return Answer({"campaign": described(campaign), "branch_created": is_new}, text)


def _usual_holder() -> str:
    """The name of head office, or what it is called until somebody says otherwise."""
    root = Branch.objects.filter(parent=None).order_by("path").first()
    return root.name if root else HEAD_OFFICE


def _entered(options: dict[str, Any], branch: Branch) -> MultiValueDict[str, Any]:
    """The options as the form of the page takes them, with its own defaults for the rest."""
    defaults = {name: str(value) for name, value in initial_values().items()}
    named = {
        "code": options["code"],
        "name": options["name"],
        "starts_on": options["starts_on"],
        "template": options["template"],
        "target_amount": options["target"],
        "branch": branch.pk,
    }
    entered = MultiValueDict({name: [value] for name, value in {**defaults, **named}.items()})
    entered.setlist("skipped", options["skip"])
    return entered


def described(campaign: Campaign) -> dict[str, Any]:
    """The campaign as the command reports it."""
    items = AgendaItem.objects.filter(day__campaign=campaign)
    return {
        "code": campaign.code,
        "name": campaign.name,
        "template": campaign.template,
        "state": campaign.state,
        "branch": campaign.branch.name,
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "target_amount": campaign.target_amount,
        "days": list(campaign.days.values("number", "date")),
        "agenda_items": items.count(),
        "disabled_items": items.filter(state=AgendaState.DISABLED).count(),
        "preparation_items": campaign.preparation_items.count(),
        "materials": campaign.materials.count(),
    }
