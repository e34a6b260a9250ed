"""What is known of a person, and the roles given to them."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import Branch, Campaign
from teams.enums import BANK_ROLES, BRANCH_ROLES, CAMPAIGN_ROLES, Role
from teams.models import User
from teams.queries.people import holders_of, login_name_is_taken

ROLES = [(role.value, role.label) for role in Role if role in BANK_ROLES | BRANCH_ROLES | CAMPAIGN_ROLES]
LOGIN_NAME = re.compile(r"[0-9a-z][0-9a-z._-]*")
PHONE = re.compile(r"\+?[0-9]{5,15}")


def _plain(text: str) -> str:
    """Full-width letters and digits of a Chinese keyboard are taken as meant."""
    return unicodedata.normalize("NFKC", text).strip()


class PersonForm(forms.Form):
    """A new person, or what changes about one."""

    name = forms.CharField(label=_("Name"), max_length=40)
    employee_number = forms.CharField(label=_("Employee number"), max_length=20)
    branch = forms.ModelChoiceField(
        label=_("Branch"), queryset=Branch.objects.all(), empty_label=_("Choose a branch")
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        required=False,
        help_text=_("For the log-in. Left empty, the employee number serves."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    remove_phone = forms.BooleanField(label=_("Remove the number"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        self.person = person
        if person:
            shown = ("name", "employee_number", "branch", "username", "email", "revision")
            kwargs["initial"] = {name: getattr(person, name) for name in shown}
        super().__init__(*args, **kwargs)
        if person and person.phone:
            self.fields["phone"].widget.attrs["placeholder"] = person.masked_phone
            self.fields["phone"].help_text = _("Leave it empty to keep the number.")
        else:
            del self.fields["remove_phone"]

    def clean_employee_number(self) -> str:
        return self._free(_plain(self.cleaned_data["employee_number"]))

    def clean_username(self) -> str:
        typed = _plain(self.cleaned_data["username"]) or self.cleaned_data.get("employee_number", "")
        return self._free(typed.lower()) if typed else ""

    def _free(self, name: str) -> str:
        """What somebody can log in with: of the right shape, and nobody else's name or number."""
        if not LOGIN_NAME.fullmatch(name.lower()):
            raise ValidationError(_("Only letters, digits, dots and hyphens."))
        if login_name_is_taken(name, besides=self.person):
            raise ValidationError(_("Somebody else has this user name or employee number."))
        return name

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s()-]", "", _plain(self.cleaned_data["phone"]))
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("A phone number has 5 to 15 digits."))
        return phone

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of the person themself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class GrantForm(forms.Form):
    """One more role, and where it is held."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", "—"), *ROLES])
    branch = forms.ModelChoiceField(
        label=_("In the branch"),
        queryset=Branch.objects.all(),
        required=False,
        empty_label="—",
        help_text=_("For managers and back office: it holds there and in everything below."),
    )
    campaign = forms.ModelChoiceField(
        label=_("In the campaign"),
        queryset=Campaign.objects.all(),
        required=False,
        empty_label="—",
        help_text=_("For coaches."),
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        """Each role hangs on one kind of place; what is missing or too much is said at its field."""
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role is None:
            return cleaned
        for name, roles in (("branch", BRANCH_ROLES), ("campaign", CAMPAIGN_ROLES)):
            if role in roles and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("%(role)s: say where.") % {"role": role.label})
            elif role not in roles and cleaned.get(name):
                self.add_error(name, _("%(role)s: leave this empty.") % {"role": role.label})
        return cleaned


class PeopleFilterForm(forms.Form):
    """What the list of people is narrowed to."""

    STATES = (
        ("", _("Any state")),
        ("open", _("Open")),
        ("closed", _("Closed")),
        ("never", _("Never logged in")),
        ("roleless", _("Without a role")),
    )

    q = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any role")), *Role.choices])
    branch = forms.ModelChoiceField(
        label=_("Branch"), required=False, queryset=Branch.objects.all(), empty_label=_("Any branch")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def as_q(self) -> Q:
        """The condition; a value that is no choice counts for nothing."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        condition = Q()
        if words := _plain(chosen.get("q", "")):
            condition &= (
                Q(name__icontains=words)
                | Q(employee_number__icontains=words)
                | Q(username__icontains=words)
                | Q(branch__name__icontains=words)
            )
        if role := chosen.get("role"):
            condition &= Q(pk__in=holders_of(role))
        if branch := chosen.get("branch"):
            condition &= Q(branch__path__startswith=branch.path)
        return condition & self._state(chosen.get("state", ""))

    @staticmethod
    def _state(state: str) -> Q:
        conditions = {
            "open": Q(is_active=True),
            "closed": Q(is_active=False),
            "never": Q(last_login=None),
            "roleless": ~Q(pk__in=holders_of()),
        }
        return conditions.get(state, Q())
