"""Identity numbers: the right ones pass, and every wrong one says what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers.domain.identity import Identity, credit_check, person_check, read_identity
from borrowers.domain.problems import BadCell, Code
from borrowers.enums import BorrowerKind
from tests.borrowers.imports.lists import CREDIT_CODE
from tests.factories.borrowers import identity_number

PERSON = identity_number(7)


def refused(text: str, document: str = "") -> tuple[Code, dict[str, object]]:
    with pytest.raises(BadCell) as caught:
        read_identity(text, document)
    return caught.value.code, caught.value.facts


# The example of GB 11643 itself, and one of a place that does not exist.
@pytest.mark.parametrize("number", ["11010519491231002X", PERSON])
def test_right_numbers_of_persons_pass(number):
    assert read_identity(number) == Identity(number, BorrowerKind.PERSON)


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "'11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002X\u00a0",
    ],
)
def test_spelling_is_cleaned(written):
    assert read_identity(written).number == "11010519491231002X"


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(position, step):
    right = "11010519491231002X"
    digits = "0123456789"
    old = right[position]
    new = digits[(digits.index(old) + step) % 10] if old in digits else digits[step]
    code, _facts = refused(right[:position] + new + right[position + 1 :])

    assert code in {Code.IDENTITY_CHECK_DIGIT, Code.IDENTITY_BIRTH_DATE}


def test_wrong_check_digit_names_its_place():
    wrong = "1" if PERSON[17] != "1" else "2"

    assert refused(PERSON[:17] + wrong) == (Code.IDENTITY_CHECK_DIGIT, {"position": 18})


def test_fifteen_digits_are_completed():
    assert read_identity("110105491231002") == Identity("11010519491231002X", BorrowerKind.PERSON)


def test_number_of_an_old_licence_passes_with_its_check():
    assert read_identity("110108000000016") == Identity("110108000000016", BorrowerKind.COMPANY)
    assert refused("110108000000017")[0] == Code.IDENTITY_BIRTH_DATE
    assert read_identity("110108000000017", "营业执照").is_other


def test_credit_codes_pass_and_their_faults_are_named():
    assert read_identity(CREDIT_CODE.lower()) == Identity(CREDIT_CODE, BorrowerKind.COMPANY)
    assert refused(CREDIT_CODE[:-1] + "7") == (Code.CREDIT_CODE_CHECK, {"position": 18})
    assert refused("9137O102MAX0000666") == (Code.CREDIT_CODE_CHARACTERS, {"position": 5})


def test_credit_code_of_digits_alone_is_told_from_a_person():
    body = "91370102202301011"
    for last in "0123456789":
        candidate = body[:-1] + last
        if credit_check(candidate).isdigit() and credit_check(candidate) != person_check(candidate):
            number = candidate + credit_check(candidate)
            assert read_identity(number) == Identity(number, BorrowerKind.COMPANY)
            return
    pytest.fail("no candidate")


def test_organisation_code_passes_with_its_check():
    assert read_identity("D2143569-X") == Identity("D2143569X", BorrowerKind.COMPANY)
    assert refused("D2143569-1")[0] == Code.IDENTITY_CHARACTERS


@pytest.mark.parametrize("number", ["E12345678", "EA1234567", "H1234567890", "M12345678"])
def test_passports_and_passes_are_taken_unchecked(number):
    assert read_identity(number) == Identity(number, BorrowerKind.PERSON, is_other=True)


def test_a_document_that_the_list_names_is_taken_as_it_stands():
    assert read_identity("军字第1234567号", "军官证") == Identity(
        "军字第1234567号", BorrowerKind.PERSON, is_other=True
    )
    assert read_identity(CREDIT_CODE, "营业执照") == Identity(CREDIT_CODE, BorrowerKind.COMPANY)
    assert (
        refused(PERSON[:17] + ("1" if PERSON[17] != "1" else "2"), "身份证")[0] == Code.IDENTITY_CHECK_DIGIT
    )


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1.10105E+17", Code.IDENTITY_SCIENTIFIC),
        ("1101051949123100", Code.IDENTITY_LENGTH),
        ("12345678", Code.IDENTITY_LENGTH),
        ("110105194912310021X", Code.IDENTITY_LENGTH),
        ("110105194902300021", Code.IDENTITY_BIRTH_DATE),
        ("见附件", Code.IDENTITY_CHARACTERS),
    ],
)
def test_what_is_no_identity_number_says_why(number, code):
    assert refused(number)[0] == code
