"""What each column of a loan list is called in the lists that banks hand out (列名同义词)."""

# Field: its names in normal form, the most telling first. Where two columns claim a field, the earlier
# name has it.
NAMES: dict[str, str] = {
    "name": (
        "客户名称 客户姓名 借款人名称 借款人姓名 借款人 姓名 户名 名称 贷款户名 借款户名 借款企业 "
        "企业名称 客户 borrower borrowername name"
    ),
    "identity_number": (
        "证件号码 证件号 身份证号 身份证号码 身份证 统一社会信用代码 社会信用代码 "
        "身份证号统一社会信用代码 证件号码统一社会信用代码 身份证号码统一社会信用代码 信用代码 "
        "组织机构代码 借款人证件号码 借款人身份证号 借款人身份证号码 客户证件号码 客户身份证号 "
        "identitynumber idnumber"
    ),
    "document": "证件类型 证件种类 客户证件类型 documenttype",
    "loan_number": "借据号 借据编号 借据号码 贷款借据号 贷款借据编号 贷款借据号码 loannumber",
    "contract_number": (
        "合同号 合同编号 合同号码 借款合同号 借款合同编号 贷款合同号 贷款合同编号 contractnumber"
    ),
    "balance": (
        "贷款余额 本金余额 贷款本金余额 借据余额 剩余本金 未还本金 结欠本金 欠款本金 欠本金 当前余额 余额 "
        "不良贷款余额 不良余额 贷款余额本金 余额本金 balance principal"
    ),
    "currency": "币种 币别 货币 贷款币种 借据币种 合同币种 币种名称 币种代码 currency",
    "amount": "贷款金额 借款金额 合同金额 放款金额 发放金额 贷款发放金额 借据金额 amount amountgranted",
    "interest": (
        "欠息 欠息合计 欠息余额 欠息金额 利息 利息合计 利息余额 贷款余额利息 余额利息 应收利息 拖欠利息 "
        "结欠利息 欠利息 interest"
    ),
    "interest_on_balance": "表内息 表内欠息 欠息表内 表内利息 利息表内",
    "interest_off_balance": "表外息 表外欠息 欠息表外 表外利息 利息表外",
    "penalty": "罚息 罚息金额 罚息余额 欠息罚息",
    "compound": "复利 复息 复利金额 欠息复利",
    "issued_on": (
        "放款日 放款日期 借款日 借款日期 发放日期 发放日 贷款日期 贷款发放日 贷款发放日期 起息日 起始日期 "
        "起始日 issuedon"
    ),
    "due_on": (
        "到期日 到期日期 贷款到期日 贷款到期日期 借款到期日 借款到期日期 合同到期日 合同到期日期 "
        "约定到期日 终止日期 dueon"
    ),
    "overdue_days": "逾期天数 逾期日数 本金逾期天数 最大逾期天数 拖欠天数 欠款天数 overduedays",
    "risk_class": "五级分类 贷款五级分类 五级分类结果 五级形态 风险分类 资产分类 riskclass",
    "guarantee_kind": "担保方式 主担保方式 主要担保方式 担保类型 担保形式 贷款方式",
    "guarantors": (
        "担保人 保证人 担保人保证人 保证人担保人 担保人姓名 保证人姓名 担保人名称 保证人名称 guarantors "
        "guarantor"
    ),
    "manager": (
        "客户经理 管户人 管户经理 管户客户经理 客户经理姓名 管户信贷员 信贷员 管户员 管户责任人 "
        "accountmanager"
    ),
    "branch": (
        "支行 机构 机构支行 机构名称 支行名称 所属机构 所属支行 经办机构 经办行 管理机构 贷款机构 网点 "
        "营业网点 branch"
    ),
    "township": "乡镇 所属乡镇 乡镇街道 镇乡 乡镇名称 乡 镇 街道 township",
    "village": "村 行政村 所属村 村名 村组 村庄 村社区 村居 village",
    "address": (
        "地址 家庭住址 家庭地址 住址 联系地址 居住地址 经营地址 通讯地址 详细地址 户籍地址 住所 address"
    ),
    "phone": (
        "手机号码 手机号 手机 联系电话 联系手机 电话 电话号码 联系方式 移动电话 客户电话 借款人电话 "
        "借款人联系电话 phone"
    ),
    "product": "贷款品种 产品名称 产品 业务品种 贷款产品 贷款种类 行业贷款品种 贷款品种行业 行业 product",
    "off_balance": "表内外 表内表外 表内外标志 表内外标识 是否表外",
    "state": "状态 贷款状态 借据状态 结清状态 是否结清 结清标志 state",
    "segment": "客群 客户类型 客户类别 segment",
    "insider": "是否内部员工 内部员工 员工及亲属 是否员工及亲属 是否关系人",
    "public_employee": "是否公职人员 公职人员",
    "vulnerable": "是否困难群体 困难群体 特殊群体 是否特殊群体",
    "livelihood": "经营状况 经营收入状况 收入状况 经营情况 livelihood",
    "ability": "还款能力 ability",
    "willingness": "还款意愿 willingness",
    "guarantee": "担保条件 担保状况 guarantee",
    "fraud": "骗贷线索 fraud",
    "loss": "报损依据 loss",
    # Our own columns of a workbook of rejected rows that comes back mended: known, and left alone.
    "rejected_row": "原名单行号 原清单行号 rowinthelist",
    "rejected_reason": "退回原因 whyitwasrejected",
}
