"""Who may do what to people, branches and one's own account."""

from tests.access.table import Row

ROWS: list[Row] = []
