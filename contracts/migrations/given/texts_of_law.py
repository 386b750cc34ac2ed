"""The law the desk comes with: each rule with its article, the day it came into force, and when it was looked up.

The words are a summary of ours; only the text itself holds.
"""

from datetime import date

# The collection of texts is a snapshot of this day; pages without a date of their own were read on the other.
TEXTS = date(2025, 4, 19)
READ = date(2026, 11, 26)
LAWS = "法律文本汇编 LawRefBook/Laws@2f4c5c2"

SME = ("保障中小企业款项支付条例（国务院令第802号）", date(2025, 6, 1), TEXTS, LAWS)
CODE = ("民法典", date(2021, 1, 1), TEXTS, LAWS)
READING = ("最高人民法院关于适用《民法典》合同编通则若干问题的解释", date(2023, 12, 5), TEXTS, LAWS)
VAT = ("增值税法", date(2026, 1, 1), TEXTS, LAWS)
BUYING = ("政府采购法", date(2003, 1, 1), TEXTS, LAWS)
BUDGET = ("预算法", date(2015, 1, 1), TEXTS, LAWS)
ABROAD = ("促进和规范数据跨境流动规定", date(2024, 3, 22), READ, "国家互联网信息办公室公布的规定及其解读")

# fmt: off
# rule, text, article, what it says in our words, its figures
ROWS: tuple[tuple[str, tuple[str, date, date, str], str, str, dict[str, str]], ...] = (
    ("late_interest", SME, "第十七条",
     "迟延支付的，按约定利率付逾期利息，约定不得低于合同订立时的一年期 LPR；没有约定的，每日按万分之五计。",
     {"percent_a_day": "0.05"}),
    ("payment_by_public", SME, "第九条第一款",
     "机关、事业单位自交付之日起三十日内付款；另有约定的，最长不超过六十日。",
     {"days": "30", "most_days": "60"}),
    ("payment_by_large", SME, "第九条第二款",
     "大型企业自交付之日起六十日内付款；另有约定的，应当合理并符合行业规范与交易习惯；不得以收到第三方付款为付款条件。",
     {"days": "60"}),
    ("acceptance_clock", SME, "第十条",
     "约定以检验或验收合格为付款条件的，付款期限自合格之日起算；拖延检验、验收的，自约定的检验、验收期限届满之日起算。",
     {}),
    ("damages", READING, "第六十五条",
     "约定的违约金超过造成损失的百分之三十的，一般可以认定为过分高于造成的损失；恶意违约的当事人请求减少，一般不予支持。",
     {"percent_above_loss": "30"}),
    ("exclusions", CODE, "第五百零六条",
     "免除造成对方人身损害、或者因故意、重大过失造成对方财产损失的责任的条款无效。",
     {}),
    ("mixed_rates", VAT, "第十二条",
     "发生两项以上应税交易涉及不同税率、征收率的，应当分别核算；未分别核算的，从高适用税率。",
     {}),
    ("supplements", BUYING, "第四十九条",
     "履行中需追加相同标的的，可以签订补充合同，所有补充合同的采购金额不得超过原合同采购金额的百分之十。",
     {"percent_of_contract": "10"}),
    ("public_year", BUDGET, "第十八条",
     "预算年度自公历 1 月 1 日起，至 12 月 31 日止。",
     {"first_month": "1", "first_day": "1", "last_month": "12", "last_day": "31"}),
    ("cross_border", ABROAD, "第五、七、八条",
     "自当年 1 月 1 日起累计：出境 100 万人以上个人信息（不含敏感）或 1 万人以上敏感个人信息，或关键信息基础设施运营者出境"
     "个人信息、任何人出境重要数据，须通过安全评估；10 万人以上不满 100 万人，或不满 1 万人敏感个人信息，订立标准合同或通过认证；"
     "不满 10 万人且不含敏感个人信息的免予申报。",
     {"contract_people": "100000", "assessment_people": "1000000",
      "contract_sensitive": "1", "assessment_sensitive": "10000"}),
)
# fmt: on
