"""Photos that people send: looked at before they are kept, and drawn anew without the camera's notes."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow raises for a damaged file, or for one that would fill the memory.
DAMAGE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


class NotAPicture(Exception):
    """The bytes are no picture of a known format, are damaged, or hold more pixels than a camera makes."""


def upright_jpeg(sent: bytes, *, max_side: int) -> bytes:
    """The picture as an upright JPEG within `max_side`, without metadata; raises NotAPicture."""
    try:
        return _drawn(sent, max_side)
    except DAMAGE as error:
        raise NotAPicture from error


def _drawn(sent: bytes, max_side: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(BytesIO(sent), formats=FORMATS) as probe:
            if probe.width * probe.height > MAX_PIXELS:
                raise ValueError(probe.size)
            probe.verify()
        with Image.open(BytesIO(sent), formats=FORMATS) as picture:
            picture.draft("RGB", (max_side, max_side))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((max_side, max_side))
    drawn = BytesIO()
    upright.save(drawn, "JPEG", quality=85)
    return drawn.getvalue()
