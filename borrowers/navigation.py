"""What this app offers to the navigation."""

from django.utils.translation import gettext_lazy as _

from borrowers.queries.deadlines import evidence_count
from borrowers.queries.exports import news_count
from borrowers.queries.imports import waiting_count as waiting_lists
from borrowers.queries.imports import waiting_ledgers
from borrowers.queries.ledger import offered_count
from borrowers.queries.plans import waiting_count as waiting_plans
from borrowers.queries.repayments import waiting_count
from campaign.enums import Capability
from campaign.navigation import NavItem, Section

# Pages that lie below a borrower's address and belong to the plans.
_PLAN_PAGES = (
    "borrowers:plan_detail",
    "borrowers:plan_edit",
    "borrowers:plan_review",
    "borrowers:relief_list",
    "borrowers:relief_propose",
    "borrowers:relief_decision",
)

ITEMS: tuple[NavItem, ...] = (
    NavItem(
        section=Section.LIST,
        label=_("Borrowers"),
        icon="people",
        url_name="borrowers:borrower_list",
        campaign_bound=True,
        search_url_name="borrowers:borrower_search",
        pages=("fieldwork:visit_detail",),
        order=20,
    ),
    NavItem(
        section=Section.PHONE,
        label=_("Borrowers"),
        icon="people",
        url_name="borrowers:borrower_list",
        campaign_bound=True,
        pages=("fieldwork:visit_detail",),
        order=20,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Assignment"),
        icon="signpost-split",
        url_name="borrowers:assignment_board",
        capability=Capability.ASSIGN,
        campaign_bound=True,
        pages=(
            "borrowers:area_list",
            "borrowers:area_detail",
            "borrowers:exchange_list",
            "borrowers:claim_set",
            "fieldwork:wave",
        ),
        order=30,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Open to claims"),
        icon="flag",
        url_name="borrowers:claim_list",
        campaign_bound=True,
        order=35,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Must be signed"),
        icon="pencil",
        url_name="borrowers:signing_list",
        campaign_bound=True,
        pages=(
            "borrowers:deadline_file",
            "borrowers:loan_terms",
            "borrowers:loan_event_add",
            "borrowers:guarantee_terms",
            "borrowers:guarantor_event_add",
            "borrowers:judgment_add",
            "borrowers:judgment_edit",
            "borrowers:judgment_event_add",
            "borrowers:event_correct",
        ),
        order=40,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Evidence to confirm"),
        icon="patch-check",
        url_name="borrowers:evidence_queue",
        capability=Capability.CONFIRM_EVIDENCE,
        campaign_bound=True,
        counter=evidence_count,
        order=45,
    ),
    NavItem(
        section=Section.MONEY,
        label=_("Repayments"),
        icon="cash-coin",
        url_name="borrowers:repayment_queue",
        capability=Capability.VERIFY_REPAYMENT,
        campaign_bound=True,
        counter=waiting_count,
    ),
    NavItem(
        section=Section.MONEY,
        label=_("Bank ledger"),
        icon="bank",
        url_name="borrowers:ledger_upload",
        capability=Capability.IMPORT_LIST,
        campaign_bound=True,
        counter=waiting_ledgers,
        order=60,
    ),
    NavItem(
        section=Section.MONEY,
        label=_("Unreported money"),
        icon="question-circle",
        url_name="borrowers:unclaimed_list",
        campaign_bound=True,
        counter=offered_count,
        pages=("borrowers:line_claim",),
        order=70,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Exports"),
        icon="file-earmark-arrow-down",
        url_name="borrowers:export_list",
        capability=Capability.EXPORT,
        campaign_bound=True,
        counter=news_count,
        order=70,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Import a list"),
        icon="cloud-upload",
        url_name="borrowers:batch_upload",
        capability=Capability.IMPORT_LIST,
        campaign_bound=True,
        counter=waiting_lists,
        order=60,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Plans"),
        icon="clipboard-check",
        url_name="borrowers:plan_list",
        campaign_bound=True,
        counter=waiting_plans,
        pages=_PLAN_PAGES,
        order=40,
    ),
    NavItem(
        section=Section.PHONE,
        label=_("Plans"),
        icon="clipboard-check",
        url_name="borrowers:plan_list",
        capability=Capability.APPROVE_PLAN,
        campaign_bound=True,
        counter=waiting_plans,
        pages=_PLAN_PAGES,
        order=30,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Methods library"),
        icon="journal-check",
        url_name="borrowers:method_list",
        pages=("borrowers:talk_list", "borrowers:talk_edit"),
        order=70,
    ),
    NavItem(
        section=Section.SETTINGS,
        label=_("Subcategories"),
        icon="tag",
        url_name="borrowers:subcategory_list",
        capability=Capability.MANAGE_RULES,
        order=30,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Categories"),
        icon="table",
        url_name="borrowers:category_list",
        campaign_bound=True,
        order=25,
    ),
)
