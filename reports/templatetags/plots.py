"""The money of each day as columns: verified, and above it, paler, what waits; a line where a day's target
lies.
"""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaign.templatetags.formatting import short_date, wan, wan_figure
from reports.queries.overview import DayMoney

register = template.Library()

SLOT, COLUMN, HEIGHT, TOP, BOTTOM = 56, 34, 196, 22, 22


@register.simple_tag
def day_columns(money: Sequence[DayMoney], target: Decimal, label: str) -> SafeString:
    """The plot; days that have not come are empty slots."""
    highest = max([target, *((one.verified or 0) + (one.waiting or 0) for one in money)]) or Decimal(1)
    width, floor = SLOT * len(money), HEIGHT - BOTTOM
    scale = Decimal(floor - TOP) / highest
    line = floor - target * scale
    return format_html(
        '<svg class="day-columns" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}{4}</svg>',
        width,
        HEIGHT,
        label,
        format_html_join("", "{}", ((_column(index, one, scale, floor),) for index, one in enumerate(money))),
        _target_line(line, width, target) if target else "",
    )


def _column(index: int, one: DayMoney, scale: Decimal, floor: int) -> SafeString:
    left, middle = index * SLOT + (SLOT - COLUMN) // 2, index * SLOT + SLOT // 2
    day = format_html(
        '<text class="axis-text" x="{}" y="{}" text-anchor="middle">{}</text>',
        middle,
        floor + 16,
        short_date(one.day.date),
    )
    if one.verified is None or one.waiting is None:
        return day
    solid, pale = one.verified * scale, one.waiting * scale
    return format_html(
        '{}<rect class="bar-value" x="{}" y="{}" width="{}" height="{}"></rect>'
        '<rect class="bar-pale" x="{}" y="{}" width="{}" height="{}"></rect>'
        '<text class="value-text" x="{}" y="{}" text-anchor="middle">{}</text>',
        *(day, left, _place(floor - solid), COLUMN, _place(solid)),
        *(left, _place(floor - solid - pale), COLUMN, _place(pale)),
        *(middle, _place(floor - solid - pale - 5), wan_figure(one.verified)),
    )


def _target_line(level: Decimal, width: int, target: Decimal) -> SafeString:
    words = _("target a day %(amount)s") % {"amount": wan(target)}
    return format_html(
        '<path class="target-line" d="M0 {0} H{1}"></path>'
        '<text class="axis-text" x="{1}" y="{2}" text-anchor="end">{3}</text>',
        _place(level),
        width,
        _place(level - 5),
        words,
    )


def _place(number: Decimal) -> str:
    """A coordinate, whatever the language."""
    return f"{number:.1f}"
