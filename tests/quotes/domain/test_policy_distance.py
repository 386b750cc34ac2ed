"""How far an offer stays above the floor, as a policy sees it."""

from dataclasses import replace
from decimal import Decimal

from quotes.domain.policy import Approver, Figure, Operator, Policy, Rule, blockers, needs, seen
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import OfferTerms
from tests.quotes.domain.test_policy import discounted

POLICY = Policy(
    number=1,
    rules=(
        Rule(
            position=1,
            figure=Figure.FLOOR_DISTANCE,
            operator=Operator.LT,
            threshold=Decimal(10),
            approver=Approver.FINANCE,
        ),
    ),
)


def distance(terms: OfferTerms) -> Decimal | None:
    return seen(price(terms), terms).figures[Figure.FLOOR_DISTANCE]


def test_it_is_told_in_points_of_the_floor_and_below_zero_where_the_offer_is_below_it() -> None:
    for points in ("18", "40"):
        priced = price(discounted(points))
        assert priced.above_floor is not None
        assert priced.floor_total is not None
        exact = priced.above_floor * 100 / priced.floor_total
        assert distance(discounted(points)) == exact.quantize(Decimal("0.0001"))


def test_too_little_of_it_asks_and_only_those_who_see_floors_are_told() -> None:
    terms = discounted("40")
    (need,) = needs(POLICY, seen(price(terms), terms))
    assert (need.approver, need.figure, POLICY.is_private) == (Approver.FINANCE, Figure.BELOW_FLOOR_AMOUNT, True)
    far = discounted("0")
    assert needs(POLICY, seen(price(far), far)) == ()


def test_without_a_floor_it_is_asked_for() -> None:
    terms = discounted("18")
    first, *rest = terms.lines
    bare = replace(terms, lines=(replace(first, floor_price=None), *rest))
    assert distance(bare) is None
    assert [one.figure for one in blockers(POLICY, seen(price(bare), bare))] == [Figure.BELOW_FLOOR_AMOUNT]
