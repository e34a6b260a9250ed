"""Photos of a visit that come after it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.common.photo_fields import PhotosField


class PhotoAddForm(forms.Form):
    """One photo with the id that the phone gave it, or several chosen on a page."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    photos = PhotosField(label=_("Photos"))
