"""What documents may say of an offer's value: proved claims, acknowledged amounts, and nothing that stays with us."""

import json
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from quotes.actions.claims import retire_claim
from quotes.actions.value import answer_concern
from quotes.domain.claims import Better, Reading, Source, Unit, Unproved
from quotes.domain.pricing.engine import price
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence
from quotes.domain.value.drivers import Alternative
from quotes.domain.value.formulas import Formula, Input
from quotes.domain.value.promises import Promise
from quotes.models import QuoteVersion, ValueBasis
from quotes.queries.rivals.whole import Whole, laid_beside
from quotes.queries.value import (
    ValueCase,
    claims_for_document,
    figures_told_by,
    left_out,
    taken_from,
    value_for_document,
    value_screen,
)
from stakeholders.models import Contact, Deal, User
from tests.factories import stakeholders as whom
from tests.factories import value as told
from tests.factories.rivals import rival
from tests.factories.stakeholders import NOW
from tests.factories.value import TODAY

IN_WRITING: dict[str, Any] = {
    "evidence": Evidence.DOCUMENT,
    "claimed_percent": None,
    "heard_version": None,
    "term_months": 12,
    "tax_included": True,
}


def case(version: QuoteVersion, **changed: Any) -> ValueCase | None:
    return value_for_document(version, **{"today": TODAY, "language": "zh-hans"} | changed)


def shown(version: QuoteVersion, by: User, amount: int) -> Whole:
    """An offer in writing that covers all of ours, as a document shows it."""
    lines = version.lines.values_list("product_code", "quantity")
    covers = {code: Cover(is_covered=True, quantity=quantity) for code, quantity in lines}
    row = rival(deal=version.quote.deal, by=by, amount=Decimal(amount), covers=covers, **IN_WRITING)
    (found,) = laid_beside(version.quote.deal, price(version.terms()), (row.pk,))
    return found


def cheaper(deal: Deal, pre: User) -> None:
    """Dearer to build it themselves than to buy from us: then the value may be told whatever counts."""
    told.basis(deal=deal, by=pre, alternative=Alternative.BUILD, reference=Decimal(900_000))


def test_acknowledged_and_proved_is_the_headline_and_what_must_come_true_stands_first(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User, ada: User
) -> None:
    told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    told.switching(deal=deal, by=pre)
    told.basis(deal=deal, by=pre)
    found = case(version, other=shown(version, ada, 700_000))
    assert found is not None
    assert (found.alternative, found.told, found.reference) == ("方案 B", 700_000, 700_000)
    assert [(one.name, one.low, one.high) for one in found.swings][:1] == [
        ("减少投诉 · 年通话量", Decimal("173280.00"), Decimal("225120.00"))
    ]
    assert (found.price, found.months, found.currency) == (Decimal("839600.00"), 12, "CNY")
    assert (found.headline, found.claimed, found.cost_total, found.net) == (259_200, 324_000, 60_000, 199_200)
    assert (found.gap, found.needed, found.share) == (Decimal("139600.00"), Decimal("199600.00"), Decimal("61.6"))
    assert found.returns is not None
    assert (found.returns.rate, found.returns.rate_on, found.returns.payback_months) == (10, TODAY, Decimal("6.0"))
    (line,) = found.lines
    assert (line.ours, line.alternative, line.effect, line.alone) == ("0.3%", "1.2%", "0.9 个百分点", "0.5544 个百分点")
    assert (line.acknowledged_on, line.is_contractual, line.promise) == (TODAY, False, "非合同承诺")
    assert [(one.name, one.value) for one in line.figures] == [
        ("年通话量", "3,000,000"),
        ("处理一次投诉的成本", "12.00 元"),
    ]


def test_a_competitor_s_price_that_nobody_chose_to_show_is_not_told_and_cannot_be_reckoned_back(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User, ada: User
) -> None:
    told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    told.basis(deal=deal, by=pre)
    written = shown(version, ada, 700_000)
    found = case(version)
    assert found is not None
    assert (found.reference, found.gap, found.needed, found.share, found.returns, found.told) == (None,) * 6
    assert ([line.alone for line in found.lines], found.headline, found.swings) == ([""], 259_200, ())
    chosen = case(version, other=written)
    assert chosen is not None
    assert chosen.gap == Decimal("139600.00")


