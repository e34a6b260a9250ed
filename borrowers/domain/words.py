"""Words of a list that stand for one of our values (名单用语), without spaces and in small letters."""

from collections.abc import Mapping
from typing import TypeVar

from borrowers.enums import (
    Ability,
    Fraud,
    Guarantee,
    Livelihood,
    Loss,
    RiskClass,
    Segment,
    Willingness,
)

_RISK = {
    RiskClass.NORMAL: "正常 正常类 正常贷款 1",
    RiskClass.SPECIAL_MENTION: "关注 关注类 关注贷款 2",
    RiskClass.SUBSTANDARD: "次级 次级类 次级贷款 3",
    RiskClass.DOUBTFUL: "可疑 可疑类 可疑贷款 4",
    RiskClass.LOSS: "损失 损失类 损失贷款 5",
}
_SEGMENT = {
    Segment.SMALL_BUSINESS: "小微 小微企业 企业 公司 对公 个体工商户",
    Segment.FARMING: "涉农 农户 农业 三农",
    Segment.PERSONAL: "个人 个人消费 对私 自然人",
}
_OFF_BALANCE = {"yes": "表外 是 已核销 核销", "no": "表内 否"}
_FLAG = {"yes": "是 有 √ y 1", "no": "否 n 0 ×"}
_LIVELIHOOD = {
    Livelihood.NORMAL: "正常 正常经营 经营正常",
    Livelihood.STRAINED: "困难 经营困难 收入困难",
    Livelihood.CEASED: "停止 停止经营 停业 停产 无收入",
}
_ABILITY = {
    Ability.FULL: "足额 全额 有 infull",
    Ability.PARTIAL: "部分 inpart",
    Ability.NONE: "无 无能力 没有",
}
_WILLINGNESS = {
    Willingness.WILLING: "愿意 愿还 有 配合",
    Willingness.STALLING: "拖延 推诿",
    Willingness.REFUSING: "拒绝 拒还 无",
    Willingness.UNREACHABLE: "失联 联系不上",
}
_GUARANTEE = {Guarantee.EFFECTIVE: "有效 充足 足值", Guarantee.INSUFFICIENT: "不足 无效 无"}
_FRAUD = {
    Fraud.NONE: "无 否 没有",
    Fraud.IMPERSONATION: "冒名 借名 冒名借名 冒名、借名 假名 impersonationorborrowedname",
    Fraud.FORGERY: "虚假资料 假资料 资料虚假 falsedocuments",
    Fraud.DIVERSION: "挪用 转移资产 挪用或转移资产 挪用、转移资产 fundsdivertedorassetsmoved",
}
_LOSS = {
    Loss.NONE: "无 否 没有",
    Loss.PERSON_GONE: (
        "人亡无产 死亡 死亡无财产 死亡且无财产 宣告死亡 宣告失踪 宣告死亡失踪 丧失行为能力 "
        "死亡、宣告死亡失踪或丧失行为能力且无财产 死亡、宣告死亡、宣告失踪或丧失行为能力且无财产 "
        "persongonewithoutestate"
    ),
    Loss.PROCEEDINGS_ENDED: ("程序终结 破产终结 终结执行 终结本次执行 破产终结或终结执行 proceedingsended"),
}


V = TypeVar("V", bound=str)


def inverted(words: Mapping[V, str]) -> dict[str, str]:
    """Word → value; the value itself is a word for it too, with its strokes and as English writes it."""
    found = {word.casefold(): str(value) for value, given in words.items() for word in given.split()}
    return found | {name: str(value) for value in words for name in (str(value), value.replace("_", ""))}


# Field → word → value.
WORDS: dict[str, dict[str, str]] = {
    "risk_class": inverted(_RISK),
    "segment": inverted(_SEGMENT),
    "off_balance": inverted(_OFF_BALANCE),
    "insider": inverted(_FLAG),
    "public_employee": inverted(_FLAG),
    "vulnerable": inverted(_FLAG),
    "livelihood": inverted(_LIVELIHOOD),
    "ability": inverted(_ABILITY),
    "willingness": inverted(_WILLINGNESS),
    "guarantee": inverted(_GUARANTEE),
    "fraud": inverted(_FRAUD),
    "loss": inverted(_LOSS),
}
