"""From bytes to text, in the encodings that lists come in: UTF-8, UTF-16, and GB18030 with GBK and GB2312."""

import re
import unicodedata

from borrowers.domain.lists import Refusal, Refused

UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# So much of a text without mark is looked at.
_HEAD = 4096
_SEPARATORS = re.compile(r"[\t\n,;|<]")
# Well-formed characters of several bytes, as they do not come about by accident in another encoding.
_UTF_8_CHARACTERS = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}")
# Of so many of them one may be broken, and the text is still UTF-8 that was damaged.
_DAMAGE = 20
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\ufffe\uffff]")


def utf_16_of(content: bytes) -> str:
    """Which of the two orders of UTF-16 the bytes are in; '' for another encoding.

    Without a mark it is told by zeros, which no other encoding has, and by separators in the right place.
    """
    if content[:2] in _UTF_16_MARKS:
        return _UTF_16_MARKS[content[:2]]
    head = content[:_HEAD]
    if b"\0" not in head:
        return ""
    for encoding in _UTF_16_MARKS.values():
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")[:-1]
        if _SEPARATORS.search(text) and not any(map(_is_odd, text)):
            return encoding
    return ""


def decode(content: bytes) -> str:
    """The text; raises Refused for what is no text, is in another encoding, or was damaged.

    What is well-formed UTF-8 is UTF-8: no list in GB18030 is that by accident.
    """
    encoding = utf_16_of(content)
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding or _is_damaged_utf_8(content):
            raise Refused(Refusal.TEXT_UNREADABLE) from error
        text = _in_gb18030(content)
    if _NO_TEXT.search(text):
        raise Refused(Refusal.TEXT_UNREADABLE)
    return text.removeprefix("\ufeff")


def _in_gb18030(content: bytes) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Refused(Refusal.TEXT_UNREADABLE) from error


def _is_damaged_utf_8(content: bytes) -> bool:
    """Whether it was UTF-8 but for a few bytes: taken for GB18030 it would turn into other words."""
    broken = content.decode("utf-8", "replace").count("\ufffd")
    return len(_UTF_8_CHARACTERS.findall(content)) > _DAMAGE * broken


def _is_odd(character: str) -> bool:
    return character not in "\t\r\n" and unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}
