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
PDF_START, PDF_END = b"%PDF-", b"%%EOF"
# A scan needs none of these. What a compressed part hides does no harm: it is handed out as a download only.
PDF_NAMES_REFUSED = (b"/Encrypt", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo or scan ready to be kept; the digest is of what was sent: the same upload is known again."""

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


def read_scan(upload: "UploadedFile[Any]") -> Photo:
    """The upload as it was sent, a PDF; raises ValidationError for one that is cut off, locked or does things
    when it is opened.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(_("A scan may have %(limit)s MB."), params={"limit": MAX_BYTES // 1024**2})
    content = upload.read()
    if PDF_END not in content[-1024:]:
        raise ValidationError(_("“%(name)s” is cut off: scan it again."), params={"name": upload.name})
    if any(name in content for name in PDF_NAMES_REFUSED):
        text = _("“%(name)s” is locked or carries scripts or files: save it as a plain PDF, or take a photo.")
        raise ValidationError(text, params={"name": upload.name})
    return Photo(content, hashlib.sha256(content).hexdigest())


class PhotoField(forms.FileField):
    """One photo, read and checked; None without one."""

    widget = forms.FileInput(attrs={"accept": "image/*", "data-shrink": True})

    def clean(self, data: Any, initial: Any = None) -> Photo | None:
        """The photo; raises ValidationError for what is none."""
        upload = super().clean(data, initial)
        return read_photo(upload) if upload else None


class PaperField(PhotoField):
    """A paper as a photo or as a scan, a PDF; either read and checked."""

    widget = forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-shrink": True})

    def clean(self, data: Any, initial: Any = None) -> Photo | None:
        """The paper; raises ValidationError for what is neither photo nor plain PDF."""
        upload = forms.FileField.clean(self, data, initial)
        if not upload:
            return None
        is_scan = upload.read(len(PDF_START)) == PDF_START
        upload.seek(0)
        return read_scan(upload) if is_scan else read_photo(upload)


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
