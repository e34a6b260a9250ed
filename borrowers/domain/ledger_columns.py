"""What the columns of a bank's ledger of repayments are called (还款流水列), and the words in them."""

from borrowers.domain.columns import Vocabulary
from borrowers.domain.words import inverted
from borrowers.enums import RepaymentChannel

# Field: its names in normal form, the most telling first.
NAMES: dict[str, str] = {
    "serial_number": (
        "交易流水号 流水号 核心流水号 记账流水号 还款流水号 主机流水号 业务流水号 交易流水 流水 交易序号 "
        "凭证号 serialnumber serialno transactionid"
    ),
    "loan_number": "借据号 借据编号 借据号码 贷款借据号 贷款借据编号 贷款借据号码 loannumber",
    "name": (
        "客户名称 客户姓名 借款人名称 借款人姓名 借款人 姓名 户名 名称 贷款户名 借款户名 客户 "
        "borrowername borrower name"
    ),
    "paid_on": "还款日期 还款日 交易日期 记账日期 入账日期 交易日 记账日 入账日 扣款日期 日期 paidon date",
    "total": (
        "还款金额 还款总额 还款总金额 还款本息合计 本息合计 交易金额 入账金额 扣款金额 实还金额 金额 合计 "
        "还款合计 发生额 total amount"
    ),
    "principal": "还款本金 归还本金 实还本金 其中本金 偿还本金 本次还本 还本金额 本金 principal",
    "interest": ("还款利息 归还利息 实还利息 其中利息 偿还利息 本次还息 还息金额 利息 还款利息合计 interest"),
    "penalty": "罚息 归还罚息 还款罚息 实还罚息 其中罚息 penalty",
    "compound": "复利 复息 归还复利 还款复利 实还复利 其中复利 其中复息 compoundinterest",
    "channel": "还款方式 还款渠道 交易渠道 渠道 入账渠道 channel",
    "reversal": "冲正标志 冲正标识 是否冲正 冲正 交易状态 交易类型 记账类型 状态 标志 reversal",
    "reverses": (
        "原交易流水号 原流水号 被冲正流水号 冲正原流水号 原交易流水 冲正流水号 被冲流水号 reverses "
        "originalserialnumber"
    ),
    # Our own columns of a workbook of rejected rows that comes back mended: known, and left alone.
    "rejected_row": "原名单行号 原清单行号 rowinthelist",
    "rejected_reason": "退回原因 whyitwasrejected",
}
AMOUNTS = frozenset({"total", "principal", "interest", "penalty", "compound"})
LEDGER_COLUMNS = Vocabulary(
    names=NAMES,
    required=("serial_number", "loan_number", "paid_on", "total"),
    amounts=AMOUNTS,
    keys=("serial_number", "total"),
    lead="loan_number",
    main="total",
    summed=("total", "principal", "interest"),
    impersonal=AMOUNTS | {"paid_on", "channel", "reversal"},
    kind="ledger:",
)

CHANNELS = inverted(
    {
        RepaymentChannel.COUNTER: "柜台 柜面 现金 柜台现金 柜面还款 网点",
        RepaymentChannel.TRANSFER: (
            "转账 汇款 转帐 网银 手机银行 网上银行 银行转账 自动扣款 批量扣款 系统扣款 代扣 扣款"
        ),
        RepaymentChannel.POS: "POS POS机 刷卡",
        RepaymentChannel.BANK_QR: "二维码 扫码 收款码 本行收款码 银行二维码 扫码支付 聚合支付",
        RepaymentChannel.COURT: "法院 法院划转 法院执行 执行款 司法扣划",
        RepaymentChannel.AGENCY: "委外 代理 委外机构 代收 第三方代收",
    }
)
REVERSED = inverted(
    {
        "yes": "冲正 冲销 红字 红冲 红字冲正 撤销 抹账 反交易 冲账 冲正交易 是 Y y 1 √ reversal",
        "taken_back": "已冲正 被冲正 已冲销 被冲销 已撤销 已抹账 reversed",
        "no": "正常 正常交易 还款 正交易 蓝字 成功 未冲正 否 N n 0 normal 还本 还息 还本付息 部分还款 结清",
    }
)
