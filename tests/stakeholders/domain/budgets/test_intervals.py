from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.intervals import Interval, average, envelope, linear_quantile, median, quartiles

FIVE = [Interval(Decimal(low), Decimal(high)) for low, high in ((60, 150), (80, 200), (90, 130), (70, 160), (100, 180))]


def test_the_quartile_rule_needs_four_intervals() -> None:
    assert quartiles(FIVE) == Interval(Decimal(70), Decimal(180))
    assert quartiles(FIVE[:4]) == Interval(Decimal("67.5"), Decimal(170))
    assert quartiles(FIVE[:3]) is None


def test_other_ways_are_the_average_the_median_and_the_envelope() -> None:
    assert [rule(FIVE) for rule in (average, median, envelope)] == [
        Interval(Decimal(80), Decimal(164)),
        Interval(Decimal(80), Decimal(160)),
        Interval(Decimal(60), Decimal(200)),
    ]


def test_a_quantile_of_a_sample_lies_on_the_line_between_two_of_it() -> None:
    assert [linear_quantile([Decimal(1), Decimal(3)], Decimal(share)) for share in ("0", "0.25", "1")] == [
        1,
        Decimal("1.5"),
        3,
    ]
    with pytest.raises(Refusal, match="nothing"):
        linear_quantile([], Decimal("0.5"))


def test_both_ends_are_in() -> None:
    assert [Decimal(one) in FIVE[0] for one in (59, 60, 150, 151)] == [False, True, True, False]
