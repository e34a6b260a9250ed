"""Small charts drawn by the server as SVG: shapes by attributes, colours by class, no inline style."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

Number = Decimal | int | float


@register.simple_tag
def sparkline(values: Sequence[Number | None], label: str, width: int = 120, height: int = 28) -> SafeString:
    """A line of the last days, from zero; a missing day breaks the line and is never drawn as zero."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return SafeString("")
    top = max(*known, 0.0) or 1.0
    step = (width - 6) / max(len(values) - 1, 1)
    points = [
        None if value is None else (3 + index * step, height - 3 - float(value) / top * (height - 6))
        for index, value in enumerate(values)
    ]
    last = next(point for point in reversed(points) if point)
    return format_html(
        '<svg class="sparkline" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">'
        '<path class="sparkline-line" d="{3}"></path>'
        '<circle class="sparkline-last" cx="{4}" cy="{5}" r="2.5"></circle></svg>',
        width,
        height,
        label,
        _path(points),
        f"{last[0]:.1f}",
        f"{last[1]:.1f}",
    )


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
        else:
            parts.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
            pen = "L"
    return " ".join(parts)


@register.simple_tag
def bar(
    value: Number | None, whole: Number | None, label: str, width: int = 120, pale: Number | None = None
) -> SafeString:
    """A bar of `value` out of `whole`; `pale` goes on behind it (money that is reported and not verified)."""
    scale = width / float(whole) if whole else 0.0
    first = min(width, float(value or 0) * scale)
    second = min(width - first, float(pale or 0) * scale)
    return format_html(
        '<svg class="bar" width="{0}" height="8" viewBox="0 0 {0} 8" role="img" aria-label="{1}">'
        '<rect class="bar-track" width="{0}" height="8" rx="2"></rect>'
        '<rect class="bar-pale" x="{2}" width="{3}" height="8"></rect>'
        '<rect class="bar-value" width="{2}" height="8" rx="2"></rect></svg>',
        width,
        label,
        f"{first:.1f}",
        f"{second:.1f}",
    )


@register.simple_tag
def columns(
    values: Sequence[Number | None],
    labels: Sequence[str],
    label: str,
    target: Number | None = None,
    height: int = 120,
) -> SafeString:
    """Columns from zero with their labels below, and a line where the target lies."""
    known = [float(value) for value in values if value is not None]
    top = max([*known, float(target or 0)], default=0.0) or 1.0
    plot, slot = height - 20, 48
    width = max(slot * len(values), slot)
    bars = [
        (index * slot + 8, f"{plot - share * (plot - 4):.1f}", f"{share * (plot - 4):.1f}")
        for index, share in enumerate(float(value or 0) / top for value in values)
    ]
    texts = [(index * slot + slot // 2, height - 5, text) for index, text in enumerate(labels)]
    level = f"{plot - float(target or 0) / top * (plot - 4):.1f}"
    line = format_html('<path class="target-line" d="M0 {0} H{1}"></path>', level, width) if target else ""
    return format_html(
        '<svg class="columns" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">'
        "{3}{4}{5}</svg>",
        width,
        height,
        label,
        format_html_join(
            "", '<rect class="bar-value" x="{}" y="{}" width="32" height="{}" rx="2"></rect>', bars
        ),
        format_html_join("", '<text class="axis-text" x="{}" y="{}" text-anchor="middle">{}</text>', texts),
        line,
    )
