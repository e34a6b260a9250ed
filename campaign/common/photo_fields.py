"""Photos taken as evidence: looked at before they are kept, without what the camera wrote into them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from campaign.common.pictures import NotAPicture, upright_jpeg

MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 2048
MAX_PHOTOS = 9


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo ready to be kept; the digest is of what was sent, so that the same upload is known again."""

    content: bytes
    digest: str


def read_photo(upload: "UploadedFile[Any]") -> Photo:
    """The upload as an upright JPEG without metadata; raises ValidationError for what is no photo."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(_("A photo may have %(limit)s MB."), params={"limit": MAX_BYTES // 1024**2})
    sent = upload.read()
    try:
        content = upright_jpeg(sent, max_side=MAX_SIDE)
    except NotAPicture:
        unreadable = _("“%(name)s” can't be read as a photo: take it again.")
        raise ValidationError(unreadable, params={"name": upload.name}) from None
    return Photo(content, hashlib.sha256(sent).hexdigest())


class PhotoField(forms.FileField):
    """One photo, read and checked; None without one."""

    widget = forms.FileInput(attrs={"accept": "image/*", "data-shrink": True})

    def clean(self, data: Any, initial: Any = None) -> Photo | None:
        """The photo; raises ValidationError for what is none."""
        upload = super().clean(data, initial)
        return read_photo(upload) if upload else None


class PhotosInput(forms.ClearableFileInput):
    """A file input that takes several photos; on a phone it opens the camera."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """Several photos, each read and checked."""

    widget = PhotosInput(attrs={"accept": "image/*", "multiple": True, "data-shrink": True})

    def clean(self, data: Any, initial: Any = None) -> Sequence[Photo]:
        """The photos, in the order they were chosen."""
        uploads = data if isinstance(data, (list, tuple)) else [data] if data else []
        checked = [super(PhotosField, self).clean(upload, initial) for upload in uploads]
        if self.required and not checked:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(checked) > MAX_PHOTOS:
            raise ValidationError(_("At most %(limit)s photos."), params={"limit": MAX_PHOTOS})
        return [read_photo(upload) for upload in checked]
