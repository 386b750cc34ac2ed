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
    "clause_retire": Case("legal", typing(gone_on="2026-12-01", reason="并入另一条款")),
    "clause_edit": Case("legal", typing(title_zh="数据出境", why="口径统一", valid_from="2026-12-01", weight="2")),
}  # fmt: skip
CONTRACTS = {
    "checklist_new": Case("sales_owner", typing(regions="mainland", buyer="large", we_are_small="yes")),
    "checklist_files": Case("delivery", typing(kind="pdf", language="en")),
    "data_answers": Case(
        "sales_owner",
        typing(
            part="entrusted",
            categories=["medical", "minors"],
            ways=["telemetry"],
            critical_operator="False",
            important_data="False",
            exemption="none",
            people="120",
            sensitive="7",
            people_a_year="900",
            sensitive_a_year="8",
            telemetry_path="终端到新加坡",
            nodes="",
            support_from="",
            subprocessors="云厂商",
        ),
    ),
    "promise_new": Case(
        "delivery",
        typing(
            metric="video_freeze", value="2", pause="600", platform="", denominator="", percentile="95", source="附件"
        ),
    ),
    "promise_strike": Case("legal", page="experience"),
    "liability_terms": Case(
        "legal",
        typing(
            basis="payable",
            increased_times="2",
            increased_amount="",
            damages_cap="200000",
            delay_loss="100",
            delay_source="客户估算",
            turnover="5000",
            turnover_source="审计报告",
            data_bucket="increased",
            data_loss="700",
            data_source="同业处罚",
        ),
    ),
    "transfer_new": Case("legal", typing(on="2026-03-02", people="80", sensitive="3", source="月报")),
    "transfer_withdraw": Case("legal", page="data"),
    "item": Case("legal", typing(theirs="不设上限", level="3", figure="1000", state="talking", evidence="第 9 条")),
    # Nobody judged it yet.
    "signoffs_ask": Case("sales_owner", page="signoffs", at={"deal": "unjudged_deal"}, good=frozenset({422})),
    "signoffs_rest": Case("legal", page="signoffs", at={"deal": "unjudged_deal"}),
    "signoff_sign": Case("legal", typing(reason="同意"), page="signoffs"),
    "signoff_refuse": Case("legal", typing(reason="上限要写明"), page="signoffs"),
    "signoff_take_back": Case("finance", typing(reason="客户改了账期"), page="signoffs", at={"signoff": "given"}),
    # No file is chosen.
    "signed_copy_erase": Case("manager", typing(reason="传成别家合同"), page="signing"),
    "signed_copy_new": Case("sales_owner", page="signing", at={"deal": "signed_deal"}, good=frozenset({422})),
}
AFTER = {
    "after_begin": Case("sales_owner", page="after", at={"deal": "awaited_deal"}),
    "life": Case("legal", typing(begins_on="2026-12-01", renews="no", notice_days="60", source="合同第 11 条")),
    "obligation_new": Case(
        "sales_owner",
        typing(kind="other", side="ours", note="开发票", due_on="2026-12-20", amount="500", source="合同第 5 条"),
        at={"deal": "signed_deal"},
    ),
    "obligation_edit": Case("delivery", typing(note="改期", due_on="2026-12-21", source="补充协议")),
    "obligation_settle": Case(
        "sales_owner", typing(to="done", settled_on="2026-11-20", outcome="邮件 1120"), page="obligation"
    ),
    "obligation_reopen": Case("sales_owner", page="obligation", at={"obligation": "settled_obligation"}),
    "delivered_promise": Case("delivery", typing(kind="usage", figure="500000", source="合同附件一")),
    "delivered_note": Case("delivery", typing(month="2026-10-01", figure="99.5", source="值班系统")),
    "delivered_replay": Case("delivery"),
    "delivered_wording": Case("delivery", typing(source="合同附件二")),
    "health_weights_new": Case(
        "admin",
        typing(
            delivered="30",
            theirs="20",
            ours="10",
            credits="10",
            touch="10",
            support="10",
            usage="10",
            quiet_days="60",
            valid_from="2026-12-01",
            source="销售运营约定",
        ),
    ),
    "renewal_begin": Case("sales_owner", typing(name="续约", points="3", valid_until="2027-01-31"), page="renewal"),
    "price_reading_new": Case("finance", typing(month="2026-10-01", points="0.4", source="国家统计局")),
    "lookout_new": Case(
        "admin", typing(remind_workdays="5", renewal_days="90", valid_from="2026-12-01", source="运营约定")
    ),
}
PAYMENT = {
    # A file is not typed: without one the form asks for it. What files do is tried in tests/contracts/views.
    "declaration_new": Case(
        "legal", typing(size="small", declared_on="2026-11-20", told="随合同交采购部"), good=frozenset({422})
    ),
    # Its deal has instalments already: the form says so.
    "instalments_plan": Case("sales_owner", typing(begins="2026-12-01"), good=frozenset({422})),
    "instalment_new": Case(
        "finance",
        typing(
            title="尾款",
            amount="60000",
            runs_from="acceptance",
            from_day="2026-12-01",
            credit_days="30",
            window_days="10",
            accepted_on="",
        ),
    ),
    "instalment": Case("sales_owner", typing(title="首付款", amount="80000", runs_from="day", credit_days="15")),
    "instalment_drop": Case("sales_owner", page="instalment"),
    "receipt_new": Case("finance", typing(amount="1000", received_on="2026-11-20", source="回单 1120")),
    "receipt_withdraw": Case("finance", typing(because="记错账户")),
    "supplement_new": Case("legal", typing(what="追加并发", amount="20000", agreed_on="2026-11-20")),
    "supplement_drop": Case("legal", page="payment_vat"),
    "prime_rate_new": Case("finance", typing(points="3", valid_from="2026-12-01", source="全国银行间同业拆借中心")),
}
