"""Every address that takes a form: who fills it in, on which page, and with what."""

from dataclasses import replace

from tests.security.case import Case, Typed, choosing, typing
from tests.security.forms_contracts import AFTER, CLAUSES, CONTRACTS, LAW, PAYMENT, SLA
from tests.security.forms_texts import TEXTS
from tests.security.forms_value import VALUE
from tests.security.world import World


def described(world: World) -> Typed:
    """A scenario whose picture is a row of the table."""
    return {**SCENARIO, "video-0-rate": str(world.ids["bitrate"])}


# fmt: off
ISSUE = {
    "issue": "liability", "note": "法务关心", "options-0-name": "12 个月费用", "options-0-cost": "0",
    "options-0-worth_low": "1000", "options-0-worth_high": "2000", "options-0-source": "法务估算",
    "options-1-name": "24 个月费用",
}
CUSTOMER = {
    "name": "新客户科技有限公司", "short_name": "新客户", "industry": "education", "size": "from_50", "city": "苏州",
}
DEAL = {
    "name": "互动课堂", "currency": "CNY", "next_step": "拜访", "next_step_on": "2026-12-01", "needs": "低延时",
    "solution": "SDK",
}
CONTACT = {
    "name": "王敏", "title": "总监", "seat": "business", "phone": "13800000000", "email": "wang@example.com",
    "note": "登山",
}
PERSON = {"name": "新同事", "email": "xin@yunqu.example", "role": "sales", "password": "a long enough password"}
MILESTONE = {
    "kind": "legal", "name": "法务评审", "lead_p50": "5", "lead_p80": "9", "due_on": "2026-12-08",
    "blocker": "等模板", "evidence": "11-23 纪要",
}
NOTICE = {
    "year": "2027", "title": "国务院办公厅通知", "source": "中国政府网",
    "rows": "2027-01-01,休,元旦\n2027-01-03,班,元旦",
}
PRIVACY = {
    "purpose": "了解客户如何决策", "legal_basis": "法务意见", "retention_months": "12", "valid_from": "2026-12-01",
    "source": "个人信息保护制度",
}
ENGAGEMENT = {
    "kind": "call", "direction": "theirs", "held_on": "2026-11-20", "learned": "要看实测报告", "promised": "寄报告",
    "promised_on": "2026-12-01", "is_next_step": "on",
}
SEAT = {
    "kind": "finance", "support": "2", "concern": "账期", "last_contact_on": "2026-11-20", "influence": "high",
    "coverage": "brief", "standing": "heard", "win": "少加班", "answer": "按季列支", "stale_after": "45",
}
EVIDENCE = {
    "evidence-on": "2026-11-20", "evidence-channel": "call", "evidence-kind": "quote",
    "evidence-text": "只要弱网过关就签",
}
RELATION = {"relation-now": "vendor", "relation-target": ""}
ROUND = {
    "on": "2026-11-23", "channel": "call", "their_ask": "520000", "said": "还是贵", "offer": "total",
    "new_total": "530000", "reason": "冲年底", "next_step": "再谈", "next_step_on": "2026-11-30",
    "moves-0-kind": "give", "moves-0-issue": "price", "moves-0-what": "让一万", "moves-0-worth": "10000",
    "moves-0-status": "agreed", "moves-0-untraded_reason": "收官",
}
AIMS = {
    "aims-target": "700000", "aims-reservation": "600000", "aims-months": "12", "aims-rounds": "4", "aims-beta": "0.8",
    "aims-aspiration": "800000", "aims-batna": "转投扩容", "aims-batna_worth": "500000",
}
RIVAL = {
    "rival": "声网云", "heard_on": "2026-11-20", "evidence": "document", "source": "邮件", "amount": "500000",
    "claimed_percent": "30", "currency": "USD", "fx_rate": "7.2", "fx_source": "中间价", "tax_included": "True",
    "vat_rate": "6", "invoice": "special", "term_months": "12",
    "free_months": "1", "payment_plan": "annual_prepaid", "prepay_percent": "30", "credit_days": "30",
    "sla_availability": "99.5", "support_hours": "8x5", "urgent_minutes": "60", "covers_words": "只有并发",
    "covered_RTC-HD": "True", "quantity_RTC-HD": "8000", "amount_scope": "1000", "basis_scope": "录制",
    "amount_scale": "1000", "basis_scale": "路数", "amount_sla": "1000", "basis_sla": "多停机", "amount_support": "0",
    "basis_support": "相同",
}
ANCHOR = {"anchor-side": "theirs", "anchor-amount": "500000", "anchor-on": "2026-11-10", "anchor-source": "采购口头"}
RULE = {
    "rules-0-figure": "discount_percent", "rules-0-operator": "gt", "rules-0-threshold": "12",
    "rules-0-approver": "finance", "rules-0-reason": "折扣过深",
}
OFFER = {"title": "新报价", "payment_plan": "annual_prepaid", "valid_until": "2026-12-31"}
LINE = {
    "description": "驻场支持", "group": "服务", "unit": "人天", "list_price": "3000", "vat_rate": "6", "quantity": "5",
    "discount": "10",
}
MORE = {"agreement": "months", "part": "6", "whole": "12", "markup": "5", "other_taxes": "3%"}
ABROAD = {"currency": "USD", "fx_rate": "7.16", "fx_on": "2026-11-20", "fx_source": "人民币中间价"}
CHARGE = {"kind": "volume", "upper": "inclusive", "tiers.0.up_to": "100", "tiers.0.unit": "2", "tiers.1.unit": "1"}
PRODUCT = {
    "code": "WB-1", "name": "互动白板", "family": "白板", "unit": "千分钟", "description": "多人白板",
    "list_price": "12", "floor_price": "9", "vat_rate": "6",
}
METER = {
    "counts": "user_minutes", "unit": "minute", "per": "1000", "summed": "day", "mode": "up", "places": "0",
    "roles": ["host", "audience"], "sound": "each", "sound_tier": "语音", "tier-0-name": "高清",
    "tier-0-up_to": "1280×720", "tier-1-name": "全高清", "tier-1-up_to": "2073600", "counted_as": "640×352 = 640×360",
    "tier": "高清", "free": "100", "since": "2027-01-01", "source": "2027 年计量口径",
}
USAGE = {
    "days": "22", "traffic": "100", "stored": "50", "online": "300", "recording": "4", "active": "900",
    "each_day": "80", "group-0-people": "12", "group-0-role": "host", "group-0-minutes": "45", "group-0-streams": "3",
    "group-0-size": "640×360", "group-0-more_streams": "1", "group-0-more_size": "1280×720", "group-0-sounds": "2",
}
# A picture without headers, so that every part of the form has something to say.
SCENARIO = {
    "name": "小班课", "topology": "interactive", "rooms": "400", "hosts": "3", "audience": "20", "most_pulled": "3",
    "servers": "2", "bound": "high", "video-0-share": "100", "video_redundancy": "10", "payload_bytes": "1200",
    "simulcast": "150, 500", "sound_kbps": "64", "packet_ms": "20", "sound_redundancy": "100", "hours_a_day": "3.5",
    "days_a_month": "22", "peak_factor": "1.5", "starts_on": "2027-01-01", "term_months": "12", "growth": "2",
    "region-0-name": "华东", "region-0-share": "60", "region-1-name": "海外", "region-1-share": "40",
    "recorded_share": "20", "recorded_copies": "3", "mixed_share": "10", "mixed_copies": "1", "pushed_share": "5",
    "pushed_copies": "1", "turned": "15",
}
BITRATE = {
    "vendor": "实测", "profile": "弱网", "width": "960", "height": "540", "fps": "15", "low": "600", "high": "900",
    "since": "2026-11-01", "source": "弱网实验室 11 月报告",
}
BUNDLE = {"name": "入门包", "note": "三个月", "price": "9800"}
TARIFF = {
    "billing": "elastic", "name": "弹性", "source": "商务会", "since": "2026-11-20", "vat_rate": "6",
    "counted": "streams", "price": "84", "every": "year", "over_price": "1.2", "level": "3000",
}
SIGNAL = {
    "kind": "industry", "p10": "60", "p90": "150", "unit": "wan", "tax_included": "True", "span": "year",
    "currency": "CNY", "weight": "1", "evidence": "2025 年同业公开采购",
}
OUTCOME = {
    "outcome-kind": "budget", "outcome-amount": "110", "outcome-unit": "wan", "outcome-tax_included": "True",
    "outcome-span": "year", "outcome-currency": "CNY", "outcome-known_on": "2026-11-20", "outcome-source": "复盘会",
}
COST = {
    "rows-0-part": "support", "rows-0-rule": "seat_month", "rows-0-amount": "4000", "rows-0-currency": "CNY",
    "rows-0-dated_on": "2026-10-31", "rows-0-source": "财务口径", "rows-0-share": "100", "rows-0-seats": "1.6",
    "rows-0-region": "", "rows-0-line": "any", "rows-0-note": "两班倒", "minimum": "20", "target": "30",
    "carried-support": "SUP-724",
}
# fmt: on
PASSWORDS = frozenset({"password"})
COUNTERED = {"asked": "countered"}
DRAFT = {"quote": "draft_quote"}

