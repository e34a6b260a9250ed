"""Who may pass a campaign to its next state."""

from tests.access.campaign import CODE, managers
from tests.access.table import Row

ROWS: list[Row] = [
    Row("reports:campaign_state", CODE, managers(200)),
    Row("reports:campaign_state", CODE, managers(200), method="post", post={"to": "draft"}),
]
