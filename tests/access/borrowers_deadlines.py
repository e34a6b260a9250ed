"""Who sees until when claims live, who keeps their facts, and who confirms evidence."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    BACK_OFFICE,
    CAPTAIN,
    COACH,
    COMPLIANCE,
    LOGIN,
    MANAGER,
    MEMBER,
    NOBODY,
    OTHER_COACH,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
)

CAMPAIGN = {"code": "campaign.code"}
HIDDEN = {ANONYMOUS: LOGIN, NOBODY: 404, OTHER_MANAGER: 404, OTHER_COACH: 404}
SEEN = {
    **HIDDEN,
    OTHER_MEMBER: 404,
    MEMBER: 200,
    CAPTAIN: 200,
    MANAGER: 200,
    BACK_OFFICE: 200,
    COACH: 200,
    COMPLIANCE: 200,
    ADMINISTRATOR: 200,
}
# The facts of claims are kept at the desk.
KEPT = {**SEEN, MEMBER: 403, CAPTAIN: 403, COACH: 403, COMPLIANCE: 403, ADMINISTRATOR: 403, SUB_MANAGER: 404}
# A notice of a living claim is issued by whoever serves it too.
ISSUED = {**KEPT, MEMBER: 200, CAPTAIN: 200}
# Evidence is confirmed by the legal user alone.
CONFIRMED = {
    **SEEN,
    MEMBER: 403,
    CAPTAIN: 403,
    MANAGER: 403,
    BACK_OFFICE: 403,
    COACH: 403,
    ADMINISTRATOR: 403,
}


def one(name: str) -> dict[str, str]:
    return {"code": "campaign.code", "pk": f"{name}.pk"}


ROWS = [
    *(
        Row(
            f"borrowers:{name}",
            CAMPAIGN,
            {**HIDDEN, MEMBER: 200, OTHER_MEMBER: 200, SUB_MANAGER: 200, COACH: 200},
        )
        for name in ("signing_list", "signing_print")
    ),
    Row("borrowers:evidence_queue", CAMPAIGN, {**CONFIRMED, OTHER_MEMBER: 403}),
    Row("borrowers:deadline_file", one("borrower"), SEEN),
    *(
        Row(f"borrowers:{name}", one(target), ISSUED, method=method)
        for name, target in (("loan_notice", "loan"), ("guarantor_notice", "guarantor"))
        for method in ("get", "post")
    ),
    *(
        Row(f"borrowers:{name}", one(target), KEPT, method=method)
        for name, target in (
            ("loan_event_add", "loan"),
            ("judgment_add", "loan"),
            ("judgment_event_add", "judgment"),
            ("guarantor_event_add", "guarantor"),
            ("event_correct", "claim_event"),
        )
        for method in ("get", "post")
    ),
    *(
        Row(f"borrowers:{name}", one(target), KEPT)
        for name, target in (
            ("loan_terms", "loan"),
            ("judgment_edit", "judgment"),
            ("guarantee_terms", "guarantor"),
        )
    ),
    *(
        Row(
            f"borrowers:{name}",
            one(target),
            {who: 302 if status == 200 else status for who, status in KEPT.items()},
            method="post",
            post={"case_number": "(2026)测01民初1号"},
        )
        for name, target in (
            ("loan_terms", "loan"),
            ("judgment_edit", "judgment"),
            ("guarantee_terms", "guarantor"),
        )
    ),
    Row(
        "borrowers:event_confirm",
        one("claim_event"),
        {who: 302 if status == 200 else status for who, status in CONFIRMED.items()},
        method="post",
    ),
    *(
        Row("borrowers:letterhead", CAMPAIGN, {**KEPT, OTHER_MEMBER: 403, SUB_MANAGER: 200}, method=method)
        for method in ("get", "post")
    ),
    # The world's notice is empty; what is printed of a real one is asked beside the page's tests.
    Row(
        "borrowers:notice_print",
        one("demand_notice"),
        {**HIDDEN, OTHER_MEMBER: 404, COACH: 403, COMPLIANCE: 403, ADMINISTRATOR: 403},
        method="post",
    ),
    # The world's paper has no file; who sees one that has is asked beside the page's tests.
    Row("borrowers:event_paper", one("claim_event"), {**HIDDEN, OTHER_MEMBER: 404}),
]
