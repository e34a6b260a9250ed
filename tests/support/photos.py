"""Photos as phones send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def jpeg(width: int = 64, height: int = 48, *, shade: int = 120, orientation: int = 1) -> bytes:
    """A JPEG of one colour that says where and how it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    written = BytesIO()
    Image.new("RGB", (width, height), (shade, 80, 40)).save(written, "JPEG", exif=exif)
    return written.getvalue()


def upload(content: bytes | None = None, name: str = "现场.jpg") -> SimpleUploadedFile:
    """The photo as a form carries it."""
    return SimpleUploadedFile(name, jpeg() if content is None else content, content_type="image/jpeg")
