"""Identity numbers (证件号码): what they are, and whether their check characters fit.

Persons: 18 digits by GB 11643, the older 15 digits are completed. Enterprises: unified social credit codes by
GB 32100, older organisation codes by GB 11714, older licence numbers by GS 15 (ISO 7064 MOD 11,10). Anything
else is taken only where it looks like none of these, or where the list says that it is another document.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from borrowers.domain.problems import BadCell, Code
from borrowers.enums import BorrowerKind

_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_CHECKS = "10X98765432"
# What the weighted characters of seventeen zeros add up to.
_PERSON_ZEROS = sum(_PERSON_WEIGHTS) * ord("0")
# Letters that are easily misread (I, O, S, V, Z) do not occur in a credit code.
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(_CREDIT_CHARACTERS)}
_CREDIT_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_OF_SEVENTEEN_DIGITS = re.compile(r"[0-9]{17}[0-9A-Za-z]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
# Passports, and the passes of people from Hong Kong, Macau and Taiwan.
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,9}|[HMC]\d{8,10}")
_NOISE = str.maketrans("", "", " \t\r\n'`\u00b4\u2018\u2019\u2032")
# Marks without a width, of which pages and chat programs leave some beside a copied number.
_WIDTHLESS = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)

# Words of a document type column that name a document without the number of an identity card or a credit
# code. Every other word tells nothing: then the number has to speak for itself.
_OTHER_TYPES = re.compile(
    r"护照|军官|士兵|士官|军人|武警|警官|文职|通行证|回乡证|台胞证|永久居留|居留证|其他|其它"
)
_COMPANY_TYPES = re.compile(r"营业执照|注册号|登记证|法人证书")


class Identity(NamedTuple):
    """A number that was understood; `is_other` for a document without a check of its own."""

    number: str
    kind: BorrowerKind
    is_other: bool = False


def read_identity(text: str, document: str = "") -> Identity:
    """The identity that a cell names; `document` is the type the list gives. Raises BadCell."""
    if not document and _OF_SEVENTEEN_DIGITS.fullmatch(text):
        return _of_seventeen_digits(text.upper())
    return _read_slowly(text, document)


def _read_slowly(text: str, document: str) -> Identity:
    """What is not simply written as nearly every number is."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_NOISE)).translate(_WIDTHLESS)
    number = text.translate(_NOISE).upper()
    if _SCIENTIFIC.fullmatch(number):
        raise BadCell(Code.IDENTITY_SCIENTIFIC)
    if document and (_OTHER_TYPES.search(document) or _COMPANY_TYPES.search(document)):
        return _other_document(number, document)
    if not number.isascii():
        raise BadCell(Code.IDENTITY_CHARACTERS)
    if len(number) == 18:
        return _of_eighteen(number)
    if len(number) == 15 and number.isdigit():
        return _of_fifteen(number)
    if _ORGANISATION.fullmatch(number) and _organisation_fits(number.replace("-", "")):
        return Identity(number.replace("-", ""), BorrowerKind.COMPANY)
    if _PASSPORT.fullmatch(number):
        return Identity(number, BorrowerKind.PERSON, is_other=True)
    if not number.isalnum():
        raise BadCell(Code.IDENTITY_CHARACTERS)
    raise BadCell(Code.IDENTITY_LENGTH, length=len(number))


def person_check(body: str) -> str:
    """The 18th character that belongs to 17 digits."""
    return _PERSON_CHECKS[(sum(map(mul, body.encode(), _PERSON_WEIGHTS)) - _PERSON_ZEROS) % 11]


def credit_check(body: str) -> str:
    """The 18th character that belongs to the first 17 of a credit code."""
    total = sum(
        _CREDIT_VALUES[character] * weight for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_CHARACTERS[-total % 31]


def _of_eighteen(number: str) -> Identity:
    """Persons and credit codes both have 18 characters; the check decides where both would do."""
    if number[:17].isdigit():
        return _of_seventeen_digits(number)
    for position, character in enumerate(number, start=1):
        if character not in _CREDIT_VALUES:
            raise BadCell(Code.CREDIT_CODE_CHARACTERS, position=position)
    if credit_check(number[:17]) != number[17]:
        raise BadCell(Code.CREDIT_CODE_CHECK, position=18)
    return Identity(number, BorrowerKind.COMPANY)


def _of_seventeen_digits(number: str) -> Identity:
    """A person, or one of the few credit codes without letters; those of enterprises begin with 9."""
    born = _is_birth_date(number[6:14])
    if born and person_check(number[:17]) == number[17]:
        return Identity(number, BorrowerKind.PERSON)
    if number[0] == "9" and credit_check(number[:17]) == number[17]:
        return Identity(number, BorrowerKind.COMPANY)
    raise BadCell(Code.IDENTITY_CHECK_DIGIT, position=18) if born else BadCell(Code.IDENTITY_BIRTH_DATE)


def _of_fifteen(number: str) -> Identity:
    """A person's number of before 1999, completed; else the number of an old business licence."""
    if _is_birth_date("19" + number[6:12]):
        body = number[:6] + "19" + number[6:]
        return Identity(body + person_check(body), BorrowerKind.PERSON)
    if not licence_fits(number):
        raise BadCell(Code.IDENTITY_BIRTH_DATE)
    return Identity(number, BorrowerKind.COMPANY)


def _other_document(number: str, document: str) -> Identity:
    """A document that the list names: taken as it stands, for only its issuer knows its rules.

    Licences bear a credit code today; the new cards of foreign residents have the number of an identity card.
    """
    is_company = bool(_COMPANY_TYPES.search(document))
    if len(number) == 18 and (is_company or number.isdigit()):
        return _of_eighteen(number)
    if not 4 <= len(number) <= 30:
        raise BadCell(Code.IDENTITY_LENGTH, length=len(number))
    return Identity(number, BorrowerKind.COMPANY if is_company else BorrowerKind.PERSON, is_other=True)


def licence_fits(number: str) -> bool:
    """Whether the last of the 15 digits of an old licence number belongs to the others."""
    remainder = 10
    for digit in number[:14]:
        remainder = ((remainder + int(digit)) % 10 or 10) * 2 % 11
    return (remainder + int(number[14])) % 10 == 1


def _organisation_fits(number: str) -> bool:
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(number[:8], _ORGANISATION_WEIGHTS, strict=True)
    )
    return number[8] == "0123456789X0"[11 - total % 11]


@lru_cache(maxsize=40_000)
def _is_birth_date(digits: str) -> bool:
    """Whether eight digits are a day on which a borrower can have been born."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False
