"""Money is Decimal, in yuan, with two places (fen)."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
WAN = Decimal(10_000)
# 999,999,999,999.99: the widest amount a column holds.
MAX_DIGITS = 14


def to_fen(amount: Decimal) -> Decimal:
    """The amount rounded to fen, halves away from zero."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def parse(text: str) -> Decimal:
    """A plain decimal text as money; raises ValueError when it is none or is finer than fen."""
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or amount != to_fen(amount):
        raise ValueError(text)
    return to_fen(amount)


def display(amount: Decimal) -> str:
    """Exact yuan and fen with thousands separators: 1,234,567.89."""
    return f"{to_fen(amount):,.2f}"


def in_wan(amount: Decimal) -> str:
    """The amount in units of ten thousand yuan (万元), two places: 123.46."""
    return f"{(amount / WAN).quantize(FEN, rounding=ROUND_HALF_UP):,.2f}"


def ratio(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """part / whole as a fraction with four places; None where there is no whole to compare with."""
    if not whole:
        return None
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def split_evenly(total: Decimal, weights: list[int]) -> list[Decimal]:
    """Shares of `total` by weight whose sum is exactly `total`; spare fen go to the largest remainders."""
    if not weights:
        return []
    whole = sum(weights)
    fen = int(to_fen(total) * 100)
    raw = [fen * weight / Decimal(whole) for weight in weights]
    shares = [int(value) for value in raw]
    by_remainder = sorted(range(len(raw)), key=lambda index: raw[index] - shares[index], reverse=True)
    for index in by_remainder[: fen - sum(shares)]:
        shares[index] += 1
    return [Decimal(share) / 100 for share in shares]
