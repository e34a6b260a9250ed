"""Documents as PDF, set by typst with the typefaces of the font package: nothing of the machine's own."""

import json
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """The template filled with `data`, which it reads as JSON from ``sys.inputs.data``.

    Texts reach the template as values, never as markup, whatever they contain.
    """
    inputs = {"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)}
    made = typst.compile(
        str(template), format="pdf", font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs
    )
    return bytes(made)


def pdf_response(content: bytes, file_name: str) -> HttpResponse:
    """A PDF that opens in the browser and is kept by nobody on the way; the name is plain ASCII."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["Cache-Control"] = "private, no-store"
    return response
