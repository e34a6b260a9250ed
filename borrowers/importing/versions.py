"""What was and what became, in the form in which it is kept."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from borrowers.models import Loan
from campaign.common.crypto import seal_text, unseal_text

# What the list has beyond our columns may be personal: sealed also here.
_EXTRA_LABEL = "borrowers.loanversion.extra"


def loan_version(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a loan as JSON holds them."""
    kept = {
        name: str(value) if isinstance(value, Decimal | date) else value for name, value in values.items()
    }
    if "extra" in kept:
        kept["extra"] = seal_text(kept["extra"], _EXTRA_LABEL)
    return kept


# What is shown of a change; the rest is sealed or of no interest to people.
SHOWN = (
    "principal", "interest", "state", "overdue_days", "due_on", "issued_on", "amount", "risk_class",
    "guarantee_kind", "is_off_balance", "product", "contract_number", "manager_name",
)  # fmt: skip


def shown_version(values: Mapping[str, Any]) -> dict[str, Any]:
    """The part of `loan_version` that pages show."""
    return loan_version({name: values[name] for name in SHOWN if name in values})


def loan_values(version: Mapping[str, Any]) -> dict[str, Any]:
    """The values that `loan_version` was given."""
    columns = {field.name: field for field in Loan._meta.fields}
    values = {name: columns[name].to_python(value) for name, value in version.items()}
    if "extra" in values:
        values["extra"] = unseal_text(values["extra"], _EXTRA_LABEL)
    return values


def borrower_version(values: Mapping[str, Any]) -> str:
    """Values of a borrower as text; the column seals it."""
    return json.dumps(values, ensure_ascii=False)


def borrower_values(version: str) -> dict[str, Any]:
    """The values that `borrower_version` was given."""
    return dict(json.loads(version))
