"""Choices of boards and summaries."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Board(TextChoices):
    """What a leaderboard ranks by (榜单)."""

    SCORE = "score", _("Score")
    VERIFIED = "verified", _("Amount verified")
    TARGET = "target", _("Target reached")
    COVERAGE = "coverage", _("Coverage")
    VISITS = "visits", _("Visits")
    PROMISES = "promises", _("Promises kept")


class Group(TextChoices):
    """Who is ranked (排名对象)."""

    TEAMS = "teams", _("Teams")
    PEOPLE = "people", _("People")


class Period(TextChoices):
    """Over which time (统计口径)."""

    DAY = "day", _("That day")
    CAMPAIGN = "campaign", _("Whole campaign")


class Gap(TextChoices):
    """What a summary has no figure for (缺项): said to be missing, never shown as zero."""

    TARGET = "target", _("No target amount is set.")
    LIST = "list", _("No borrower list is imported.")
    ASSIGNMENT = "assignment", _("Some borrowers are assigned to no team.")
    CLASSIFICATION = "classification", _("Some borrowers are not classified.")
    LOGS = "logs", _("Some teams sent no daily log.")
    PHOTOS = "photos", _("Some photos are still on the phones.")
    ATTENDANCE = "attendance", _("Attendance is not recorded.")
    LETTERS = "letters", _("Demand notices are not recorded.")
    INCIDENTS = "incidents", _("Incidents are not recorded.")


class Figure(TextChoices):
    """The figures of the whole campaign by their name in a snapshot (指标), in the order they are shown."""

    REPORTED_TODAY = "money.reported_today", _("Reported that day")
    VERIFIED_TODAY = "money.verified_today", _("Verified that day")
    PRINCIPAL_TODAY = "money.principal_today", _("Of it principal, that day")
    INTEREST_TODAY = "money.interest_today", _("Of it interest, that day")
    REJECTED_TODAY = "money.rejected_today", _("Rejected that day")
    REPORTED = "money.reported", _("Reported so far")
    VERIFIED = "money.verified", _("Verified so far")
    PRINCIPAL = "money.principal", _("Of it principal, so far")
    INTEREST = "money.interest", _("Of it interest, so far")
    REJECTED = "money.rejected", _("Rejected so far")
    PROVISIONAL = "money.provisional", _("Reported, waiting for verification")
    UNCLAIMED = "money.unclaimed", _("Booked by the bank, reported by nobody")
    TARGET = "money.target", _("Target amount")
    TARGET_REACHED = "money.target_reached", _("Target reached")
    ON_LIST = "coverage.on_list", _("Borrowers on the list")
    ASSIGNED = "coverage.assigned", _("Borrowers assigned")
    VISITED = "coverage.visited", _("Borrowers visited so far")
    VISITED_TODAY = "coverage.visited_today", _("Borrowers visited for the first time that day")
    REACHED = "coverage.reached", _("Borrowers reached so far")
    VISITS_TODAY = "coverage.visits_today", _("Visits that day")
    VISITS = "coverage.visits", _("Visits so far")
    COVERAGE = "coverage.coverage", _("Coverage")
    MADE_TODAY = "promises.made_today", _("Promises made that day")
    MADE = "promises.made", _("Promises made so far")
    DUE_TODAY = "promises.due_today", _("Promises due that day")
    DUE_AMOUNT = "promises.due_amount", _("Amount of the promises due that day")
    DUE_KEPT = "promises.due_kept", _("Of those due, kept")
    DUE_OPEN = "promises.due_open", _("Of those due, open")
    KEPT_TODAY = "promises.kept_today", _("Promises kept that day, whenever due")
    PART_KEPT_TODAY = "promises.part_kept_today", _("Promises part kept that day")
    BROKEN_TODAY = "promises.broken_today", _("Promises broken that day")
    KEPT = "promises.kept", _("Promises kept so far")
    PART_KEPT = "promises.part_kept", _("Promises part kept so far")
    BROKEN = "promises.broken", _("Promises broken so far")
    DUE_TOMORROW = "promises.due_tomorrow", _("Promises due tomorrow")
    DUE_TOMORROW_AMOUNT = "promises.due_tomorrow_amount", _("Amount of the promises due tomorrow")
    ON_LOANS = "loans.on_balance.loans", _("Loans on balance sheet")
    ON_PRINCIPAL_BEFORE = "loans.on_balance.principal_before", _("On balance sheet: principal before")
    ON_INTEREST_BEFORE = "loans.on_balance.interest_before", _("On balance sheet: interest before")
    ON_PRINCIPAL_NOW = "loans.on_balance.principal_now", _("On balance sheet: principal now")
    ON_INTEREST_NOW = "loans.on_balance.interest_now", _("On balance sheet: interest now")
    OFF_LOANS = "loans.off_balance.loans", _("Loans off balance sheet")
    OFF_PRINCIPAL_BEFORE = "loans.off_balance.principal_before", _("Off balance sheet: principal before")
    OFF_INTEREST_BEFORE = "loans.off_balance.interest_before", _("Off balance sheet: interest before")
    OFF_PRINCIPAL_NOW = "loans.off_balance.principal_now", _("Off balance sheet: principal now")
    OFF_INTEREST_NOW = "loans.off_balance.interest_now", _("Off balance sheet: interest now")
    SETTLED_TODAY = "loans.settled_today", _("Loans settled that day")
    SETTLED = "loans.settled", _("Loans settled so far")
    BREACHES_TODAY = "conduct.breaches_today", _("Breaches of contact rules that day")
    BREACHES = "conduct.breaches", _("Breaches of contact rules so far")
    COMPLAINTS_TODAY = "conduct.complaints_today", _("Complaints received that day")
    COMPLAINTS_OPEN = "conduct.complaints_open", _("Complaints open")
    PHOTOS_MISSING = "conduct.photos_missing", _("Visits whose photos have not all arrived")
    WEIGHT_RECOVERY = "weights.recovery", _("Weight of recovery")
    WEIGHT_PROCESS = "weights.process", _("Weight of process")
    WEIGHT_COMPLIANCE = "weights.compliance", _("Weight of compliance")


# Figures that are a part of a whole, not an amount or a count.
FRACTIONS = frozenset({Figure.TARGET_REACHED, Figure.COVERAGE})