STAKEHOLDERS = {
    "customer_new": Case("sales_owner", typing(**CUSTOMER)),
    "customer_edit": Case("sales_owner", typing(**CUSTOMER)),
    "contact_new": Case("sales_owner", typing(**CONTACT)),
    "contact_edit": Case("sales_owner", typing(**CONTACT)),
    "deal_new": Case("sales_owner", typing(**DEAL), query="customer"),
    "deal_edit": Case("sales_owner", typing(**DEAL)),
    "deal_stage": Case(
        "sales_owner",
        typing(to="lost", lost_because="budget", lost_reason="预算取消", last_price="780000"),
        query="to",
    ),
    "seat_new": Case("sales_owner", choosing("contact", "free_contact", **SEAT)),
    "seat_edit": Case("sales_owner", typing(**SEAT)),
    "engagements": Case("sales_owner", choosing("contacts", "free_contact", **ENGAGEMENT)),
    "engagement_edit": Case("sales_owner", typing(**ENGAGEMENT)),
    "engagement_remove": Case("sales_owner", typing(reason="记错了商机"), page="engagement_edit"),
    "plan_begin": Case("sales_owner", page="plan", at={"deal": "deal_without_a_plan"}),
    "plan_leads": Case(
        "sales_owner",
        lambda world: {f"lead-{world.ids['milestone']}-p50": "3", f"lead-{world.ids['milestone']}-p80": "5"},
    ),
    "milestone_new": Case("sales_owner", typing(**MILESTONE)),
    "milestone_edit": Case("sales_owner", typing(**MILESTONE)),
    "milestone_done": Case("sales_owner", page="plan"),
    "milestone_reopen": Case("sales_owner", page="plan", at={"milestone": "done_milestone"}),
    "milestone_remove": Case("sales_owner", page="milestone_edit"),
    "workdays_import": Case("admin", typing(**NOTICE), good=frozenset({200})),
    "seat_remove": Case("sales_owner", page="seat_edit"),
    "seat_place": Case("sales_owner", typing(x="300", y="500"), page="seat_edit"),
    "evidence_add": Case("sales_owner", typing(**EVIDENCE), page="seat_edit"),
    "evidence_remove": Case("sales_owner", page="seat_edit"),
    "line_draw": Case("sales_owner", choosing("other", "other_seat", tie="listens", weight="3"), page="seat_edit"),
    "line_remove": Case("sales_owner", page="seat_edit"),
    "relation_set": Case("sales_owner", choosing("relation-user", "colleague", **RELATION), page="seat_edit"),
    "relation_remove": Case("sales_owner", page="seat_edit"),
    "notice_open": Case("manager", page="notices"),
    "notices_read": Case("manager", page="notices"),
    "notice_wishes": Case("sales_owner", typing(hours_from="09:00", hours_until="18:30")),
    "delivery_again": Case("admin", page="notice_outbox"),
    "robot_new": Case(
        "admin",
        choosing("team", "team", address=f"https://open.feishu.cn/open-apis/bot/v2/hook/{'a1b2' * 8}", secret=""),
        secret=frozenset({"address", "secret"}),
    ),
    "robot_remove": Case("admin", page="robots"),
    "view_save": Case("sales_owner", typing(name="待我跟进"), page="customers"),
    "view_remove": Case("sales_owner", page="savedviews"),
    "member_add": Case("sales_owner", choosing("user", "colleague"), page="deal_members"),
    "member_remove": Case("sales_owner", page="deal_members"),
    "deal_owner": Case("manager", choosing("owner", "colleague"), page="deal_members"),
    "privacy_new": Case("admin", typing(**PRIVACY)),
    "contact_erase": Case("manager", typing(reason="本人来信，11 月 20 日", is_sure="on")),
    "person_new": Case("admin", typing(**PERSON), secret=PASSWORDS),
    "person_edit": Case("admin", typing(**PERSON), secret=PASSWORDS),
    "team_new": Case("admin", typing(name="East")),
    "team_edit": Case("admin", typing(name="North-9")),
}
OFFERS = {
    "quote_new": Case("presales", lambda world: {**OFFER, **ABROAD, f"quantity-{world.ids['sold_item']}": "20"}),
    "lines": Case("presales", lambda world: {f"line-{world.ids['line']}-discount": "7.5"}, page="version"),
    "line_add": Case("presales", typing(**LINE)),
    "line_more": Case("presales", typing(**MORE)),
    "usage": Case("presales", typing(**USAGE), good=frozenset({200})),
    "lines_block": Case(
        "presales",
        lambda world: {"line": str(world.ids["line"]), "column": "quantity", "rows": "200\t\t5"},
        page="version",
        # Put down from the clipboard by a script, with the grid's own form: nothing of it was typed.
        of="lines",
        secret=frozenset({"line", "column", "rows"}),
    ),
    "lines_paste": Case("presales", typing(rows="RTC-HD\t200\t5\n驻场\t人天\t3\t3000\t0\t6")),
    "version_form": Case("presales", typing(form="bundle", bundle_price="700000"), page="version"),
    "version_terms": Case("presales", typing(note="按季支付", term_months="24")),
    "version_options": Case("presales", lambda world: {f"line-{world.ids['line']}-discounts": "季度返利 5%"}),
    "version_recommend": Case(
        "presales", typing(column="基础版"), page="version_whatif", at={"version": "columned_version"}
    ),
    "version_goal": Case("presales", query="total"),
    "version_next": Case("presales", page="version", at={"version": "latest_version"}),
    "version_discard": Case("presales", page="version"),
    "version_submit": Case("sales_owner", typing(reason="客户要求", in_return="两年")),
    "version_send": Case("sales_owner", page="version", at={"version": "approved_version"}),
    "version_accept": Case("sales_owner", page="version", at={"version": "sent_version"}),
    "version_void": Case("sales_owner", typing(reason="客户改了需求"), at={"version": "sent_version"}),
    "version_renew": Case(
        "sales_owner", typing(valid_until="2027-06-01", reason="客户预算推迟"), at={"version": "sent_version"}
    ),
    "version_branch": Case("presales", page="version", at={"version": "latest_version"}),
    "version_choose": Case("sales_owner", page="version", at={"version": "alternative"}),
}
USES = {
    "scenario_new": Case("presales", described),
    "scenario_edit": Case("presales", described),
    "scenario_preview": Case(
        "presales",
        described,
        page="scenario_new",
        of="scenario_new",
        good=frozenset({200}),
    ),
    "scenario_remove": Case("presales", page="scenario"),
    # A file is not typed: without one the form asks for it. What files do is tried in tests/quotes/views.
    "series_new": Case("presales", good=frozenset({422})),
    "series_remove": Case("presales", page="series"),
    "usage_choose": Case("presales", lambda world: {"scenario": str(world.ids["scenario"])}),
    "bitrate_new": Case("presales", typing(**BITRATE)),
    "bitrate_remove": Case("presales", page="bitrates"),
}
NEGOTIATION = {
    "readiness_value": Case(
        "sales_owner",
        choosing("contact", "contact", on="2026-11-20", said="晚高峰不卡，一年少五千张工单"),
        page="readiness",
    ),
    "readiness_override": Case("sales_owner", typing(reason="客户总裁点名要看价"), page="readiness"),
    "round_new": Case("sales_owner", choosing("theirs", "contact", **ROUND)),
    "round_preview": Case(
        "sales_owner",
        choosing("theirs", "contact", **ROUND),
        page="round_new",
        of="round_new",
        good=frozenset({200}),
    ),
    "attachment_new": Case("sales_owner", page="attachments", good=frozenset({422})),
    "attachment_erase": Case("manager", typing(reason="本人要求"), page="attachments"),
    "round_amend": Case("sales_owner", typing(reason="记错了", said="还是太贵")),
    "round_draft_drop": Case("sales_owner", page="round_new"),
    "rival_new": Case("sales_owner", choosing("teller", "contact", **RIVAL)),
    "rival_edit": Case("sales_owner", choosing("teller", "contact", **RIVAL)),
    "rival_document_new": Case("sales_owner", page="rival", good=frozenset({422})),
    "rival_document_erase": Case("manager", typing(reason="本人要求"), page="rival"),
    "rival_drop": Case("sales_owner", page="rival"),
    "anchors": Case("sales_owner", typing(**ANCHOR | {"anchor-months": "12"}), page="negotiation"),
    "aims": Case("sales_owner", typing(**AIMS), page="negotiation"),
    "issue_new": Case("sales_owner", typing(**ISSUE)),
    "issue_edit": Case("sales_owner", typing(note="法务在催")),
    "invoicing": Case("sales_owner", typing(invoice="special", buyer_credits="True", source="对方财务")),
    "issue_remove": Case("sales_owner", page="issue_edit"),
    "coach_setting": Case("admin", typing(is_on="on", valid_from="2026-12-01", source="经理会")),
    "forewarning_new": Case(
        "admin", typing(claim_days="60", claim_again="14", offer_days="7", valid_from="2026-12-01", source="约定")
    ),
    "funding_new": Case("finance", typing(points="6", currency="CNY", valid_from="2026-11-01", source="LPR 加点")),
    "approval_decide": Case("manager", typing(verdict="reject", reason="太低"), page="approval"),
    "approvals_together": Case(
        "manager",
        lambda world: {"asked": [world.ids["ticked"]], "verdict": "reject", "reason": "太低"},
        secret=frozenset({"asked"}),
    ),
    "approval_counter": Case("manager", typing(discount="16", said="签 24 个月"), page="approval"),
    "approval_ask": Case("manager", typing(question="客户答应了吗？"), page="approval"),
    "approval_hand_on": Case("manager", choosing("to", "upper_manager", handed_because="我休假"), page="approval"),
    "approval_sheet": Case("manager", page="approval"),
    "approval_sign_off": Case("manager", typing(who="legal", added_because="看责任条款"), page="approval"),
    "approval_revoke": Case("manager", typing(revoked_because="看漏了"), page="approval", at={"asked": "half_decided"}),
    "question_answer": Case("sales_owner", typing(reply="答应了"), page="approval", at=COUNTERED),
    "deadlines_new": Case("admin", typing(holds_days="20", valid_from="2026-12-01", source="制度")),
    "delegations": Case(
        "manager",
        choosing("to", "upper_manager", starts_on="2026-12-01", ends_on="2026-12-04", most_points="20", reason="休假"),
    ),
    "delegation_end": Case("manager", page="delegations"),
    "counter_answer": Case(
        "sales_owner", typing(answer="declined", answer_reason="只签一年"), page="approval", at=COUNTERED
    ),
    "counter_take_back": Case("manager", page="approval", at=COUNTERED),
    "paper": Case("presales", at=DRAFT),
    "paper_preview": Case("presales", page="paper", of="paper", at=DRAFT, good=frozenset({200})),
    "proposal_new": Case("presales", page="proposals", at=DRAFT),
    "proposal_cancel": Case("presales", page="proposal", at={"export": "running"}),
    "proposal_again": Case("admin", page="proposals_failed"),
    "proposal_check": Case("legal", good=frozenset({422})),
    "api_check_proposal": Case("legal", page="proposal_check", of="proposal_check", good=frozenset({422})),
    "batch_new": Case("sales_owner", choosing("versions", "version")),
    "batch_cancel": Case("sales_owner", page="batch", at={"batch": "running_batch"}),
    "links": Case("sales_owner", choosing("recipient", "contact"), good=frozenset({200})),
    "link_revoke": Case("sales_owner", page="links"),
    "policy_new": Case("admin", typing(name="2028 年", source="制度 2028")),
    "policy_rules": Case("admin", typing(**RULE), page="policy"),
    "policy_try": Case("admin", page="policy"),
    "policy_discard": Case("admin", page="policy"),
    "policy_publish": Case("admin", typing(valid_from="2027-01-01"), page="policy"),
}
PRICES = {
    "price_book_new": Case("finance", typing(name="海外", currency="USD", tax_included="False", source="定价会")),
    "price_book_draft": Case(
        "finance", typing(source="定价会 12 月"), page="price_book", at={"price_book": "published_book"}
    ),
    "price_book_discard": Case("finance", page="price_book"),
    "price_book_prices": Case(
        "finance", lambda world: {f"item-{world.ids['product']}-list_price": "66.5"}, page="price_book"
    ),
    "price_book_product": Case("finance", typing(**PRODUCT)),
    "price_book_meter": Case("finance", typing(**METER)),
    "price_book_charge": Case("finance", typing(**CHARGE)),
    "price_book_bundle": Case("finance", lambda world: {**BUNDLE, f"quantity-{world.ids['product']}": "100"}),
    "price_book_publish": Case("finance", typing(valid_from="2027-01-01"), page="price_book"),
    "price_book_clone": Case(
        "finance",
        typing(name="欧洲", currency="EUR", rate="0.92", places="4", source="定价会"),
        at={"price_book": "published_book"},
    ),
    # A file is not typed: without one the form asks for it. What files do is tried in tests/quotes/views.
    "price_book_import": Case("finance", good=frozenset({422})),
    "policy_import": Case("admin", good=frozenset({422})),
    "price_import_apply": Case("finance", page="price_import"),
}


