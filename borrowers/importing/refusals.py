"""Why a file is refused (拒收原因), and what the fields of a list are called, in people's own language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from borrowers.domain.lists import Refusal

Sentence = str | Promise

REFUSALS: dict[Refusal, Sentence] = {
    Refusal.TOO_BIG: _("The file is larger than %(megabytes)s MB. Split the list into several files."),
    Refusal.EMPTY_FILE: _("The file is empty: 0 bytes arrived. Choose it again."),
    Refusal.NOT_A_WORKBOOK: _(
        "This is no table that can be read. Save the list as .xlsx in Excel or WPS and upload that file."
    ),
    Refusal.OLD_WORKBOOK: _(
        "This is a workbook of Excel 4 or older. Open it in Excel or WPS, save it as .xlsx and "
        "upload that file."
    ),
    Refusal.BINARY_WORKBOOK: _(
        "This is a binary .xlsb workbook. Open it in Excel, save it as .xlsx and upload that file."
    ),
    Refusal.OPEN_DOCUMENT: _("This is an OpenDocument table (.ods). Save it as .xlsx and upload that file."),
    Refusal.XML_WORKBOOK: _(
        "This is an XML spreadsheet of Excel 2003. Open it in Excel or WPS, save it as .xlsx and "
        "upload that file."
    ),
    Refusal.DOCUMENT: _(
        "This is a text document or a presentation. Copy its table into Excel or WPS, save it as .xlsx and "
        "upload that file."
    ),
    Refusal.PDF: _("This is a PDF. Ask for the list as a workbook, or copy its table into Excel or WPS."),
    Refusal.PICTURE: _("This is a picture. Ask for the list as a workbook."),
    Refusal.PACKED: _("This is a packed archive. Unpack it and upload the workbook that is in it."),
    Refusal.WEB_ARCHIVE: _(
        "This is a web archive with the name of a workbook. Open it in Excel or WPS, save it as .xlsx and "
        "upload that file."
    ),
    Refusal.WEB_PAGE: _(
        "This is a web page without a table, whatever its name says. Open it in Excel or WPS, save it as "
        ".xlsx and upload that file."
    ),
    Refusal.ENCRYPTED: _(
        "The workbook is protected by a password. Remove the password in Excel or WPS and upload it again."
    ),
    Refusal.DAMAGED: _(
        "The file is damaged or was cut off on the way. Open it in Excel or WPS, save it anew and "
        "upload it again."
    ),
    Refusal.ZIP_BOMB: _("The file would unpack to far more than any list. It was not opened."),
    Refusal.TWICE_INSIDE: _(
        "The file holds two parts of the same name, as no spreadsheet program writes it. It was not opened."
    ),
    Refusal.TOO_WIDE: _(
        "A sheet reaches beyond column %(limit)s. Delete stray cells at the right and upload it again."
    ),
    Refusal.TOO_LONG: _(
        "A sheet reaches beyond row %(limit)s. Delete stray cells at the bottom, or split the list."
    ),
    Refusal.STRAY_CELL: _(
        "A few cells stand far apart, as far as row %(row)s and column %(column)s, with nothing between. "
        "Delete the stray cells and upload it again."
    ),
    Refusal.TOO_DEEP: _(
        "The page has more tables, one within another, than any list. Copy the list into a new workbook and "
        "upload that."
    ),
    Refusal.TEXT_UNREADABLE: _(
        "The text is damaged or in an encoding other than UTF-8, UTF-16 and GB18030. Open it in Excel or "
        "WPS, save it as .xlsx and upload that file."
    ),
    Refusal.LINE_TOO_LONG: _(
        "A line of the text is longer than any row of a list: its line breaks are missing. Save the list as "
        ".xlsx and upload that file."
    ),
    Refusal.CELL_TOO_LONG: _(
        "A cell holds more text than a workbook allows. Save the list as .xlsx and upload that file."
    ),
    Refusal.QUOTES_OPEN: _(
        "In line %(row)s of the text a quotation mark is not closed or a cell has no end. Save the list as "
        ".xlsx and upload that file."
    ),
    Refusal.EMPTY: _("No visible sheet of the workbook holds anything."),
    Refusal.NO_HEADER: _(
        "No header was found in the first 30 rows. There must be a row that names the columns, at least: "
        "%(columns)s."
    ),
    Refusal.COLUMNS_MISSING: _("In sheet %(sheet)s, row %(row)s, these columns are missing: %(columns)s."),
    Refusal.NO_LOANS: _("Sheet %(sheet)s has a header in row %(row)s, but no rows below it."),
    Refusal.CELLS_LOST: _(
        "Two readers disagree about sheet %(sheet)s, so something in it is damaged. Open it in Excel "
        "or WPS, save it anew and upload it again."
    ),
    Refusal.READER_DIED: _(
        "The file can't be read within the memory that a list may take. Copy the list into a new "
        "workbook and upload that."
    ),
    Refusal.READER_TOO_SLOW: _(
        "Reading the file takes too long. Copy the list into a new workbook and upload that."
    ),
}

# The fields of a list by the name that people give them.
FIELDS: dict[str, Sentence] = {
    "name": _("name"),
    "identity_number": _("identity number"),
    "document": _("document type"),
    "loan_number": _("loan number"),
    "contract_number": _("contract number"),
    "balance": _("balance"),
    "currency": _("currency"),
    "amount": _("amount granted"),
    "interest": _("interest owed"),
    "interest_on_balance": _("interest on the balance sheet"),
    "interest_off_balance": _("interest off the balance sheet"),
    "penalty": _("penalty interest"),
    "compound": _("compound interest"),
    "issued_on": _("issued on"),
    "due_on": _("due on"),
    "overdue_days": _("overdue days"),
    "risk_class": _("risk class"),
    "guarantee_kind": _("guarantee"),
    "guarantors": _("guarantors"),
    "manager": _("account manager"),
    "branch": _("branch"),
    "township": _("township"),
    "village": _("village"),
    "address": _("address"),
    "phone": _("phone"),
    "product": _("product"),
    "off_balance": _("on or off balance sheet"),
    "state": _("state"),
    "segment": _("segment"),
    "insider": _("staff or relative of staff"),
    "public_employee": _("public employee"),
    "vulnerable": _("vulnerable"),
    "livelihood": _("livelihood"),
    "ability": _("ability"),
    "willingness": _("willingness"),
    "guarantee": _("state of the guarantee"),
    "fraud": _("fraud evidence"),
    "loss": _("loss ground"),
    "serial_number": _("serial number"),
    "paid_on": _("paid on"),
    "total": _("amount paid"),
    "principal": _("principal"),
    "channel": _("channel"),
    "reversal": _("reversal"),
    "reverses": _("reversed serial number"),
    "rejected_row": _("Row in the list"),
    "rejected_reason": _("Why it was rejected"),
}


def refusal(code: str, facts: Mapping[str, Any]) -> str:
    """Why a file is refused, and what to do."""
    columns = gettext(", ").join(str(FIELDS[name]) for name in facts.get("fields", ()))
    return str(REFUSALS[Refusal(code)]) % {**facts, "columns": columns}
