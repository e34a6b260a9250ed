"""What a phone's clock is worth."""

from datetime import datetime, timedelta

# A phone whose clock is this far from the server's, or less, is believed: the post takes a while, too.
TOLERANCE = timedelta(minutes=2)


def skew(sent_at: datetime | None, received_at: datetime) -> timedelta:
    """How far the phone's clock ran ahead of ours when it sent; zero where it did not say."""
    return sent_at - received_at if sent_at else timedelta()


def by_our_clock(at: datetime, ahead: timedelta) -> datetime:
    """The time `at` that a phone wrote down, by our clock: what is wrong at sending was wrong at the door."""
    return at - ahead if abs(ahead) > TOLERANCE else at
