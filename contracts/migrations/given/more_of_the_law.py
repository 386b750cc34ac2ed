"""The law on what leaves the country, on sensitive information and on fines, and what finance and health add to it.

The words are a summary of ours; only the text itself holds. Texts that are known by their name alone have no day on
which they were looked up, and say so wherever they are shown.
"""

from datetime import date

# The collection of texts is a snapshot of this day; what was read since was read on the other.
TEXTS = date(2025, 4, 19)
READ = date(2026, 11, 26)
LAWS = "法律文本汇编 LawRefBook/Laws@2f4c5c2"
BY_NAME = "只核对了名称和施行日期，原文待读"

PRIVACY = ("个人信息保护法", date(2021, 11, 1), TEXTS, LAWS)
ABROAD = ("促进和规范数据跨境流动规定", date(2024, 3, 22), READ, "国家互联网信息办公室公布的规定及其解读")
READING = ("最高人民法院关于适用《民法典》合同编通则若干问题的解释", date(2023, 12, 5), TEXTS, LAWS)
NETWORK = ("网络安全法", date(2017, 6, 1), None, "所读为 2016 年文本；2026 年施行的修正文本条号待核")
PERSONAL_FINANCE = ("JR/T 0171-2020 个人金融信息保护技术规范", date(2020, 2, 13), None, BY_NAME)
GRADES = ("JR/T 0197-2020 金融数据安全 数据安全分级指南", date(2020, 9, 23), None, BY_NAME)
CENTRAL_BANK = ("中国人民银行业务领域数据安全管理办法（令〔2025〕第3号）", date(2025, 6, 30), None, BY_NAME)
POPULATION = ("人口健康信息管理办法（试行）", date(2014, 5, 5), None, "转引，原文和条号待读")
BIG_DATA = ("国家健康医疗大数据标准、安全和服务管理办法（试行）（国卫规划发〔2018〕23号）", date(2018, 7, 12), None, BY_NAME)
GUIDE = ("GB/T 39725-2020 信息安全技术 健康医疗数据安全指南", date(2021, 7, 1), None, BY_NAME)

# fmt: off
# rule, text, article, what it says in our words, its figures
ROWS: tuple[tuple[str, tuple[str, date, date | None, str], str, str, dict[str, str]], ...] = (
    ("exempt_abroad", ABROAD, "第四、五、六条",
     "境外收集、境内处理后再提供出境且没有引入境内个人信息或者重要数据的；为订立、履行个人作为一方的合同，跨境人力资源管理，紧急情况下"
     "保护生命健康和财产所必需的；自贸试验区负面清单之外的：免予申报评估、订立标准合同、通过认证。重要数据不在此列。",
     {}),
    ("sensitive", PRIVACY, "第二十八、二十九条",
     "生物识别、医疗健康、金融账户、行踪轨迹等，以及不满十四周岁未成年人的个人信息是敏感个人信息；处理要有特定目的和充分必要性，"
     "严格保护，并取得个人的单独同意。",
     {}),
    ("minors", PRIVACY, "第三十一条",
     "处理不满十四周岁未成年人个人信息的，取得父母或者其他监护人的同意，并制定专门的处理规则。",
     {}),
    ("consent_abroad", PRIVACY, "第三十九条",
     "向境外提供个人信息的，告知境外接收方的名称、联系方式、处理目的和方式、信息种类、个人行使权利的方式，并取得单独同意。",
     {}),
    ("impact", PRIVACY, "第五十五、五十六条",
     "处理敏感个人信息、委托处理、向境外提供等，事前做个人信息保护影响评估并记录处理情况；评估报告和处理记录至少保存三年。",
     {"years": "3"}),
    ("foreign_requests", PRIVACY, "第四十一条",
     "未经主管机关批准，不得向外国司法或者执法机构提供存储于境内的个人信息。",
     {}),
    ("data_fines", PRIVACY, "第六十六条",
     "违法处理个人信息情节严重的，没收违法所得，并处五千万元以下或者上一年度营业额百分之五以下罚款。",
     {"most_fine": "50000000", "percent_of_turnover": "5"}),
    ("network_logs", NETWORK, "第二十一条（2016 年文本）",
     "网络运营者采取监测、记录网络运行状态和安全事件的技术措施，网络日志留存不少于六个月。",
     {"months": "6"}),
    ("damages_adjusted", READING, "第六十四条第三款",
     "当事人仅以合同约定不得对违约金进行调整为由，主张不予调整违约金的，不予支持。",
     {}),
    ("finance_personal", PERSONAL_FINANCE, "全文（条号待核）",
     "推荐性行业标准：个人金融信息按敏感程度分为 C3、C2、C1 三类，鉴别信息属 C3。",
     {}),
    ("finance_grades", GRADES, "全文（条号待核）",
     "推荐性行业标准：金融数据按安全性遭破坏后的影响分级管理。",
     {}),
    ("finance_business", CENTRAL_BANK, "全文（条号待核）",
     "中国人民银行业务领域数据的分类分级、全流程安全管理；是否适用于本单业务由合规确认。",
     {}),
    ("health_here", POPULATION, "条号待核",
     "不得将人口健康信息在境外的服务器中存储，不得托管、租赁在境外的服务器。",
     {}),
    ("health_big", BIG_DATA, "全文（条号待核）",
     "健康医疗大数据由责任单位管理，委托他人存储、运营的，责任仍在责任单位。",
     {}),
    ("health_guide", GUIDE, "全文（条号待核）",
     "推荐性国家标准：健康医疗数据的分类、使用披露和安全措施。",
     {}),
)
# fmt: on
