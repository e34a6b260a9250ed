"""The table of every rule of lawful contact (阳光清收规则表): what each says, and how it is held."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from campaign.domain.contact_hours import STANDARD
from campaign.models import Campaign
from fieldwork.domain.contact_history import LOST_AFTER_DAYS
from fieldwork.enums import RuleMark, RuleSection
from fieldwork.queries.contact import policy_of
from fieldwork.queries.rulebook import conduct, contacts, rights
from fieldwork.queries.rulebook.rule import Rule

RULES: tuple[Rule, ...] = contacts.RULES + conduct.RULES + rights.RULES


def rules_by_section() -> list[tuple[RuleSection, list[Rule]]]:
    """The table in its parts, in its order."""
    return [(section, [rule for rule in RULES if rule.section is section]) for section in RuleSection]


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that the rules go by: as the campaign has it, and as it ships."""

    name: str
    here: str
    ships: str
    mark: RuleMark
    is_looser: bool = False


def settings_of(campaign: Campaign) -> list[Setting]:
    """The campaign's contact settings beside those that ship."""
    policy = policy_of(campaign)
    hours = policy.hours
    numbers = (
        (_("Colleagues at a door"), f"{policy.min_colleagues}–{policy.max_colleagues}", RuleMark.GUIDELINE),
        (_("Visits a day"), f"{policy.visits_a_day}", RuleMark.BANK),
        (_("Visits in seven days"), f"{policy.visits_a_week}", RuleMark.BANK),
        (_("Days without meeting until a borrower is lost"), f"{LOST_AFTER_DAYS}", RuleMark.GUIDELINE),
        (_("Looks behind masks a day"), f"{settings.REVEALS_PER_DAY}", RuleMark.BANK),
        (_("Rows exported without an approver"), f"{settings.EXPORT_ROWS_FREE}", RuleMark.LAW),
    )
    return [
        Setting(
            _("Quiet hours"),
            f"{hours.quiet_from:%H:%M}–{hours.quiet_until:%H:%M}",
            f"{STANDARD.quiet_from:%H:%M}–{STANDARD.quiet_until:%H:%M}",
            RuleMark.STANDARD,
            hours.quiet_from > STANDARD.quiet_from or hours.quiet_until < STANDARD.quiet_until,
        ),
        Setting(
            _("Last visit before"),
            f"{hours.visits_until:%H:%M}",
            f"{STANDARD.visits_until:%H:%M}",
            RuleMark.BANK,
            hours.visits_until > STANDARD.visits_until,
        ),
        *(Setting(name, value, value, mark) for name, value, mark in numbers),
    ]
