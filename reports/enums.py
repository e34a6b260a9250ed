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
