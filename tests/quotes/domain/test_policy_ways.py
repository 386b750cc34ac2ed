"""The smallest change that asks nobody, or fewer: it does what it says, and no smaller one of its kind does."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.domain.policy import Approver, Figure, Operator, Policy, Rule, Whom, Words, needs, seen, steps, words
from quotes.domain.policy.ways import Change, What, ways
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan, PaymentTerms
from tests.quotes.domain.offers import premium, with_line

D = Decimal
DAY = date(2026, 11, 24)
BOSS, UPPER, FINANCE = Approver.TEAM_MANAGER, Approver.UPPER_MANAGER, Approver.FINANCE
RULES = (
    (Figure.DISCOUNT_PERCENT, Operator.GT, "10", BOSS),
    (Figure.DISCOUNT_PERCENT, Operator.GT, "20", UPPER),
    (Figure.CREDIT_DAYS, Operator.GE, "60", FINANCE),
)
POLICY = Policy(
    number=1,
    rules=tuple(
        Rule(position=i, figure=figure, operator=operator, threshold=D(threshold), approver=approver)
        for i, (figure, operator, threshold, approver) in enumerate(RULES, 1)
    ),
)


def asks(terms: OfferTerms) -> Words:
    return words(steps(needs(POLICY, seen(price(terms), terms, DAY))))


def offer(*points: str, credit: int = 0) -> OfferTerms:
    terms = premium(payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID, credit_days=credit))
    for position, off in enumerate(points, 1):
        terms = with_line(terms, position, discount=D(off))
    return terms


def told(terms: OfferTerms) -> list[tuple[list[tuple[str, Decimal]], set[Whom]]]:
    return [
        (
            [(change.where or change.figure or change.what, change.limit) for change in way.changes],
            {one for word in way.left for one in word},
        )
        for way in ways(POLICY, terms, asks, DAY)
    ]


def test_within_authority_there_is_nothing_to_change() -> None:
    assert ways(POLICY, offer("10"), asks, DAY) == ()


def test_one_line_that_gives_too_much_is_named_with_the_most_it_may_give() -> None:
    (way,) = ways(POLICY, offer("22"), asks, DAY)
    (change,) = way.changes
    assert (change.what, change.where, way.left) == (What.LINE, premium().lines[0].description, frozenset())
    eased = offer(str(change.limit))
    assert asks(eased) == frozenset()
    assert asks(offer(str(change.limit + D("0.01")))) != frozenset()
    assert way.costs == price(eased).gross - price(offer("22")).gross


def test_to_nobody_and_to_one_less_are_told_apart() -> None:
    found = told(offer("25", "25", "25"))
    assert [(limit, left) for ((_, limit),), left in found] == [(10, set()), (20, {BOSS})]


def test_a_term_is_moved_to_its_threshold_where_that_alone_is_enough() -> None:
    assert told(offer("0", credit=90)) == [([(Figure.CREDIT_DAYS, D(59))], set())]


def test_several_changes_are_told_together_where_no_single_one_is_enough() -> None:
    found = told(offer("22", "22", "22", credit=90))
    assert found[0] == ([(Figure.CREDIT_DAYS, D(59)), (What.LINES, D(10))], set())
    assert found[1] == ([(Figure.CREDIT_DAYS, D(59))], {BOSS, UPPER})


def test_a_bundle_is_asked_to_cost_more() -> None:
    terms = premium(bundle_price=D(600_000))
    way = ways(POLICY, terms, asks, DAY)[0]
    assert [(change.what, change.at_least) for change in way.changes] == [(What.BUNDLE, True)]
    limit = way.changes[0].limit
    assert [bool(asks(premium(bundle_price=limit - less))) for less in (0, 1)] == [False, True]


def test_what_no_change_leads_to_is_left_out() -> None:
    assert ways(POLICY, offer("22"), lambda _: frozenset({BOSS}), DAY) == ()


@pytest.mark.parametrize(
    ("figure", "operator", "threshold", "limit"),
    [
        (Figure.PREPAY_PERCENT, Operator.LT, "30.005", "30.01"),
        (Figure.TERM_MONTHS, Operator.LE, "12", "13"),
        (Figure.FREE_MONTHS, Operator.GT, "1.5", "1"),
        (Figure.VALIDITY_DAYS, Operator.GT, "10", "10"),
    ],
)
def test_a_threshold_between_two_steps_ends_on_the_harmless_one(
    figure: Figure, operator: Operator, threshold: str, limit: str
) -> None:
    one = Rule(position=1, figure=figure, operator=operator, threshold=D(threshold), approver=BOSS)
    policy = Policy(number=1, rules=(one,))
    at_least = operator in {Operator.LT, Operator.LE}
    expected = Change(what=What.TERM, figure=figure, limit=D(limit), at_least=at_least)

    def whom(terms: OfferTerms) -> frozenset[Approver]:
        return frozenset(Approver(need.approver) for need in needs(policy, seen(price(terms), terms, DAY)))

    assert [way.changes for way in ways(policy, premium(free_months=3), whom, DAY)] == [(expected,)]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(0, 120))
def test_every_way_leads_where_it_says(points: list[int], credit: int) -> None:
    start = offer(*map(str, points), credit=credit)
    now = asks(start)
    found = ways(POLICY, start, asks, DAY)
    assert bool(found) == bool(now)
    assert all(len(way.left) < len(now) for way in found)
    assert all(way.costs >= 0 for way in found)
