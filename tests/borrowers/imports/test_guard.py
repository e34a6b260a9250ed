"""What a file is, told from its content, whatever its name says."""

import pytest

from borrowers.domain.lists import Refusal, Refused
from borrowers.importing.guard import Kind, check_kind
from borrowers.importing.refusals import REFUSALS, refusal
from tests.borrowers.imports.lists import row, workbook

LIMIT = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINE = "客户名称,证件号码\n"


def test_every_refusal_has_its_sentence():
    assert REFUSALS.keys() == set(Refusal)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Refusal.EMPTY_FILE),
        (b"PK\x03\x04" + b"0" * LIMIT, Refusal.TOO_BIG),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), Refusal.DOCUMENT),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", Refusal.OLD_WORKBOOK),
        (b"%PDF-1.7", Refusal.PDF),
        (b"\x89PNG\r\n\x1a\n", Refusal.PICTURE),
        (b"Rar!\x1a\x07\x00", Refusal.PACKED),
        (b"{\\rtf1", Refusal.DOCUMENT),
        (b"MIME-Version: 1.0\r\n", Refusal.WEB_ARCHIVE),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            Refusal.XML_WORKBOOK,
        ),
        (b"\x7fELF\x02\x01\x01\0\0", Refusal.NOT_A_WORKBOOK),
        (b"name\x01,number\n", Refusal.NOT_A_WORKBOOK),
        (LINE.encode() + b"a\0,b\n", Refusal.NOT_A_WORKBOOK),
    ],
)
def test_what_has_no_reader_is_refused_by_name(content, code):
    with pytest.raises(Refused) as caught:
        check_kind(content, limit=LIMIT)

    assert caught.value.code == code
    assert refusal(code, caught.value.facts)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (workbook(row(1)), Kind.ARCHIVE),
        (OLE + b"\0" * 600, Kind.BIFF),
        (LINE.encode(), Kind.TEXT),
        (b"\xef\xbb\xbf" + LINE.encode(), Kind.TEXT),
        (LINE.encode("gb18030"), Kind.TEXT),
        (LINE.encode("utf-16"), Kind.TEXT),
        (LINE.encode("utf-16-le"), Kind.TEXT),
        (LINE.encode("utf-16-be"), Kind.TEXT),
        (b"\xef\xbb\xbf \n<HTML><table>", Kind.WEB_PAGE),
        ("<table><tr>".encode("utf-16"), Kind.WEB_PAGE),
        (b'<?xml version="1.0"?><html>', Kind.WEB_PAGE),
    ],
)
def test_what_has_a_reader_goes_on_to_it(content, kind):
    assert check_kind(content, limit=LIMIT) == kind
