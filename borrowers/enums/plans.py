"""Choices of plans, of what is proposed to the bank, and the talk guides."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Talk(TextChoices):
    """Talk guides (话术): by overdue band, then by situation."""

    EARLY = "early", _("Early: 1 to 5 days")
    MIDDLE = "middle", _("Middle: 6 to 18 days")
    LATE = "late", _("Late: 19 to 28 days")
    QUARTER = "quarter", _("29 to 90 days")
    LONG = "long", _("Over 90 days")
    BROKEN_PROMISE = "broken_promise", _("Promised and broke it")
    THIRD_BROKEN = "third_broken", _("Third promise broken")
    REFUSES = "refuses", _("Refuses to pay")
    UNABLE = "unable", _("Unable to pay")
    DIED = "died", _("The borrower has died")
    SOMEBODY_ELSE = "somebody_else", _("Somebody else opens")
    OUT_OF_TIME = "out_of_time", _("The claim has lapsed")


class PlanState(TextChoices):
    """State of a version of a plan (方案版本状态)."""

    WAITING = "waiting", _("Waiting for approval")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")
    SENT_BACK = "sent_back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReliefKind(TextChoices):
    """What is proposed to the bank (减免、重组建议)."""

    REDUCTION = "reduction", _("Reduction")
    WAIVER = "waiver", _("Waiver")
    RESTRUCTURING = "restructuring", _("Restructuring")


class ReliefState(TextChoices):
    """What the bank decided elsewhere (审批结果)."""

    PROPOSED = "proposed", _("Waiting for the decision")
    GRANTED = "granted", _("Granted")
    PART = "part", _("Granted in part")
    REFUSED = "refused", pgettext_lazy("decision on a proposal", "Refused")
