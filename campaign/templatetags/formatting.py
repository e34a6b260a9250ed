"""Filters that write figures, dates and masked data the way people in a bank read them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

from campaign.common import clock, masking
from campaign.common import money as amounts

register = template.Library()

NOTHING = "—"
# Django's own abbreviations are full names in Chinese (星期一); a dense table needs the short ones.
WEEKDAYS = [
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
]
Number = Decimal | int | float | str | None


def _decimal(value: Number) -> Decimal | None:
    """The value as a Decimal; None for what is missing or no number: a page shows a dash, not a false 0."""
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


def _local(value: date | datetime) -> datetime | date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _day(value: date | datetime) -> date:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local


@register.filter
def money(value: Number) -> str:
    """Exact yuan and fen: 1,234,567.89."""
    amount = _decimal(value)
    return NOTHING if amount is None else amounts.display(amount)


@register.filter
def yuan(value: Number) -> str:
    """Exact, with the sign of the currency: ¥1,234,567.89."""
    amount = _decimal(value)
    if amount is None:
        return NOTHING
    return f"-¥{amounts.display(-amount)}" if amount < 0 else f"¥{amounts.display(amount)}"


@register.filter
def wan(value: Number) -> str:
    """For overviews: 123.46 万元; in English, which has no such unit, whole yuan: CNY 1,234,567."""
    amount = _decimal(value)
    if amount is None:
        return NOTHING
    if (get_language() or "").startswith("zh"):
        return f"{amounts.in_wan(amount)} 万元"
    return f"CNY {amount:,.0f}"


@register.filter
def wan_figure(value: Number) -> str:
    """The figure of `wan` without its unit, for headline figures that set the unit apart."""
    amount = _decimal(value)
    if amount is None:
        return NOTHING
    return amounts.in_wan(amount) if (get_language() or "").startswith("zh") else f"{amount:,.0f}"


@register.simple_tag
def wan_unit() -> str:
    """The unit that belongs to `wan_figure`."""
    return "万元" if (get_language() or "").startswith("zh") else "CNY"


@register.filter
def percent(fraction: Number, places: int = 1) -> str:
    """A fraction as percent: 0.4567 becomes 45.7%; a dash where there was nothing to compare with."""
    value = _decimal(fraction)
    return NOTHING if value is None else f"{value * 100:.{places}f}%"


@register.filter
def signed(value: Number) -> str:
    """A change with its sign: +3, −2, ±0."""
    number = _decimal(value)
    if number is None:
        return NOTHING
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{abs(number):,}"


@register.filter
def grouped(value: Number) -> str:
    """A count with thousands separators."""
    number = _decimal(value)
    return NOTHING if number is None else f"{number:,}"


@register.filter
def local_date(value: date | datetime | None) -> str:
    """11月23日 周一 / Mon 23 Nov; with the year when it is not this one."""
    if not value:
        return NOTHING
    weekday = WEEKDAYS[_day(value).weekday()]
    return gettext("%(weekday)s %(date)s") % {"weekday": weekday, "date": short_date(value)}


@register.filter
def short_date(value: date | datetime | None) -> str:
    """11月23日 / 23 Nov; with the year when it is not this one."""
    if not value:
        return NOTHING
    day = _day(value)
    if day.year == clock.today().year:
        return date_format(day, pgettext("date format", "j M"))
    return date_format(day, pgettext("date format", "j M Y"))


@register.filter
def hour(value: datetime | time | None) -> str:
    """16:40, on the local clock; takes a time of day as well."""
    if value is None or value == "":
        return NOTHING
    return (_local(value) if isinstance(value, datetime) else value).strftime("%H:%M")


@register.filter
def ago(value: datetime | None) -> str:
    """刚刚, 5 分钟前, 今天 16:40, 昨天 16:40, 11月21日 16:40."""
    if not value:
        return NOTHING
    since = clock.now() - value
    if timedelta(0) <= since < timedelta(minutes=1):
        return gettext("just now")
    if timedelta(0) <= since < timedelta(hours=1):
        minutes = int(since.total_seconds() // 60)
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    return f"{_relative_day(_day(value))} {hour(value)}"


@register.filter
def relative_day(value: date | datetime | None) -> str:
    """今天, 昨天, 明天, otherwise the date."""
    return _relative_day(_day(value)) if value else NOTHING


@register.filter
def days_until(day: date | None) -> int | None:
    """Days from today, negative when it has passed; None without a day."""
    return (day - clock.today()).days if day else None


def _relative_day(day: date) -> str:
    near = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    return near.get((day - clock.today()).days) or short_date(day)


@register.filter
def time_left(until: datetime | None) -> str:
    """Hours and minutes until an instant: 2:05, and 0:00 when it has passed; the page's script counts on."""
    if not until:
        return NOTHING
    minutes = max(0, int((until - clock.now()).total_seconds() // 60))
    return f"{minutes // 60}:{minutes % 60:02d}"


register.filter("mask_name", masking.mask_name)
register.filter("mask_phone", masking.mask_phone)
register.filter("mask_identity", masking.mask_identity_number)
register.filter("mask_address", masking.mask_address)
