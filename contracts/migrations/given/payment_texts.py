"""The law on telling our size at signing, on what is paid meanwhile, and on VAT that a buyer credits.

The words are a summary of ours; only the text itself holds.
"""

from datetime import date

# The collection of texts is a snapshot of this day.
TEXTS = date(2025, 4, 19)
LAWS = "法律文本汇编 LawRefBook/Laws@cbdedcf"

SME = (
    "保障中小企业款项支付条例（国务院令第802号）",
    date(2025, 6, 1),
    TEXTS,
    f"{LAWS}；中国政府网 国令第802号 content_7015401",
)
VAT = ("增值税法", date(2026, 1, 1), TEXTS, LAWS)

# fmt: off
# rule, text, article, what it says in our words, its figures
ROWS: tuple[tuple[str, tuple[str, date, date, str], str, str, dict[str, str]], ...] = (
    ("declaration", SME, "第三条",
     "企业大小按合同订立时认定；中小企业和机关、事业单位、大型企业订合同，要主动告诉对方自己是中小企业。",
     {}),
    ("undisputed", SME, "第十五条",
     "交易有一部分有争议、又不影响其余部分履行的，没有争议的部分照样及时付款。",
     {}),
    ("excuses", SME, "第十四条",
     "换法定代表人或负责人、内部走付款流程，或者合同没约定却等竣工验收备案、决算审计，都不是拒付、拖付的理由。",
     {}),
    ("non_cash", SME, "第十一条",
     "用商业汇票、应收账款电子凭证付款，要在合同里明确、合理约定；不得强制中小企业接受，也不得借此拉长账期。",
     {}),
    ("confirmation", SME, "第十六条",
     "中小企业拿应收账款融资、提出确权的，机关、事业单位和大型企业三十日内确认债权债务。",
     {"confirm_days": "30"}),
    ("input_tax", VAT, "第十六条",
     "购进时支付或者负担的税额是进项税额，凭扣税凭证从销项税额里抵扣。",
     {}),
    ("single_supply", VAT, "第十三条",
     "一项应税交易涉及两个以上税率、征收率的，按主要业务适用税率、征收率。",
     {}),
)
# fmt: on
