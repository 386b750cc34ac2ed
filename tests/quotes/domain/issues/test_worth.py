"""What an outcome costs us: present value at the cost of money, months at list, credits by their chances."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dealdesk.kernel.percent import Percent
from quotes.domain.concessions import payment_value
from quotes.domain.issues.options import IssueTerms, Option, Tier
from quotes.domain.issues.worth import Ground, Price, option_price, words_price
from quotes.domain.negotiation import Basis, Issue
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms
from tests.quotes.domain.offers import premium

SIX = Percent(Decimal(6))


def ground(plan: PaymentPlan = PaymentPlan.QUARTERLY_PREPAID, *, rate: Percent | None = SIX, **payment: int) -> Ground:
    """The bundle for a year, 1,200,000 with tax."""
    terms = premium(payment=PaymentTerms(plan=plan, **payment))
    return Ground(terms=terms, priced=price(terms), rate=rate)


def cost(issue: Issue, words: str, on: Ground) -> Decimal | None:
    found = words_price(issue, words, on)
    return found.cost if found else None


@pytest.mark.parametrize(
    ("plan", "share"),
    [(PaymentPlan.QUARTERLY_PREPAID, "0.021484"), (PaymentPlan.QUARTERLY_ARREARS, "0.0356")],
)
def test_yearly_prepayment_brings_what_the_seed_says(plan: PaymentPlan, share: str) -> None:
    """2.15 points of the price in advance, 3.56 in arrears, at 6 %."""
    on = ground(plan)
    brought = -(cost(Issue.PAYMENT, "季付改年付", on) or Decimal(0))
    assert round(brought / on.priced.gross, len(share) - 2) == Decimal(share)


def test_half_a_year_of_credit_costs_two_points_and_eight_tenths() -> None:
    on = ground(PaymentPlan.ANNUAL_PREPAID)
    assert round((cost(Issue.CREDIT, "180 天", on) or Decimal(0)) / on.priced.gross, 6) == Decimal("0.028326")


def test_what_is_prepaid_whole_is_worth_itself_under_any_plan() -> None:
    whole = PaymentTerms(plan=PaymentPlan.MILESTONES, prepay_percent=Decimal(100), credit_days=60)
    assert payment_value(whole, SIX, 12) == 1
    half = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(50), credit_days=365)
    assert round(payment_value(half, SIX, 12), 6) == Decimal("0.971698")


def test_over_three_years_paying_all_of_it_ahead_is_not_as_it_is_on_the_table() -> None:
    """5.55 points of the price at 6 %; free months at the end bring no payment and change nothing of it."""
    for free in (0, 3):
        terms = premium(payment=PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID), term_months=36, free_months=free)
        on = Ground(terms=terms, priced=price(terms), rate=SIX)
        brought = -(cost(Issue.PREPAY, "预付 100%", on) or Decimal(0))
        assert round(brought / on.priced.gross, 4) == Decimal("0.0555")


def test_prepaying_a_part_and_waiting_longer_pull_against_each_other() -> None:
    on = ground(credit_days=30)
    told = [cost(issue, words, on) for issue, words in ((Issue.PREPAY, "预付 50%"), (Issue.CREDIT, "账期 60 天"))]
    assert [amount is not None and amount > 0 for amount in told] == [False, True]


def test_three_free_months_are_three_months_at_list() -> None:
    on = ground()
    found = words_price(Issue.FREE_MONTHS, "送 3 个月", on)
    assert found is not None
    assert (found.cost, found.basis, found.facts) == (
        round(on.priced.with_tax(on.priced.list_total, 2) / 12 * 3, 2),
        Basis.LIST,
        {"months": 3, "paid": 12},
    )


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        (Issue.PAYMENT, "尽快付款"),
        (Issue.PAYMENT, "按里程碑付"),
        (Issue.TERM, "3 年"),
        (Issue.REFERENCE, "3 个月"),
        (Issue.CREDIT, "账期 9999 天"),
    ],
)
def test_what_names_no_terms_is_not_priced(issue: Issue, words: str) -> None:
    assert words_price(issue, words, ground()) is None


def test_without_a_rate_payment_has_no_price_and_months_have_one() -> None:
    on = ground(rate=None)
    assert (cost(Issue.PAYMENT, "年付", on), cost(Issue.FREE_MONTHS, "1 个月", on) is not None) == (None, True)


def test_by_milestone_nobody_knows_when_the_money_comes() -> None:
    assert cost(Issue.PAYMENT, "年付", ground(PaymentPlan.MILESTONES)) is None


def test_credits_are_what_they_come_to_on_average_and_in_the_worst_month() -> None:
    on = ground()
    tiers = (Tier(share=Decimal(10), chance=Decimal(2)), Tier(share=Decimal(25), chance=Decimal("0.5")))
    told = Option(name="99.95 %", tiers=tiers, source="去年的事故记录")
    found = option_price(IssueTerms(issue=Issue.SLA, options=(Option(name="无赔付", is_today=True), told)), told, on)
    assert found is not None
    fee = on.priced.gross / 12
    assert (found.cost, found.facts["worst"]) == (round(fee * 12 * Decimal("0.00325"), 2), round(fee / 4, 2))


def test_a_free_month_has_no_fee_of_which_a_credit_would_be_a_share() -> None:
    """10 % of every month's fee is 10 % of the price, whatever is given free beside it."""
    terms = IssueTerms(
        issue=Issue.SLA,
        options=(
            Option(name="无赔付", is_today=True),
            Option(name="99.95 %", tiers=(Tier(share=Decimal(10), chance=Decimal(100)),), source="事故记录"),
        ),
    )
    for free in (0, 3):
        offer = premium(free_months=free)
        on = Ground(terms=offer, priced=price(offer), rate=SIX)
        found = option_price(terms, terms.options[1], on)
        assert found is not None
        assert found.cost == round(on.priced.gross / 10, 2)


def test_credits_count_from_what_stands_today_wherever_it_is_on_the_list() -> None:
    """The worst for us may be what the clauses say: going back from it brings its credits."""
    on = ground()
    better, worse = (
        Option(name=name, tiers=(Tier(share=Decimal(10), chance=Decimal(chance)),), source="事故记录")
        for name, chance in (("99.9 %", 1), ("99.95 %", 3))
    )
    unmarked = IssueTerms(issue=Issue.SLA, options=(better, worse))
    assert [option_price(unmarked, option, on) for option in unmarked.options] == [None, None]
    marked = IssueTerms(issue=Issue.SLA, options=(better, replace(worse, is_today=True)))
    costs = [found.cost for option in marked.options if (found := option_price(marked, option, on))]
    assert costs == [round(on.priced.gross * Decimal("-0.002"), 2), 0]


def test_what_was_typed_is_not_reckoned_again() -> None:
    typed = Option(name="年付", cost=Decimal(-5), source="财务")
    terms = IssueTerms(issue=Issue.PAYMENT, options=(typed, Option(name="季付")))
    assert [option_price(terms, typed, on) for on in (None, ground())] == [
        Price(cost=Decimal(-5), basis=Basis.TYPED)
    ] * 2
