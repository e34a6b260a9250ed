"""Masks for personal data. Stricter than usual practice: an identity number never shows the birth date."""

STAR = "*"


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


def mask_address(address: str) -> str:
    """The first six characters, which is the province and district, then stars."""
    return address[:6] + "****" if address else ""
