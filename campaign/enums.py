"""Choices of the campaign app, and the capabilities that every app asks for."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Capability(StrEnum):
    """What a role may do (权限). Seeing is not one: that is scope."""

    MANAGE_USERS = "manage_users"  # people, branches, grants
    MANAGE_CAMPAIGN = "manage_campaign"  # create, calendar, preparation, state, teams, targets
    IMPORT_LIST = "import_list"
    ASSIGN = "assign"  # borrowers to teams
    ASSIGN_INSIDE_TEAM = "assign_inside_team"
    CLASSIFY = "classify"
    DECIDE_CLASSIFICATION = "decide_classification"  # change what is classified, accept proposals
    SELECT_FOR_CASH = "select_for_cash"  # overrule who is asked for cash
    RECORD_VISIT = "record_visit"  # also promise and reported repayment
    CORRECT_VISIT = "correct_visit"  # of somebody else, by a new version
    SUBMIT_LOG = "submit_log"
    VERIFY_REPAYMENT = "verify_repayment"
    KEEP_DEADLINES = "keep_deadlines"  # facts and events of claims, judgments, expired debts' notices
    ISSUE_NOTICE = "issue_notice"  # demand notices of claims that are alive
    CONFIRM_EVIDENCE = "confirm_evidence"  # as the bank's legal user, who recorded none of it
    REVEAL = "reveal"  # personal data in full, with a reason
    EXPORT = "export"
    APPROVE_EXPORT = "approve_export"  # of personal data unmasked, asked for by somebody else
    VIEW_AUDIT = "view_audit"
    VIEW_BREACHES = "view_breaches"
    HANDLE_COMPLAINT = "handle_complaint"
    COACH = "coach"
    POST_NEWS = "post_news"
    LOOSEN_POLICY = "loosen_policy"
    MANAGE_RULES = "manage_rules"  # subcategories, methods, the decision table
    WRITE_PLAN = "write_plan"  # also propose a reduction, waiver or restructuring
    APPROVE_PLAN = "approve_plan"  # what somebody one level below wrote
    RECORD_DECISION = "record_decision"  # what the legal department or the bank decided elsewhere


# Rights over a campaign as a whole: a branch that merely takes part in it does not have them.
RIGHTS_OF_THE_HOLDER = frozenset({Capability.MANAGE_CAMPAIGN, Capability.LOOSEN_POLICY})


class CampaignState(TextChoices):
    """Life of a campaign (战役状态): only the next state can follow."""

    DRAFT = "draft", _("Draft")
    PREPARING = "preparing", _("Preparing")
    RUNNING = "running", pgettext_lazy("state of a campaign", "Running")
    CLOSED = "closed", pgettext_lazy("state of a campaign", "Closed")


class AgendaKind(TextChoices):
    """What an agenda item is (日程类型)."""

    KICKOFF = "kickoff", _("Kick-off")
    TEAM_BUILDING = "team_building", _("Team building")
    TRAINING = "training", _("Training")
    PLEDGE = "pledge", _("Pledge")
    SURVEY = "survey", _("Survey")
    PREPARATION = "preparation", _("Preparation")
    ASSEMBLY = "assembly", _("Morning assembly")
    PUBLICITY = "publicity", _("Publicity")
    FIELD = "field", _("Field collection")
    EVENING_SUMMARY = "evening_summary", _("Evening summary")
    CLOSING = "closing", _("Closing meeting")


class AgendaState(TextChoices):
    """State of an agenda item (日程状态). A disabled one can't be held until its time is lawful."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    DISABLED = "disabled", _("Disabled")


# What takes place, or has.
AGENDA_HELD = frozenset({AgendaState.PLANNED, AgendaState.DONE})


class PreparationState(TextChoices):
    """State of a preparation item (准备事项状态)."""

    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class SlotProblem(TextChoices):
    """Why nothing can be held at the times of an agenda item (日程时间问题)."""

    ENDS_BEFORE_START = (
        "ends_before_start",
        _("It ends before it starts. If it ends after midnight, tick “ends after midnight”."),
    )
    TOO_LONG = "too_long", _("It would last longer than twelve hours. Look at “ends after midnight”.")
    NOT_DAWN = "not_dawn", _("“Starts at the dawn after” is for items that start before noon.")


