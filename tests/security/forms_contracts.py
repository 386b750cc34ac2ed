"""The forms of what we sign."""

from tests.security.case import Case, typing

SLA = {
    "incidents_new": Case("delivery", typing(name="故障", covers_from="2026-09-01"), good=frozenset({422})),
    "wording_new": Case(
        "legal",
        typing(name="客户合同", limit="100", commitment="99.9", tiers="0 – 99.9: 10", cap="30", source="合同 7.2"),
    ),
    "wording_retire": Case("legal", page="sla"),
}
LAW = {
    "statute_new": Case(
        "legal",
        typing(
            instrument="新条例",
            article="第九条",
            in_force_from="2027-01-01",
            source="国务院公报",
            says="六十日",
            days="60",
            most_days="90",
        ),
    ),
    "statute_check": Case("legal", page="statutes"),
}
CLAUSES = {
    "clause_new": Case(
        "legal",
        typing(
            title_zh="备份", look_zh="多久一次", trap_zh="没写恢复", reason_zh="恢复要花钱", weight="1", kind="data",
            preferred_zh="每日备份", walk_away_zh="保证不丢失任何数据", source="法务约定", valid_from="2026-12-01",
        ),
    ),
    "clause_edit": Case("legal", typing(title_zh="数据出境", why="口径统一", valid_from="2026-12-01", weight="2")),
}  # fmt: skip
CONTRACTS = {
    "checklist_new": Case("sales_owner", typing(regions="mainland", buyer="large", we_are_small="yes")),
    "checklist_files": Case("delivery", typing(kind="xlsx", language="en"), good=frozenset({200})),
    "item": Case("legal", typing(theirs="不设上限", level="3", figure="1000", state="talking", evidence="第 9 条")),
}