def test_the_difference_on_paper_is_that_of_the_comparison_whatever_the_basis_says(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User, ada: User
) -> None:
    told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    told.basis(deal=deal, by=pre, reference=Decimal(690_000))
    other = shown(version, ada, 700_000)
    found = case(version, other=other)
    assert found is not None
    assert (found.reference, found.gap) == (other.alike, Decimal("839600.00") - 700_000)
    screen = value_screen(ada, deal, TODAY, Decimal(10))
    assert screen.differs is not None
    assert "70.00 万元" in screen.differs.words
    assert "69.00 万元" in screen.differs.words
    begun = taken_from(ada, deal, str(other.row.pk), TODAY)
    assert (begun["reference"], begun["reference_months"]) == (700_000, 12)
    ValueBasis.objects.update(reference=begun["reference"])
    assert value_screen(ada, deal, TODAY, Decimal(10)).differs is None


def test_what_nobody_acknowledged_is_told_without_an_amount(version: QuoteVersion, deal: Deal, pre: User) -> None:
    told.driver(deal=deal, by=pre)
    cheaper(deal, pre)
    found = case(version)
    assert found is not None
    assert (found.saved, found.share) == (Decimal("60400.00"), None)
    (line,) = found.lines
    assert (line.metric, line.amount, line.counted, line.figures, found.headline) == ("通话投诉率", None, None, (), 0)


def test_no_claim_that_is_expired_assumed_retired_or_without_proof_enters_a_document(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User
) -> None:
    fine = told.driver(deal=deal, by=pre)
    late = told.claim(by=pre, valid_until=TODAY - timedelta(days=1))
    gone = told.claim(by=pre)
    told.driver(deal=deal, by=pre, claim=late)
    told.driver(deal=deal, by=pre, claim=told.claim(by=pre, source=Source.ASSUMPTION))
    told.acknowledged(told.driver(deal=deal, by=pre, claim=told.claim(by=pre, proved=False)), contact, pre)
    told.driver(deal=deal, by=pre, claim=gone)
    retire_claim(claim=gone.claim, reason="作废", by=pre, at=NOW)
    found = claims_for_document(deal, TODAY)
    assert found.admitted == (fine,)
    assert [one.why for one in found.left_out] == [
        (Unproved.EXPIRED,),
        (Unproved.ASSUMED,),
        (Unproved.NO_EVIDENCE,),
        (Unproved.RETIRED,),
    ]
    cheaper(deal, pre)
    printed = case(version)
    assert printed is not None
    assert ([one.valid_until for one in printed.lines], printed.headline) == ([fine.claim.valid_until], 0)  # type: ignore[union-attr]
    tomorrow = claims_for_document(deal, fine.claim.valid_until + timedelta(days=1))  # type: ignore[union-attr]
    assert tomorrow.admitted == ()


def test_nothing_of_ours_and_no_name_of_theirs_is_in_it(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User
) -> None:
    claim = told.claim(by=pre, note="内部口径 CANARY")
    row = told.acknowledged(told.driver(deal=deal, by=pre, claim=claim), contact, pre)
    seat = whom.seat(deal=deal, contact=contact, concern="怕买贵 CANARY")
    answer_concern(driver=row, seat=seat, by=pre, at=NOW)
    found = case(version)
    assert found is not None
    words = json.dumps(asdict(found), default=str, ensure_ascii=False)
    assert "CANARY" not in words
    assert contact.name not in words


def test_a_promise_is_what_the_offer_says_or_it_is_none(version: QuoteVersion, deal: Deal, pre: User) -> None:
    version.sla_availability = Decimal("99.95")
    figures: dict[str, Any] = {"unit": Unit.PERCENT, "better": Better.HIGHER, "alternative": Decimal(90)}
    kept = told.claim(by=pre, ours=version.sla_availability, **figures)
    more = told.claim(by=pre, ours=Decimal("99.9999"), **figures)
    for claim in (kept, more):
        told.driver(deal=deal, by=pre, claim=claim, formula=Formula.UNPRICED, told={}, promise=Promise.AVAILABILITY)
    cheaper(deal, pre)
    found = case(version)
    assert found is not None
    assert [one.is_contractual for one in found.lines] == [True, False]


def test_a_better_use_says_which_way_it_was_read(version: QuoteVersion, deal: Deal, pre: User) -> None:
    gain = {"unit": Unit.GAIN, "better": Better.HIGHER, "ours": Decimal(15)}
    for reading, used in ((Reading.RELATIVE, None), (Reading.POINTS, Decimal(60))):
        claim = told.claim(by=pre, **gain, reading=reading, alternative=used)
        bill = {Input.BANDWIDTH: Decimal(1_150_000)}
        told.driver(deal=deal, by=pre, claim=claim, formula=Formula.BANDWIDTH, told=bill)
    cheaper(deal, pre)
    found = case(version)
    assert found is not None
    assert [one.effect for one in found.lines] == ["带宽费用的 13.04%", "带宽费用的 20%"]


