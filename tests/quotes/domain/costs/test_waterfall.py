from decimal import Decimal
from random import Random

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.costs.floor import Costed
from quotes.domain.costs.waterfall import FallStep, StepKind, price_fall
from quotes.domain.costs.words import CostPart
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import HeaderDiscount, OfferTerms, Stacking, Step
from tests.quotes.domain.chance import chance_full_offer
from tests.quotes.domain.offers import line, offer, premium

D = Decimal


def costed(floor: str | None = "1", share: str = "0") -> Costed:
    return Costed(
        currency="CNY",
        parts=((CostPart.BANDWIDTH, D(400_000)), (CostPart.SUPPORT, D(100_000))),
        fixed=D(500_000),
        revenue_share=D(share),
        floor=None if floor is None else D(floor),
        target=None,
    )


def told(terms: OfferTerms, found: Costed | None = None) -> list[tuple[str, Decimal]]:
    return [(step.name, step.amount) for step in price_fall(price(terms), found)]


def test_a_bundle_from_list_to_pocket_margin() -> None:
    assert told(premium(bundle_price=D(848_000)), costed()) == [
        ("List total", D("1000000.00")),
        ("Bundle saving", D("-152000.00")),
        ("Offered total", D("848000.00")),
        ("VAT", D("-48000.00")),
        ("Net of VAT", D("800000.00")),
        ("Bandwidth", D("-400000")),
        ("24×7 support", D("-100000")),
        ("Pocket margin", D("300000.00")),
    ]


def test_each_discount_by_its_name_over_all_lines() -> None:
    steps = (Step(name="季度返利", percent=D(5)), Step(name="渠道", percent=D(2)))
    lines = (line(1, discount="10", discounts=steps), line(2, discount="20", discounts=steps[:1]))
    assert told(offer(*lines)) == [
        ("List total", D("200.00")),
        ("Discount", D("-30.00")),
        ("季度返利", D("-8.50")),
        ("渠道", D("-1.71")),
        ("Offered total", D("159.79")),
        ("VAT", D("-9.04")),
        ("Net of VAT", D("150.75")),
    ]


def test_discounts_that_are_added_up_take_off_what_each_adds() -> None:
    lines = (line(1, discount="10", discounts=(Step(name="返利", percent=D(5)),)),)
    found = dict(told(offer(*lines, stacking=Stacking.ADDITIVE)))
    assert (found["Discount"], found["返利"]) == (D("-10.00"), D("-5.00"))


@pytest.mark.parametrize(
    ("header", "steps"),
    [
        (HeaderDiscount(amount=D(20)), [("Discount on the whole", D(-20))]),
        (
            HeaderDiscount(steps=(Step(name="年付", percent=D(5)), Step(name="冲量", percent=D(2)))),
            [("年付", D("-5.00")), ("冲量", D("-1.90"))],
        ),
    ],
)
def test_what_the_whole_takes_off(header: HeaderDiscount, steps: list[tuple[str, Decimal]]) -> None:
    assert told(offer(header=header))[1 : 1 + len(steps)] == steps


def test_before_tax_the_offered_total_is_the_revenue() -> None:
    assert [name for name, _ in told(offer(tax_included=False), costed())] == [
        "List total",
        "Offered total",
        "Bandwidth",
        "24×7 support",
        "Pocket margin",
    ]


def test_with_a_gap_or_without_a_cost_it_ends_at_the_net() -> None:
    assert told(premium(), costed(floor=None)) == told(premium()) == told(premium(), None)


def test_a_share_of_the_revenue_stands_with_its_part() -> None:
    found = dict(told(premium(), costed(share="10")))
    assert found["R&D share"] == -D("94339.62")
    assert found["Pocket margin"] == D("943396.23") - 500_000 - D("94339.62")


def levels(steps: tuple[FallStep, ...]) -> list[tuple[Decimal, Decimal]]:
    """Each total beside the one before it and the changes between."""
    found, level = [], D(0)
    for number, step in enumerate(steps):
        if step.is_total and number:
            found.append((step.amount, level))
        level = step.amount if step.is_total else level + step.amount
    return found


@pytest.mark.parametrize("seed", range(60))
def test_every_total_is_the_one_before_and_the_changes_between(seed: int) -> None:
    try:
        priced = price(chance_full_offer(Random(seed)))
    except Refusal:
        pytest.skip("this offer has no price")
    steps = price_fall(priced, costed())
    assert [one for one, other in levels(steps) if one != other] == []
    assert [step.amount for step in steps if step.kind is StepKind.LIST] == [priced.list_total]
    assert {step.amount for step in steps if step.kind is StepKind.OFFERED} == {priced.total}
    assert not any(step.amount == 0 for step in steps if not step.is_total)
