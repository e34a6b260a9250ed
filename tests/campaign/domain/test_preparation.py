"""The checklist a campaign starts with."""

from datetime import date

from campaign.domain.preparation import CHECKLIST, due_on


def test_only_what_depends_on_the_place_may_be_waived():
    assert [line.key for line in CHECKLIST if line.may_be_waived] == [
        "authorities",
        "villages",
        "etiquette",
        "agency",
    ]
    assert len({line.key for line in CHECKLIST}) == len(CHECKLIST)


def test_a_line_is_due_before_the_first_day_and_never_before_today():
    line = CHECKLIST[0]

    assert due_on(line, date(2026, 11, 23), date(2026, 11, 1)) == date(2026, 11, 18)
    assert due_on(line, date(2026, 11, 23), date(2026, 11, 21)) == date(2026, 11, 21)
    assert due_on(line, date(2026, 11, 23), date(2026, 11, 30)) == date(2026, 11, 23)
