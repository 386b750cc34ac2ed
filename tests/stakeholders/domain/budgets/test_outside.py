from decimal import Decimal

from dealdesk.kernel.percent import Percent
from stakeholders.domain.budgets.distributions import Spread, log_normal
from stakeholders.domain.budgets.outside import blended, reference_class

TEN = [Decimal(f"0.{n}") for n in (72, 78, 81, 85, 88, 90, 93, 95)] + [Decimal(1), Decimal("1.08")]
INSIDE = log_normal(Decimal(60), Decimal(150))


def test_ten_closed_deals_are_a_class_with_five_ninths_of_the_weight() -> None:
    found = reference_class(TEN)
    assert found.ratios == Spread(p10=Decimal("0.774"), p50=Decimal("0.89"), p90=Decimal("1.008"))
    assert Percent.from_ratio(found.weight).rounded(1) == Percent(Decimal("55.6"))
    assert found.of(Decimal(100)) == Spread(p10=Decimal("77.4"), p50=Decimal(89), p90=Decimal("100.8"))


def test_seven_are_not_enough_and_eight_are() -> None:
    seven, eight = reference_class(TEN[:7]), reference_class(TEN[:8])
    assert (seven.ratios, seven.weight, seven.of(Decimal(100))) == (None, 0, None)
    assert blended(INSIDE, seven, Decimal(100)) is INSIDE
    assert eight.weight == Decimal("0.5")


def test_the_blend_lies_between_the_signals_and_the_outside_view() -> None:
    seen = reference_class(TEN)
    found = blended(INSIDE, seen, Decimal(100)).spread()
    assert Decimal(60) < found.p10 < Decimal("77.4")
    assert Decimal("100.8") < found.p90 < Decimal(150)


def test_deals_that_all_came_to_the_same_have_no_width_to_blend() -> None:
    assert blended(INSIDE, reference_class([Decimal(1)] * 9), Decimal(100)) is INSIDE
