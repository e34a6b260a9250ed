"""What a file is, told from its name and its first bytes."""

import pytest

from borrowers.domain.lists import Refusal, Refused
from borrowers.importing.guard import check_kind
from borrowers.importing.refusals import REFUSALS, refusal
from tests.borrowers.imports.lists import row, workbook

LIMIT = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_refused(name: str, content: bytes) -> Refusal:
    with pytest.raises(Refused) as caught:
        check_kind(name, content, limit=LIMIT)
    assert refusal(caught.value.code, caught.value.facts)
    return caught.value.code


def test_every_refusal_has_its_sentence():
    assert REFUSALS.keys() == set(Refusal)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", Refusal.EMPTY_FILE),
        ("a.xlsx", b"PK\x03\x04" + b"0" * LIMIT, Refusal.TOO_BIG),
        ("a.xls", OLE + b"\0" * 600, Refusal.OLD_WORKBOOK),
        ("a.xlsx", OLE + b"\0" * 600, Refusal.OLD_WORKBOOK),
        ("a.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
        ("a.csv", "客户名称,证件号码\n".encode("gb18030"), Refusal.TEXT_TABLE),
        ("a.xls", b"\xef\xbb\xbf<html><table>", Refusal.WEB_PAGE),
        ("a.xlsx", b"%PDF-1.7", Refusal.NOT_A_WORKBOOK),
        ("a.xlsx", "客户名称,证件号码\n".encode(), Refusal.NOT_A_WORKBOOK),
        ("a.xls", b"PK\x03\x04", Refusal.WRONG_NAME),
        ("a", b"PK\x03\x04", Refusal.WRONG_NAME),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(name, content, code):
    assert kind_refused(name, content) == code


@pytest.mark.parametrize("name", ["清单.xlsx", "清单.XLSX", "清单.xlsm"])
def test_workbooks_go_on_to_the_reader(name):
    check_kind(name, workbook(row(1)), limit=LIMIT)
