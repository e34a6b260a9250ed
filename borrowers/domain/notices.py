"""What a demand notice must say before it may be printed (催收函要素): none of it may be empty."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from borrowers.enums.deadlines import DeadlineStatus, NoticeFact, NoticeObstacle
from campaign.common.money import display

# What the paper says, by (to a guarantor, expired). Legal texts exist in Chinese only. A demand on a
# guarantor must ask for the guarantee itself; a receipt revives an expired debt only where the debtor agrees
# to perform (诉讼时效规定 19(3)) and must not hide that it expired. Such a debt is asked for, never demanded.
TITLES = {False: "催收通知书", True: "承担保证责任通知书"}
OPENINGS = {
    False: "你与我行签订编号为{contract_number}的借款合同（借据号{loan_number}）。截至{as_of}，"
    "该合同项下尚有以下款项未清偿：",
    True: "{borrower}与我行签订编号为{contract_number}的借款合同（借据号{loan_number}），"
    "你为该笔债务提供保证。截至{as_of}，该笔债务尚有以下款项未清偿：",
}
_VOLUNTARY = (
    "上述债务的诉讼时效期间可能已经届满，你依法享有时效抗辩权。"
    "我行提请你自愿履行，是否履行由你自主决定。"
    "如你愿意继续履行，可在{pay_by}前按下列账户还款，或与我行联系商定还款安排。"
)
DEMANDS = {
    (False, False): "现我行要求你履行还款义务，请你于{pay_by}前清偿上述款项"
    "及至实际清偿之日止按合同约定计付的利息。",
    (True, False): "现我行正式要求你承担保证责任，请你于{pay_by}前代为清偿上述款项"
    "及至实际清偿之日止按合同约定计付的利息。",
    (False, True): _VOLUNTARY,
    (True, True): _VOLUNTARY,
}
RECEIPTS = {
    (False, False): "本人（单位）已收到上述通知书，确认上述债务并同意继续履行。",
    (True, False): "本人（单位）已收到上述通知书，知悉{bank}要求本人（单位）承担保证责任。",
    (False, True): "本人（单位）已收到上述通知书，已知悉该债务诉讼时效期间可能已经届满，"
    "仍自愿确认上述债务并同意继续履行。",
    (True, True): "本人（单位）已收到上述通知书，已知悉诉讼时效期间可能已经届满，自愿同意继续承担保证责任。",
}


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """All that stands on a notice. Amounts in yuan as of `as_of`; texts are empty where nothing is known."""

    addressee: str
    borrower: str
    bank: str
    contract_number: str
    loan_number: str
    payee: str
    account: str
    account_bank: str
    contact_line: str
    complaint_line: str
    principal: Decimal
    interest: Decimal
    as_of: date
    due_on: date | None = None
    to_guarantor: bool = False
    expired: bool = False


def missing(facts: NoticeFacts) -> list[NoticeFact]:
    """The facts that are empty, in the order of the paper; nothing is printed until there are none."""
    needed = {field.name for field in fields(NoticeFacts)} & set(NoticeFact.values)
    empty = [NoticeFact(name) for name in NoticeFact.values if name in needed and not getattr(facts, name)]
    return empty if facts.principal + facts.interest > 0 else [*empty, NoticeFact.AMOUNT]


def obstacle(status: DeadlineStatus, *, to_guarantor: bool, has_died: bool) -> NoticeObstacle | None:
    """Why this person may not be asked: a released guarantor owes nothing any more (民法典 693); the heirs of
    a borrower owe only what they inherited (民法典 1161), which is the legal department's to claim.
    """
    if to_guarantor:
        return NoticeObstacle.RELEASED if status is DeadlineStatus.RELEASED else None
    return NoticeObstacle.DECEASED if has_died else None


def printed(facts: NoticeFacts, *, number: str, issued_on: date, pay_by: date) -> dict[str, str | bool]:
    """The values of the template: texts as they stand on the paper."""
    values = {field.name: getattr(facts, field.name) for field in fields(NoticeFacts)}
    total = facts.principal + facts.interest
    amounts = {"principal": facts.principal, "interest": facts.interest, "total": total}
    days = {"as_of": facts.as_of, "due_on": facts.due_on, "issued_on": issued_on, "pay_by": pay_by}
    values |= {name: display(amount) for name, amount in amounts.items()}
    values |= {name: _in_words(day) for name, day in days.items()}
    case = (facts.to_guarantor, facts.expired)
    return {
        **values,
        "number": number,
        "title": TITLES[facts.to_guarantor],
        "opening": OPENINGS[facts.to_guarantor].format(**values),
        "demand": DEMANDS[case].format(**values),
        "receipt": RECEIPTS[case].format(**values),
    }


def _in_words(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"
