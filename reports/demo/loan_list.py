"""The bank's list of overdue loans as an Excel workbook: what the demo campaign is loaded from."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from campaign.common.xlsx import Column, Sheet, workbook
from reports.demo import names
from reports.demo.places import BRANCHES, VILLAGES

HOUSEHOLDS = 640
SEED = 20_261
FILE_NAME = "清收名单.xlsx"

COLUMNS = (
    Column("机构", 12),
    Column("乡镇", 10),
    Column("村", 10),
    Column("客户名称", 24),
    Column("证件号码", 22),
    Column("联系电话", 14),
    Column("地址", 30),
    Column("借据号", 16),
    Column("合同号", 16),
    Column("贷款品种", 14),
    Column("贷款金额", 14),
    Column("贷款余额", 14),
    Column("欠息", 12),
    Column("放款日", 12),
    Column("到期日", 12),
    Column("逾期天数", 10),
    Column("五级分类", 10),
    Column("担保方式", 10),
    Column("保证人", 20),
    Column("客户经理", 10),
    Column("表内外", 8),
    Column("状态", 8),
    Column("经营状况", 10),
    Column("还款能力", 10),
    Column("还款意愿", 10),
    Column("担保条件", 10),
    Column("骗贷线索", 14),
    Column("报损依据", 14),
)

# The six answers in the words of a list, and how often they occur among a hundred households.
ANSWERS: tuple[tuple[int, tuple[str, str, str, str, str, str]], ...] = (
    (12, ("正常", "足额", "愿意", "有效", "无", "无")),
    (12, ("正常", "部分", "愿意", "不足", "无", "无")),
    (9, ("正常", "部分", "拖延", "有效", "无", "无")),
    (7, ("正常", "足额", "拖延", "不足", "无", "无")),
    (3, ("正常", "足额", "拒绝", "有效", "无", "无")),
    (3, ("正常", "部分", "拒绝", "不足", "无", "无")),
    (11, ("困难", "部分", "愿意", "不足", "无", "无")),
    (7, ("困难", "无", "愿意", "有效", "无", "无")),
    (6, ("困难", "无", "愿意", "不足", "无", "无")),
    (5, ("困难", "部分", "拖延", "有效", "无", "无")),
    (5, ("困难", "无", "拖延", "不足", "无", "无")),
    (3, ("困难", "无", "拒绝", "不足", "无", "无")),
    (3, ("停止", "部分", "愿意", "不足", "无", "无")),
    (3, ("停止", "部分", "拒绝", "不足", "无", "无")),
    (3, ("停止", "无", "愿意", "有效", "无", "无")),
    (2, ("停止", "无", "拖延", "不足", "无", "无")),
    (2, ("停止", "无", "失联", "不足", "无", "无")),
    (1, ("正常", "部分", "拒绝", "不足", "冒名借名", "无")),
    (1, ("困难", "无", "拖延", "不足", "虚假资料", "无")),
    (1, ("停止", "无", "拒绝", "不足", "挪用或转移资产", "无")),
    (1, ("停止", "无", "失联", "不足", "无", "人亡无产")),
    (1, ("停止", "无", "拖延", "不足", "无", "终结执行")),
)
RISK_CLASSES = ((30, "正常"), (90, "关注"), (270, "次级"), (360, "可疑"), (100_000, "损失"))
PRODUCTS = ("农户小额信用贷款", "个人经营贷款", "农户联保贷款", "消费贷款", "小微企业贷款")


@dataclass(frozen=True, slots=True)
class _Household:
    """One borrower before the loans."""

    serial: int
    branch: str
    township: str
    village: str
    name: str
    identity_number: str
    is_company: bool
    answers: tuple[str, ...]


def list_date(starts_on: date) -> date:
    """The day of the list: the one before the campaign starts."""
    return starts_on - timedelta(days=1)


def list_workbook(as_of: date, scale: int = 1) -> bytes:
    """The workbook: a title row, the header, one row a loan; `scale` times 640 households, about 900
    loans.
    """
    note = f"清禾农商银行不良及逾期贷款清单  截至 {as_of:%Y-%m-%d}  单位：元"
    rows = list(_rows(random.Random(SEED), as_of, scale))  # noqa: S311 - the same list each time
    return workbook([Sheet("逾期贷款", COLUMNS, rows, note)])


def _rows(rng: random.Random, as_of: date, scale: int) -> Iterator[list[Any]]:
    number = 0
    for household in _households(rng, scale):
        for _ in range(rng.choices((1, 2, 3), (68, 24, 8))[0]):
            number += 1
            yield _loan_row(rng, household, number, as_of)


def _households(rng: random.Random, scale: int) -> Iterator[_Household]:
    served = [
        (sub_branch[1], township)
        for sub_branches in BRANCHES.values()
        for sub_branch, townships in sub_branches.items()
        for township in townships
    ]
    weights, answers = zip(*ANSWERS, strict=True)
    for serial in range(HOUSEHOLDS * scale):
        branch, township = served[serial % len(served)]
        is_company = rng.random() < 0.06
        yield _Household(
            serial=serial,
            branch=branch,
            township=township,
            village=VILLAGES[township][serial // len(served) % 5],
            name=names.company_name(rng, township) if is_company else names.person_name(rng),
            identity_number=names.credit_code(serial) if is_company else names.identity_number(rng, serial),
            is_company=is_company,
            answers=rng.choices(answers, weights)[0],
        )


def _loan_row(rng: random.Random, household: _Household, number: int, as_of: date) -> list[Any]:
    overdue = max(1, int(rng.lognormvariate(4.6, 1.1)))
    due_on = as_of - timedelta(days=overdue)
    issued_on = due_on - timedelta(days=365 * rng.choice((1, 1, 2, 3)))
    granted = _granted(rng, household)
    settled = rng.random() < 0.02
    left = Decimal(0) if settled else _fen(granted * Decimal(str(round(rng.uniform(0.35, 1), 3))))
    interest = Decimal(0) if settled else _fen(left * overdue * Decimal("0.00018"))
    guaranteed = household.answers[3] == "有效"
    return [
        *[household.branch, household.township, household.village],
        *[household.name, household.identity_number, names.phone(household.serial)],
        f"清禾县{household.township}{household.village}{household.serial % 90 + 1}号",
        *[f"JJ{as_of.year}{number:08d}", f"HT{issued_on.year}{number:08d}"],
        PRODUCTS[4] if household.is_company else PRODUCTS[number % 4],
        *[granted, left, interest, issued_on, due_on, 0 if settled else overdue],
        next(word for limit, word in RISK_CLASSES if overdue <= limit),
        "保证" if guaranteed else "信用",
        names.person_name(rng) if guaranteed else "",
        names.person_name(rng),
        "表外" if overdue > 900 else "表内",
        "结清" if settled else "逾期",
        *household.answers,
    ]


def _granted(rng: random.Random, household: _Household) -> Decimal:
    if household.is_company:
        return Decimal(rng.randrange(20, 160) * 10_000)
    return Decimal(rng.choice((2, 3, 3, 5, 5, 8, 10, 15, 20)) * 10_000)


def _fen(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))
