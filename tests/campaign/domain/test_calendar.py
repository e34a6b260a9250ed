"""Dates of the days, and times within a day."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.domain.calendar import (
    SlotTimes,
    campaign_dates,
    is_in_quiet_hours,
    moves_a_day_that_began,
    next_after,
    now_on,
    overlapping,
    skipped_between,
)
from campaign.domain.contact_hours import STANDARD
from campaign.enums import AgendaKind, SlotProblem

MONDAY = date(2026, 11, 23)


def nov(*days: int) -> list[date]:
    """Dates of November 2026."""
    return [date(2026, 11, day) for day in days]


@pytest.mark.parametrize(
    ("skipped", "dates"),
    [
        ([], nov(23, 24, 25, 26)),
        (nov(24), nov(23, 25, 26, 27)),
        (nov(24, 25), nov(23, 26, 27, 28)),
        (nov(24, 27), nov(23, 25, 26, 28)),
        (nov(22, 30), nov(23, 24, 25, 26)),  # outside of it, nothing changes
    ],
)
def test_days_pass_over_skipped_dates(skipped, dates):
    assert campaign_dates(MONDAY, 4, skipped) == dates


@given(
    start=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    count=st.integers(1, 14),
    ahead=st.sets(st.integers(1, 20), max_size=10),
)
def test_every_day_has_one_date_in_order_and_none_is_skipped_without_need(start, count, ahead):
    skipped = {start + timedelta(days=days) for days in ahead}
    dates = campaign_dates(start, count, skipped)

    assert dates[0] == start
    assert len(dates) == count
    assert dates == sorted(set(dates))
    assert not skipped & set(dates)
    assert set(skipped_between(dates)) == {day for day in skipped if day < dates[-1]}
    # What was asked for can be read back and asks for the same again.
    assert campaign_dates(start, count, skipped_between(dates)) == dates


@pytest.mark.parametrize(
    ("after", "today", "moves"),
    [
        (nov(23, 24, 25), 25, False),  # nothing changes
        (nov(23, 24, 27), 24, False),  # a day to come moves on
        (nov(23, 25, 26), 24, True),  # today's day would move
        (nov(24, 25, 26), 23, True),
        (nov(24, 25, 26), 22, False),  # none has begun
        (nov(20, 24, 25), 22, True),  # a day would land in the past
    ],
)
def test_days_that_began_keep_their_date(after, today, moves):
    assert moves_a_day_that_began(nov(23, 24, 25), after, date(2026, 11, today)) is moves


@pytest.mark.parametrize(
    ("times", "problem"),
    [
        (SlotTimes(time(8, 30), time(9)), None),
        (SlotTimes(time(9), time(8, 30)), SlotProblem.ENDS_BEFORE_START),
        (SlotTimes(time(9), time(9)), SlotProblem.ENDS_BEFORE_START),
        (SlotTimes(time(22), time(1)), SlotProblem.ENDS_BEFORE_START),
        (SlotTimes(time(22), time(1), crosses_midnight=True), None),
        (SlotTimes(time(8), time(9), crosses_midnight=True), SlotProblem.TOO_LONG),
        (SlotTimes(time(8), time(20, 1)), SlotProblem.TOO_LONG),
        (SlotTimes(time(8), time(20)), None),
        (SlotTimes(time(4, 30), time(7), starts_next_day=True), None),
        (SlotTimes(time(14), time(15), starts_next_day=True), SlotProblem.NOT_DAWN),
        (SlotTimes(time(7), time(4, 30), starts_next_day=True), SlotProblem.ENDS_BEFORE_START),
    ],
)
def test_impossible_times_are_named(times, problem):
    assert times.problem() == problem


def test_midnight_is_counted_on_from_the_day_the_slot_belongs_to():
    night = SlotTimes(time(22), time(1), crosses_midnight=True)
    dawn = SlotTimes(time(4, 30), time(7), starts_next_day=True)

    assert (night.begins, night.ends) == (timedelta(hours=22), timedelta(hours=25))
    assert (dawn.begins, dawn.ends) == (timedelta(hours=28.5), timedelta(hours=31))


@pytest.mark.parametrize(
    ("kind", "times", "quiet"),
    [
        (AgendaKind.FIELD, SlotTimes(time(8), time(22)), False),
        (AgendaKind.FIELD, SlotTimes(time(7, 59), time(12)), True),
        (AgendaKind.FIELD, SlotTimes(time(20), time(22, 1)), True),
        (AgendaKind.FIELD, SlotTimes(time(22), time(1), crosses_midnight=True), True),
        (AgendaKind.FIELD, SlotTimes(time(4, 30), time(7), starts_next_day=True), True),
        (AgendaKind.FIELD, SlotTimes(time(8), time(9), starts_next_day=True), False),
        (AgendaKind.ASSEMBLY, SlotTimes(time(6), time(7)), False),  # at the bank, not at a door
    ],
)
def test_only_field_work_is_bound_to_the_contact_hours(kind, times, quiet):
    assert is_in_quiet_hours(kind, times, STANDARD) is quiet


@given(
    start=st.integers(0, 24 * 60 - 1),
    length=st.integers(1, 12 * 60),
)
def test_quiet_hours_are_touched_just_when_a_minute_lies_in_them(start, length):
    begins, ends = timedelta(minutes=start), timedelta(minutes=start + length)
    minutes = ((start + minute) % (24 * 60) for minute in range(length))

    assert STANDARD.touch(begins, ends) == any(m < 8 * 60 or m >= 22 * 60 for m in minutes)


def at(start: float, end: float) -> SimpleNamespace:
    """Something that is on from one hour to another."""
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    return SimpleNamespace(begins=midnight + timedelta(hours=start), ends=midnight + timedelta(hours=end))


def test_what_is_on_and_what_is_next():
    early, long, late = at(8, 9), at(8.5, 17), at(17.5, 18)
    moment = datetime(2026, 11, 23, 8, 45, tzinfo=UTC)

    assert now_on([late, long, early], moment) == [early, long]
    assert next_after([late, long, early], moment) == late
    assert next_after([early, long], moment) is None


def test_overlaps_are_pairs_and_touching_is_none():
    early, long, after = at(8, 9), at(8.5, 17), at(17, 18)

    assert overlapping([after, long, early]) == [(early, long)]
