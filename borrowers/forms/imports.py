"""The upload of a list."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from borrowers.domain.lists import Refused
from borrowers.importing.guard import check_kind
from borrowers.importing.refusals import refusal
from campaign.models import Branch


class UploadForm(forms.Form):
    """A list, and the branch whose borrowers it names; what is no table is refused at once, by name."""

    branch = forms.ModelChoiceField(
        queryset=Branch.objects.none(),
        label=_("Branch"),
        empty_label=None,
        help_text=_("Rows that name no branch of their own belong to this one."),
    )
    file = forms.FileField(
        label=_("Loan list"),
        allow_empty_file=True,
        max_length=200,
        help_text=_(
            "A workbook (.xlsx, .xls, .et), a text table (.csv) or a web page named .xls; one row a loan."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.csv,.txt,.tsv,.htm,.html"}),
    )

    def __init__(self, *args: Any, branches: "QuerySet[Branch]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["branch"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = branches
        field.initial = branches.first()
        self.content = b""

    def clean_file(self) -> Any:
        """The file's kind is told from its content; nothing is parsed here."""
        file = self.cleaned_data["file"]
        # One byte more than allowed tells that it is too much.
        self.content = file.read(settings.IMPORT_MAX_BYTES + 1)
        try:
            check_kind(self.content, limit=settings.IMPORT_MAX_BYTES)
        except Refused as refused:
            raise ValidationError(refusal(refused.code, refused.facts), code=refused.code) from refused
        return file
