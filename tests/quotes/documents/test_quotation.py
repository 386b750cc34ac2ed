"""The formal quotation as the customer holds it: two pages, and the same figures as the proposal."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dealdesk import pdf
from dealdesk.kernel.formats import money
from quotes.documents.proposal import Proposal, render, snapshot
from quotes.documents.proposal.clauses import offered
from quotes.documents.proposal.page import html
from quotes.documents.proposal.tree import PriceRule, RuleTier, quote_json
from quotes.domain.proposals import Kind, Language
from tests.quotes.documents.reading import flat, pages_of, text_of
from tests.quotes.documents.sample import BUYER, SELLER, offer, proposal


def quotation(**changes: object) -> Proposal:
    return proposal(kind=Kind.QUOTATION, **changes)


@pytest.fixture(scope="module")
def final() -> pdf.Pdf:
    return render(quotation())


def test_it_is_two_pages_with_the_parties_first_and_the_seals_last(final: pdf.Pdf) -> None:
    first, last = map(flat, pages_of(final))
    assert first.startswith(
        "■ 云衢 云衢网络技术（北京）有限公司 报价单 报价编号 BJ-2026-0382 / V3 报价日期 2026 年 11 月 24 日"
    )
    for party in (SELLER, BUYER):
        assert all(fact in first for fact in (party.company, party.tax_id, party.address, party.contact))
    assert SELLER.bank in first
    assert SELLER.account in first
    assert "报价方（盖章） 采购方（盖章） 公章或合同专用章" in last


def test_every_amount_of_the_offer_is_on_it(final: pdf.Pdf) -> None:
    made, text = quotation(), text_of(final)
    amounts = [line.total for group in made.groups for line in group.lines]
    amounts += [group.total for group in made.groups]
    totals = made.totals
    amounts += [totals.listed, totals.itemised, totals.saving, totals.net, totals.gross]
    amounts += [tax.tax for tax in totals.taxes]
    assert [money(amount) for amount in amounts if money(amount) not in text] == []
    assert "含税总价（12 个月） ¥964,000.00 大写：人民币玖拾陆万肆仟元整" in text


def test_it_says_tax_validity_payment_and_service(final: pdf.Pdf) -> None:
    text = text_of(final)
    for said in (
        "增值税（6%） 54,566.03",
        "自 2026 年 11 月 24 日起，至 2026 年 12 月 24 日止（30 天）；逾期自动失效。",
        "按年预付：每个合同年度开始前支付该年度费用。",
        "不低于 99.9%",
    ):
        assert said in text


def test_both_pages_carry_number_validity_and_check_code(final: pdf.Pdf) -> None:
    foot = f"报价编号 BJ-2026-0382 / V3 有效期至 2026-12-24 校验码 {quotation().mark}"
    assert [foot in flat(page) for page in pages_of(final)] == [True, True]


def test_its_snapshot_says_which_document_it_is_and_a_proposal_s_does_not() -> None:
    assert (snapshot(quotation())["kind"], "kind" in snapshot(proposal())) == ("quotation", False)
    figures = json.loads(quote_json(proposal()))
    assert {**figures, "kind": "quotation"} == json.loads(quote_json(quotation()))


def test_rules_of_pricing_are_said_in_a_line_each() -> None:
    rule = PriceRule(
        lines=("标准存储", "归档存储"),
        model="阶梯",
        unit="TB·月",
        sentences=("按用量分档计费。",),
        tiers=(
            RuleTier(reach="0–100", unit=Decimal("3.5"), flat=Decimal(20)),
            RuleTier(reach="100 以上", unit=Decimal(3)),
        ),
    )
    clause = offered(quotation(rules=(rule,)))[-1]
    assert (clause.title, clause.text) == (
        "标准存储、归档存储",
        "按用量分档计费。0–100：3.50 + 固定费 20.00；100 以上：3.00",
    )


def test_in_english_its_own_words_are_english() -> None:
    said = html(quotation(language=Language.ENGLISH))
    assert ("<h1>Quotation</h1>" in said, "Terms of this quotation" in said) == (True, True)
    own = re.sub(r"<td.*?</td>|<p class=\"subject\">.*?</p>|<title>.*?</title>|<meta.*?>", "", said, flags=re.DOTALL)
    assert "报价" not in own


def test_a_table_never_goes_on_for_the_sake_of_one_line() -> None:
    first, second = map(flat, pages_of(render(proposal(offer(9), kind=Kind.QUOTATION)))[:2])
    whole = [name for name in ("7×24 专属支持", "开学季重保", "接入与弱网调优") if name in second]
    assert len(whole) in {0, 2, 3}
    assert ("含税总价" in first) is (not whole)


def test_an_offer_that_is_called_as_its_deal_is_named_once() -> None:
    made = proposal(offer(2), kind=Kind.QUOTATION)
    told = html(made), html(replace(made, subtitle=made.title))
    assert [said.count(f"<b>{made.title}</b>　") for said in told] == [1, 0]
    cover = html(replace(proposal(offer(2)), subtitle=made.title)).split('class="subtitle"')[1].split("</p>")[0]
    assert (made.title in cover, "提案" in cover) == (False, True)