BILLING = {
    "billing_adopt": Case(
        "presales", lambda world: {"key": f"tariff-{world.ids['tariff']}", "growth": "10", "peak": "5"}, page="billing"
    ),
    "tariff_new": Case("presales", typing(**TARIFF)),
    "tariff_remove": Case("presales", page="billing"),
}
BUDGETS = {
    "budget_signal_new": Case("sales_owner", typing(**SIGNAL), page="budget"),
    "budget_signal_preview": Case(
        "sales_owner", typing(**SIGNAL), page="budget", of="budget_signal_new", good=frozenset({200})
    ),
    "budget_signal_edit": Case("sales_owner", typing(**SIGNAL)),
    "budget_signal_remove": Case("sales_owner", page="budget", at={"deal": "unquoted_deal"}),
    "budget_outcome_new": Case("sales_owner", typing(**OUTCOME), page="budget", at={"deal": "lost_deal"}),
}
COSTS = {
    "deal_cost_model": Case("presales", choosing("model", "chosen_cost_model"), page="deal_costs"),
    "cost_model_new": Case("finance", typing(name="海外成本", currency="USD", source="财务口径")),
    "cost_model_costs": Case("finance", typing(**COST), page="cost_model"),
    "cost_model_publish": Case("finance", typing(valid_from="2027-01-01"), page="cost_model"),
    "cost_model_draft": Case(
        "finance", typing(source="2027 年口径"), page="cost_model", at={"cost_model": "other_cost_model"}
    ),
    "cost_model_discard": Case("finance", page="cost_model"),
    "cost_model_clone": Case(
        "finance", typing(name="复制", currency="CNY", source="财务口径"), at={"cost_model": "other_cost_model"}
    ),
}


def _of(app: str, cases: dict[str, Case]) -> dict[str, Case]:
    """Routes of one app, by the names the URLconf gives them."""
    return {
        f"{app}:{name}": replace(case, page=f"{app}:{case.page or name}", of=f"{app}:{case.of or name}")
        for name, case in cases.items()
    }


CASES: dict[str, Case] = (
    _of("stakeholders", STAKEHOLDERS)
    | _of("quotes", OFFERS | USES | NEGOTIATION | PRICES | BILLING | BUDGETS | COSTS | VALUE | TEXTS)
    | _of("contracts", SLA | LAW | CLAUSES | CONTRACTS | AFTER | PAYMENT)
)
