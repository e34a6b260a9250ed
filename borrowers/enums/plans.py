"""Choices of plans and proposals, and the talk guides."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
