"""One node of the branch tree."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.models import Branch


class BranchForm(forms.Form):
    """A new branch, or what changes about one."""

    name = forms.CharField(label=_("Branch name"), max_length=80)
    code = forms.CharField(
        label=_("Branch code"),
        max_length=20,
        help_text=_("Short, such as the institution number: letters, digits, hyphens."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    parent = forms.ModelChoiceField(
        label=_("Parent branch"),
        queryset=Branch.objects.all(),
        required=False,
        empty_label=_("None: this is head office"),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, branch: Branch | None = None, **kwargs: Any) -> None:
        self.branch = branch
        if branch:
            shown = ("name", "code", "parent", "revision")
            kwargs["initial"] = {name: getattr(branch, name) for name in shown}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self._others().filter(name=name).exists():
            raise ValidationError(_("Another branch has this name."))
        return name

    def clean_code(self) -> str:
        code = unicodedata.normalize("NFKC", self.cleaned_data["code"]).strip().lower()
        validate_slug(code)
        if self._others().filter(code=code).exists():
            raise ValidationError(_("Another branch has this code."))
        return code

    def clean_parent(self) -> Branch | None:
        parent: Branch | None = self.cleaned_data["parent"]
        if self.branch and parent and parent.path.startswith(self.branch.path):
            raise ValidationError(_("A branch can't lie below itself."))
        return parent

    def _others(self) -> QuerySet[Branch]:
        return Branch.objects.exclude(pk=self.branch.pk) if self.branch else Branch.objects.all()

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of the branch itself."""
        return {name: self.cleaned_data[name] for name in ("code", "name", "parent")}
