"""The forms of claims, and of what they are worth in a deal."""

from tests.security.case import Case, choosing, typing

# fmt: off
CLAIM = {
    "metric_zh": "丢包恢复率", "metric_en": "Loss recovered", "unit": "percent", "better": "higher", "ours": "99.95",
    "alternative": "99.5", "alternative_of_zh": "行业平均", "alternative_of_en": "Industry", "percentile": "P95",
    "condition_zh": "弱网实验室，三百次", "condition_en": "Lab, 300 runs", "source": "measured", "origin": "实验室报告",
    "measured_on": "2026-11-01", "valid_until": "2027-05-01", "note": "先别给甲方看",
}
BASIS = {
    "alternative": "rival", "reference": "700000", "reference_months": "12", "reference_source": "对手报价单",
    "yearly_rate": "10", "rate_source": "客户财务部", "rate_on": "2026-11-20", "no_cost_because": "沿用现有接口",
}
# fmt: on
DAYS = {"days": "30", "days_source": "客户研发部", "day": "2000", "day_source": "客户财务部"}
WORD = {"on": "2026-11-20", "said": "按这个口径没有问题"}

VALUE = {
    "claim_new": Case("presales", choosing("owner", "person", **CLAIM)),
    "claim_edit": Case("presales", choosing("owner", "person", why="复测", ours="0.2")),
    "claim_retire": Case("presales", typing(reason="条件不再成立"), page="claim"),
    "claim_proof_new": Case("presales", page="claim", good=frozenset({422})),
    "driver_new": Case("sales_owner", typing(**DAYS), query="formula"),
    "driver_edit": Case("sales_owner", choosing("calls_teller", "contact", calls="2000000", confidence="70")),
    "driver_drop": Case("sales_owner", page="driver"),
    "driver_word": Case("sales_owner", choosing("contact", "contact", **WORD), page="driver"),
    "driver_answers": Case("sales_owner", choosing("seat", "seat"), page="value"),
    "driver_leaves": Case("sales_owner", choosing("seat", "answered_seat"), page="value", at={"driver": "answering"}),
    "value_basis": Case("sales_owner", typing(**BASIS)),
}
