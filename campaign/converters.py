"""Parts of addresses that are more than text: what does not fit is an unknown page."""

from datetime import date


class DayConverter:
    """A date as in 2026-11-25."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError, which Django takes as "no such address", for a date that does not exist."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """The date in the address."""
        return value if isinstance(value, str) else value.isoformat()