def test_there_is_no_case_without_a_claim_or_in_another_currency(version: QuoteVersion, deal: Deal, pre: User) -> None:
    told.switching(deal=deal, by=pre)
    cheaper(deal, pre)
    why = "本商机今天没有可对外说的主张：请先把有证据的主张折算成金额。"
    assert (case(version), left_out(version, TODAY)) == (None, why)
    told.driver(deal=deal, by=pre)
    assert (case(version) is None, left_out(version, TODAY)) == (False, "")
    Deal.objects.filter(pk=deal.pk).update(currency="USD")
    other = QuoteVersion.objects.select_related("quote__deal").get(pk=version.pk)
    assert (case(other), left_out(other, TODAY)) == (None, "该报价不是商机的币种：请用商机币种的报价出文件。")


# Ours is 839,600; 259,200 of 324,000 count where they are acknowledged.
# fmt: off
KEPT_OFF = [
    (False, None, False, "目前没有计入的价值：请先让客户认可数据。"),
    (False, 700_000, False, "需要收回 13.96 万元，目前没有计入的价值：请先让客户认可数据。"),
    (True, 500_000, False, "折算金额不够：需要 33.96 万元，目前 32.40 万元。请补充价值，或调整方案。"),
    (True, None, True, "客户切换要花 30.00 万元，而计入的只有 25.92 万元：请先让客户认可更多价值。"),
]
# fmt: on


@pytest.mark.parametrize(("is_acknowledged", "theirs", "is_costly", "why"), KEPT_OFF)
def test_what_does_not_pay_is_left_out_and_the_reason_says_what_mends_it(
    is_acknowledged: bool,
    theirs: int | None,
    is_costly: bool,
    why: str,
    version: QuoteVersion,
    deal: Deal,
    contact: Contact,
    pre: User,
) -> None:
    row = told.driver(deal=deal, by=pre)
    if is_acknowledged:
        told.acknowledged(row, contact, pre)
    if theirs:
        told.basis(deal=deal, by=pre, alternative=Alternative.BUILD, reference=Decimal(theirs))
    for _time in range(5 if is_costly else 0):
        told.switching(deal=deal, by=pre)
    assert (case(version), left_out(version, TODAY)) == (None, why)


def test_a_rumour_that_makes_it_pay_is_not_enough_for_paper(version: QuoteVersion, deal: Deal, pre: User) -> None:
    told.driver(deal=deal, by=pre)
    told.basis(deal=deal, by=pre, reference=Decimal(900_000))
    assert (case(version), left_out(version, TODAY)) == (None, "目前没有计入的价值：请先让客户认可数据。")


def test_a_claim_without_an_amount_is_told_once_and_not_beside_its_amount(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User
) -> None:
    claim, other = told.claim(by=pre), told.claim(by=pre, ours=Decimal("0.2"))
    told.driver(deal=deal, by=pre, claim=claim)
    told.acknowledged(told.driver(deal=deal, by=pre, claim=claim), contact, pre)
    for _time in range(2):
        told.driver(deal=deal, by=pre, claim=other)
    found = case(version)
    assert found is not None
    assert [(line.ours, line.counted) for line in found.lines] == [("0.3%", 259_200), ("0.2%", None)]


def test_an_alternative_of_another_length_says_what_it_was_quoted_as(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User
) -> None:
    told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    longer = {"alternative": Alternative.BUILD, "reference": Decimal(2_100_000), "reference_months": 36}
    told.basis(deal=deal, by=pre, **longer)
    found = case(version)
    assert found is not None
    assert (found.reference, found.quoted, found.quoted_months) == (700_000, 2_100_000, 36)


def test_the_number_of_statements_does_not_grow(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told.acknowledged(told.driver(deal=deal, by=pre, given=told.given(told.TICKETS, contact)), contact, pre)
    with django_assert_num_queries(5):
        case(version)
    told.driver(deal=deal, by=pre)
    told.switching(deal=deal, by=pre)
    told.basis(deal=deal, by=pre)
    with django_assert_num_queries(5):
        case(version)


def test_whoever_asks_what_is_held_about_them_reads_the_figures_they_gave(
    deal: Deal, contact: Contact, pre: User
) -> None:
    told.driver(deal=deal, by=pre, given=told.given(told.TICKETS, contact))
    assert [(one.where, one.what, one.value) for one in figures_told_by(contact)] == [
        (deal.number, "年通话量", "3,000,000 客户运营月报"),
        (deal.number, "处理一次投诉的成本", "12 客户运营月报"),
    ]


def test_english_is_english(version: QuoteVersion, deal: Deal, pre: User) -> None:
    told.driver(deal=deal, by=pre)
    cheaper(deal, pre)
    found = case(version, language="en")
    assert found is not None
    assert (found.lines[0].metric, found.lines[0].promise) == ("Complaint rate of calls", "Non-contractual")
