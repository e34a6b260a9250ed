"""Masks for personal data. Stricter than usual practice: an identity number never shows the birth date."""

import re

STAR = "*"
# An amount of at most six digits before the point, with or without separators, or a date.
_FIGURE = re.compile(
    r"[-(]?\d{1,3}(?:,\d{3})*(?:\.\d+)?\)?|\d{1,6}(?:\.\d+)?"
    r"|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: [\d:]+)?"
)
_SHORT = 4


def mask_name(name: str) -> str:
    """First character, the rest starred: 张三 → 张*."""
    return name[:1] + STAR * min(max(len(name) - 1, 1), 3) if name else ""


def mask_identity_number(number: str) -> str:
    """First three and last four characters: 513***********711X."""
    if len(number) < 9:
        return STAR * len(number)
    return number[:3] + STAR * (len(number) - 7) + number[-4:]


def mask_phone(phone: str) -> str:
    """First three and last four digits of a mobile: 138****1234; anything else keeps its last four."""
    if len(phone) == 11 and phone.isdigit():
        return f"{phone[:3]}****{phone[-4:]}"
    return "****" + phone[-4:] if len(phone) > 4 else STAR * len(phone)


def mask_unknown(words: str) -> str:
    """Words of which nobody knows what they are: amounts and dates as they stand, of the rest a beginning.

    12,345.00 · 2023-05-01 · 11************2X · 赵**: enough to tell what a column holds, not whom it names.
    """
    if _FIGURE.fullmatch(words):
        return words
    if words[:1].isdigit() or (words.isascii() and len(words) > _SHORT):
        return words[:2] + STAR * min(max(len(words) - 4, 1), 12) + words[-2:]
    return mask_name(words)


def mask_address(address: str) -> str:
    """The first six characters, which is the province and district, then stars."""
    return address[:6] + "****" if address else ""
