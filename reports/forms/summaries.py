"""Input of the evening summary's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VersionForm(forms.Form):
    """Which version of a summary is asked for; the latest without one."""

    version = forms.IntegerField(min_value=1, max_value=9999, required=False)


class CorrectionForm(forms.Form):
    """Why a summary gets a further version."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Stands on the new version. No names or numbers of borrowers."),
        error_messages={"required": _("Say why the summary is corrected.")},
    )
