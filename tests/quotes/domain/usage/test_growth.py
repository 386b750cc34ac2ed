from decimal import Decimal

from quotes.domain.usage.growth import going_on

D = Decimal


def test_months_are_told_round_by_round_and_each_round_grows_by_the_months_before_it() -> None:
    assert list(going_on(2, 5, D("0.1"))) == [(0, 1), (1, 1), (0, D("1.21")), (1, D("1.21")), (0, D("1.4641"))]


def test_what_is_told_for_the_whole_term_stays_as_it_is() -> None:
    assert list(going_on(12, 3, D("0.5"))) == [(0, 1), (1, 1), (2, 1)]


def test_nothing_goes_on_as_nothing() -> None:
    assert list(going_on(0, 12, D("0.1"))) == []
