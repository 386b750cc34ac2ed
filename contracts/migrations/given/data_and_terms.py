"""The law on entrusted data and on terms drawn up by one side alone, as clauses name it.

The words are a summary of ours; only the text itself holds.
"""

from datetime import date

# The collection of texts is a snapshot of this day.
TEXTS = date(2025, 4, 19)
LAWS = "法律文本汇编 LawRefBook/Laws@2f4c5c2"

PRIVACY = ("个人信息保护法", date(2021, 11, 1), TEXTS, LAWS)
NETWORK = ("网络数据安全管理条例（国务院令第790号）", date(2025, 1, 1), TEXTS, LAWS)
CODE = ("民法典", date(2021, 1, 1), TEXTS, LAWS)

# fmt: off
# rule, text, article, what it says in our words, its figures
ROWS: tuple[tuple[str, tuple[str, date, date, str], str, str, dict[str, str]], ...] = (
    ("entrustment", PRIVACY, "第二十一条",
     "委托处理个人信息的，要约定目的、期限、方式、信息种类、保护措施和双方权利义务，并监督受托人；受托人按约定处理，合同终止时返还"
     "或删除，未经同意不得转委托。",
     {}),
    ("entrustment_records", NETWORK, "第十二条",
     "向其他处理者提供、委托处理个人信息和重要数据的，用合同约定目的、方式、范围和安全义务并监督履行，处理情况记录至少保存三年。",
     {"years": "3"}),
    ("kept_here", PRIVACY, "第四十条",
     "关键信息基础设施运营者，以及处理个人信息达到规定数量的处理者，境内收集和产生的个人信息存储在境内；确需出境的，先过安全评估。",
     {}),
    ("breach_notice", PRIVACY, "第五十七条",
     "发生或者可能发生个人信息泄露、篡改、丢失的，立即补救，并通知主管部门和个人。",
     {}),
    ("standard_terms", CODE, "第四百九十六至四百九十八条",
     "格式条款的提供方要公平确定权利义务，并以合理方式提示、说明免除或者减轻其责任等条款，否则对方可以主张不成为合同内容；不合理地"
     "免责、加重对方责任的无效；理解有争议的，作不利于提供方的解释。",
     {}),
)
# fmt: on
