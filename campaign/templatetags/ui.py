"""Tags and filters that the components are built with; pages use the components."""

from decimal import Decimal
from typing import Any

from django import forms, template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from campaign.feedback import form_url as form_url_of
from campaign.feedback import undo_url as undo_url_of
from campaign.strip import strip_of

register = template.Library()

TONE_ICONS = {
    "ok": "check-circle",
    "warn": "exclamation-triangle",
    "alarm": "exclamation-octagon",
    "info": "info-circle",
    "honour": "trophy-fill",
}
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "alarm", "info": "info", "debug": "info"}
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CONTROL_CLASSES = {"select": "form-select", "checkbox": "form-check-input"}


# Attributes and text


@register.filter
def html_attributes(attrs: Any) -> SafeString:
    """The attributes given beyond the component's own, escaped; printing `attrs` itself escapes nothing."""
    given = attrs.attrs_dict().items()
    pairs = ((name, value) for name, value in given if value is not False and value is not None)
    return format_html_join(" ", "{}", ((_attribute(name, value),) for name, value in pairs))


def _attribute(name: str, value: object) -> SafeString:
    if value is True:
        return conditional_escape(name)
    return format_html('{}="{}"', name, value)


@register.filter
def strip(slot: str | None) -> str:
    """A slot without white space around it: an `{% if %}` sees whether anything was put in."""
    return (slot or "").strip()


@register.filter
def tone_icon(tone: str) -> str:
    """The icon that goes with a tone, so that no colour stands alone; none for neutral."""
    return TONE_ICONS.get(tone, "")


@register.filter
def number_attribute(value: Decimal | float | None) -> str:
    """A number as HTML wants it, whatever the language: no grouping, a point."""
    return f"{value or 0:f}" if isinstance(value, Decimal) else str(value or 0)


# Messages


@register.filter
def message_tone(message: Message) -> str:
    """The tone of a Django message."""
    return MESSAGE_TONES.get(message.level_tag, "info")


@register.filter
def undo_url(message: Message) -> str:
    """Where a message's undo button posts to, or nothing."""
    return undo_url_of(message.extra_tags)


@register.filter
def form_url(message: Message) -> str:
    """The form that a message speaks of, with what was typed and the field, or nothing."""
    return form_url_of(message.extra_tags)


# Forms


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field is laid out: choices, checkbox, select, textarea, file or text."""
    widget = field.field.widget
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    return "file" if isinstance(widget, forms.FileInput) else "text"


def _description_ids(field: BoundField, hint: object) -> str:
    ids = [f"{field.auto_id}_error"] if field.errors else []
    return " ".join([*ids, f"{field.auto_id}_helptext"] if hint else ids)


@register.simple_tag
def described_by(field: BoundField, hint: object) -> SafeString:
    """The aria attributes of a group of choices."""
    ids = _description_ids(field, hint)
    described = format_html(' aria-describedby="{}"', ids) if ids else ""
    return format_html("{}{}", described, mark_safe(' aria-invalid="true"') if field.errors else "")


@register.simple_tag
def control(field: BoundField, hint: object) -> SafeString:
    """The widget with its class, and with the ids of its hint and errors."""
    given = field.field.widget.attrs
    own = CONTROL_CLASSES.get(control_kind(field), "form-control")
    attrs: dict[str, str | bool] = {"class": f"{own} {given.get('class', '')}".strip()}
    if ids := _description_ids(field, hint):
        attrs["aria-describedby"] = ids
    if isinstance(field.field.widget, forms.Textarea) and given.get("rows") == "10":
        attrs |= {"rows": "3", "cols": ""}
    return field.as_widget(attrs=attrs)


# Lists


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, first: str = "") -> dict[str, str]:
    """Where a click on a column's header leads, and the order it stands for now."""
    request: HttpRequest = context["request"]
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = {key: f"-{key}", f"-{key}": key}.get(now, f"{first}{key}")
    icon = {key: "chevron-up", f"-{key}": "chevron-down"}.get(now, "arrow-down-up")
    aria = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {"url": f"?{query.urlencode()}", "icon": icon, "aria": aria}


@register.filter
def page_numbers(page: Page[Any]) -> Any:
    """Page numbers with gaps: 1 … 4 5 6 … 20."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def query_value(context: Context, name: str) -> str:
    """A parameter of this page's address."""
    request: HttpRequest = context["request"]
    return request.GET.get(name, "")


@register.simple_tag(takes_context=True)
def active_filters(context: Context, form: forms.Form | None) -> list[dict[str, str]]:
    """The filters of a bound GET form that are set: label, value in words, address without it."""
    request: HttpRequest = context["request"]
    if form is None or not form.is_bound:
        return []
    return [chip for field in form.visible_fields() for chip in _chips_of(field, request)]


def _chips_of(field: BoundField, request: HttpRequest) -> list[dict[str, str]]:
    label = str(field.label or "")
    words = {str(value): str(text) for value, text in _flat_choices(field)}
    chips = []
    for value in request.GET.getlist(field.html_name):
        query = request.GET.copy()
        query.pop("page", None)
        query.setlist(field.html_name, [other for other in query.getlist(field.html_name) if other != value])
        if value:
            chips.append({"label": label, "value": words.get(value, value), "url": f"?{query.urlencode()}"})
    return chips


def _flat_choices(field: BoundField) -> list[tuple[object, object]]:
    flat: list[tuple[object, object]] = []
    for value, text in getattr(field.field, "choices", ()):
        flat.extend(text if isinstance(text, (list, tuple)) else [(value, text)])
    return flat


# Ranks


@register.filter
def movement_words(movement: int | None) -> str:
    """A change of rank in words, for those who do not see the arrow; nothing where there is no yesterday."""
    if movement is None:
        return ""
    if movement == 0:
        return gettext("same place as yesterday")
    places = abs(movement)
    if movement > 0:
        return ngettext("up %(count)d place", "up %(count)d places", places) % {"count": places}
    return ngettext("down %(count)d place", "down %(count)d places", places) % {"count": places}


@register.filter
def movement_class(movement: int | None) -> str:
    """The class that colours a change of rank."""
    return (
        "movement-up" if (movement or 0) > 0 else "movement-down" if (movement or 0) < 0 else "movement-none"
    )


@register.filter
def magnitude(number: int | None) -> int:
    """The number without its sign."""
    return abs(number or 0)


# Language


@register.simple_tag
def other_language() -> dict[str, str]:
    """The language to switch to, under its own name."""
    now = get_language() or settings.LANGUAGE_CODE
    code = next(code for code, _ in settings.LANGUAGES if code != now)
    return {"code": code, "name": {"zh-hans": "中文", "en": "English"}[code]}


# The campaign's line


@register.inclusion_tag("_strip.html", takes_context=True)
def campaign_strip(context: Context, place: str = "desk") -> dict[str, Any]:
    """The line of the campaign that this page belongs to; nothing on a page that belongs to none."""
    campaign = getattr(context.get("request"), "campaign", None)
    return {"strip": strip_of(campaign) if campaign else None, "place": place}