class ContactHoursProblem(TextChoices):
    """Contact hours that nobody may set (可联系时段问题)."""

    QUIET_FROM = "quiet_from", _("The quiet hours start between 17:00 and 23:00.")
    QUIET_UNTIL = "quiet_until", _("The quiet hours end between 06:00 and 10:00.")
    VISITS_UNTIL = (
        "visits_until",
        _("The last visit lies between the quiet hours."),
    )


class StateCondition(TextChoices):
    """What should be true before a campaign's state changes (状态变更条件)."""

    DATES_AHEAD = "dates_ahead", _("The first day is not in the past")
    BRANCHES = "branches", _("The branches taking part are chosen")
    TARGET = "target", _("The target amount is set")
    LIST_IN = "list_in", _("The list of borrowers is imported")
    TEAMS = "teams", _("There are teams")
    PREPARATION = "preparation", _("Every line of the preparation is done or waived")
    FIRST_DAY_NEAR = "first_day_near", _("It is the eve of the first day, or a day of the campaign")
    TEAM_COUNT = "team_count", _("There are six to eight teams")
    CAPTAINS = "captains", _("Each team has a captain")
    TARGETS_SPLIT = "targets_split", _("The targets of the teams add up to the target of the campaign")
    ALL_ASSIGNED = "all_assigned", _("Each borrower asked for cash is assigned to a team")
    MONEY_DECIDED = "money_decided", _("No repayment waits for verification")
    LAST_DAY = "last_day", _("The last day is reached")
    LOGS_IN = "logs_in", _("Each team submitted each daily log")
    COMPLAINTS_CLOSED = "complaints_closed", _("No complaint is open")


