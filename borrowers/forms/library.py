"""Forms over an entry of the methods library and over a talk guide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.models import BankMethod, BankTalk
from campaign.common.forms import SeenForm

SHORT, LONG = forms.Textarea(attrs={"rows": 3}), forms.Textarea(attrs={"rows": 6})
ONE_A_LINE = _("One sentence a line.")


class MethodForm(SeenForm):
    """The bank's own words for a method."""

    when = BankMethod._meta.get_field("when").formfield(widget=SHORT)
    how = BankMethod._meta.get_field("how").formfield(widget=SHORT)
    evidence = BankMethod._meta.get_field("evidence").formfield(widget=SHORT)
    needs_review = BankMethod._meta.get_field("needs_review").formfield(
        help_text=_("Then no plan may choose it before the review of that plan is recorded: who and when.")
    )
    is_offered = BankMethod._meta.get_field("is_offered").formfield()

    def __init__(self, *args: Any, entry: BankMethod, **kwargs: Any) -> None:
        super().__init__(*args, target=entry, **kwargs)


class TalkForm(SeenForm):
    """The bank's own talk guide."""

    find_out = BankTalk._meta.get_field("find_out").formfield(widget=LONG, help_text=ONE_A_LINE)
    may_say = BankTalk._meta.get_field("may_say").formfield(widget=LONG, help_text=ONE_A_LINE)
    never_say = BankTalk._meta.get_field("never_say").formfield(
        widget=SHORT,
        help_text=_("One sentence a line, in addition to what ships: that stays whatever is written here."),
    )

    def __init__(self, *args: Any, entry: BankTalk, **kwargs: Any) -> None:
        super().__init__(*args, target=entry, **kwargs)