class JobState(TextChoices):
    """State of a background job (后台任务状态)."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


JOB_ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


class AuditKind(TextChoices):
    """What an audit event records (操作留痕类型)."""

    CAMPAIGN_CREATED = "campaign_created", _("Campaign created")
    CAMPAIGN_CHANGED = "campaign_changed", _("Campaign changed")
    CAMPAIGN_STATE_CHANGED = "campaign_state_changed", _("Campaign state changed")
    AGENDA_CHANGED = "agenda_changed", _("Agenda changed")
    PREPARATION_CHANGED = "preparation_changed", _("Preparation changed")
    BRANCH_CHANGED = "branch_changed", _("Branch changed")
    USER_CHANGED = "user_changed", _("User changed")
    GRANT_CHANGED = "grant_changed", _("Role changed")
    LOGGED_IN = "logged_in", _("Logged in")
    LOGGED_OUT = "logged_out", _("Logged out")
    LOGIN_FAILED = "login_failed", _("Log-in failed")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    SECOND_FACTOR_CHANGED = "second_factor_changed", _("Second factor changed")
    TEAM_CHANGED = "team_changed", _("Team changed")
    TARGET_CHANGED = "target_changed", _("Target changed")
    LIST_UPLOADED = "list_uploaded", _("List uploaded")
    COLUMNS_NAMED = "columns_named", _("Columns of lists named")
    LIST_CONFIRMED = "list_confirmed", _("List imported")
    LIST_DISCARDED = "list_discarded", _("List discarded")
    LIST_UNDONE = "list_undone", _("List import undone")
    LEDGER_UPLOADED = "ledger_uploaded", _("Ledger uploaded")
    LEDGER_CONFIRMED = "ledger_confirmed", _("Ledger booked")
    LEDGER_DISCARDED = "ledger_discarded", _("Ledger discarded")
    LEDGER_UNDONE = "ledger_undone", _("Ledger taken back")
    BORROWER_CHANGED = "borrower_changed", _("Borrower changed")
    BORROWER_ASSIGNED = "borrower_assigned", _("Borrower assigned")
    BORROWER_CLASSIFIED = "borrower_classified", _("Borrower classified")
    CLASSIFIED_ANEW = "classified_anew", _("Borrowers classified anew")
    CLASSIFICATION_PROPOSED = "classification_proposed", _("Classification proposed")
    CLASSIFICATION_DECIDED = "classification_decided", _("Proposed classification decided")
    SELECTION_OVERRULED = "selection_overruled", _("Cash collection decided by hand")
    SUBCATEGORY_CHANGED = "subcategory_changed", _("Subcategory changed")
    DECISION_TABLE_CHANGED = "decision_table_changed", _("Decision table changed")
    LIBRARY_CHANGED = "library_changed", _("Methods library changed")
    PLAN_WRITTEN = "plan_written", _("Plan written")
    PLAN_DECIDED = "plan_decided", _("Change of a plan decided")
    PLAN_REVIEWED = "plan_reviewed", _("Legal review of a plan recorded")
    PROPOSAL_MADE = "proposal_made", _("Reduction, waiver or restructuring proposed")
    PROPOSAL_DECIDED = "proposal_decided", _("Decision on a proposal recorded")
    DATA_REVEALED = "data_revealed", _("Personal data shown")
    DATA_EXPORTED = "data_exported", _("Data exported")
    EXPORT_ASKED = "export_asked", _("Export asked for")
    EXPORT_DECIDED = "export_decided", _("Export decided")
    VISIT_RECORDED = "visit_recorded", _("Visit recorded")
    VISIT_CORRECTED = "visit_corrected", _("Visit corrected")
    PHOTO_ADDED = "photo_added", _("Photo added")
    PROMISE_MADE = "promise_made", _("Promise made")
    PROMISE_SETTLED = "promise_settled", _("Promise settled")
    BREACH_RECORDED = "breach_recorded", _("Contact rule broken")
    COMPLAINT_RECORDED = "complaint_recorded", _("Complaint recorded")
    COMPLAINT_CLOSED = "complaint_closed", _("Complaint closed")
    REPAYMENT_REPORTED = "repayment_reported", _("Repayment reported")
    REPAYMENT_VERIFIED = "repayment_verified", _("Repayment verified")
    REPAYMENT_REJECTED = "repayment_rejected", _("Repayment rejected")
    CLAIM_FACTS_CHANGED = "claim_facts_changed", _("Facts of a claim changed")
    CLAIM_EVENT_RECORDED = "claim_event_recorded", _("Event of a claim recorded")
    CLAIM_EVENT_CORRECTED = "claim_event_corrected", _("Event of a claim corrected")
    WORKDAY_CORRECTED = "workday_corrected", _("Workday corrected")
    CLAIM_EVENT_CONFIRMED = "claim_event_confirmed", _("Evidence confirmed")
    DEMAND_NOTICE_ISSUED = "demand_notice_issued", _("Demand notice issued")
    DEMAND_NOTICE_PRINTED = "demand_notice_printed", _("Demand notice printed")
    DEMAND_NOTICE_SERVED = "demand_notice_served", _("Demand notice served")
    REPAYMENT_REOPENED = "repayment_reopened", _("Verification undone")
    REPAYMENT_REVERSED = "repayment_reversed", _("Repayment reversed by the bank")
    REPAYMENT_CLAIMED = "repayment_claimed", _("Booked money claimed")
    REPAYMENT_DECLINED = "repayment_declined", _("Booked money declined")
    RED_LINES_CONFIRMED = "red_lines_confirmed", _("Red lines confirmed")
    CHECK_IN_RECORDED = "check_in_recorded", _("Check-in at the assembly")
    INCIDENT_REPORTED = "incident_reported", _("Incident reported")
    INCIDENT_CLOSED = "incident_closed", _("Incident closed")
    LOG_SUBMITTED = "log_submitted", _("Daily log submitted")
    LOG_REOPENED = "log_reopened", _("Daily log reopened")
    REMINDER_OPENED = "reminder_opened", _("Reminder opened")
    REMINDER_CLIMBED = "reminder_climbed", _("Reminder climbed")
    REMINDER_ACKNOWLEDGED = "reminder_acknowledged", _("Reminder acknowledged")
    REMINDER_CLOSED = "reminder_closed", _("Reminder closed")
    SUMMARY_MADE = "summary_made", _("Evening summary made")
