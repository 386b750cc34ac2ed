"""What counts in the headline, what it takes to pay, and what moves it most."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from quotes.domain.claims import Unproved
from quotes.domain.value.drivers import (
    Alternative,
    Apart,
    Basis,
    Driver,
    Value,
    against,
    alone,
    over_years,
    pays,
    swings,
)
from quotes.domain.value.formulas import Formula, Input
from tests.factories.value import TICKETS, said

KEPT = {Input.CALLS: Decimal(3_000_000), Input.LEAVES: Decimal("2.32"), Input.MARGIN: Decimal(80)}
TICKET = Driver(formula=Formula.TICKETS, claim=said(), told=TICKETS, is_acknowledged=True)
STAY = Driver(formula=Formula.RETENTION, claim=said(), told=KEPT, is_acknowledged=True)
MOVE = Driver(formula=Formula.SWITCHING, told={Input.DAYS: Decimal(30), Input.DAY: Decimal(2000)})
SEVEN = Basis(alternative=Alternative.RIVAL, reference=Decimal(700_000), yearly_rate=Percent(Decimal(10)))


def worth(*drivers: Driver, months: int = 12) -> Value:
    return Value(drivers=drivers, months=months)


def but(driver: Driver, **changed: object) -> Driver:
    return Driver(**vars(driver) | changed)  # type: ignore[arg-type]


def test_the_seeds_complaints_come_to_374112_a_year() -> None:
    assert worth(TICKET, STAY).headline == Decimal("374112.00")
    assert worth(TICKET, STAY, months=24).headline == Decimal("748224.00")


def test_only_what_is_acknowledged_and_proved_counts_times_its_confidence() -> None:
    unsaid = but(STAY, is_acknowledged=False)
    expired = but(STAY, unproved=(Unproved.EXPIRED,))
    shown = Driver(formula=Formula.UNPRICED, claim=said(), is_acknowledged=True)
    found = worth(but(TICKET, confidence=Percent(Decimal(80))), unsaid, expired, shown, MOVE)
    assert [one.apart for one in found.drivers] == [
        None,
        Apart.UNACKNOWLEDGED,
        Apart.UNPROVED,
        Apart.UNPRICED,
        None,
    ]
    assert (found.headline, found.claimed, found.costs, found.net) == (259_200, 324_000, 60_000, 199_200)
    assert found.standing_apart(Apart.UNACKNOWLEDGED) == 50_112


def test_what_must_come_true_follows_from_price_and_costs() -> None:
    found = pays(worth(TICKET, MOVE), Decimal(800_000), SEVEN)
    assert found is not None
    assert found.share is not None
    assert (found.gap, found.needed, round(found.share.points, 2)) == (100_000, 160_000, Decimal("49.38"))
    assert (found.is_within_reach, found.is_cheaper) == (True, False)
    assert pays(worth(TICKET), Decimal(1), Basis(alternative=Alternative.BUILD)) is None
    nothing = pays(worth(MOVE), Decimal(800_000), SEVEN)
    assert nothing is not None
    assert (nothing.share, nothing.is_within_reach) == (None, False)
    cheaper = pays(worth(TICKET), Decimal(600_000), SEVEN)
    assert cheaper is not None
    assert cheaper.is_cheaper


def test_one_driver_alone_pays_by_a_part_of_its_effect() -> None:
    both = worth(TICKET, STAY, MOVE)
    share = alone(both, TICKET, Decimal(162_000))
    assert share == Percent(Decimal(50))
    assert alone(both, MOVE, Decimal(1)) is None


def test_the_alternative_and_what_counts_are_the_most_to_pay() -> None:
    found = against(worth(TICKET, STAY, Driver(formula=Formula.UPKEEP, told={Input.YEARLY: Decimal(60_000)})), SEVEN)
    assert found is not None
    assert (found.net_differentiation, found.total) == (314_112, 1_014_112)
    assert against(worth(TICKET), Basis(alternative=Alternative.NOTHING)) is None


def test_years_are_discounted_and_what_never_pays_says_so() -> None:
    found = over_years(worth(TICKET, MOVE, months=24), Decimal(1_000_000), SEVEN)
    assert found is not None
    # 60,000 today and 150,000 at the end of each of two years against 324,000.
    assert (round(found.costs, 2), round(found.benefits, 2)) == (Decimal("320330.58"), Decimal("562314.05"))
    assert round(found.payback_months or 0, 1) == Decimal("4.1")
    dear = over_years(worth(TICKET), Decimal(1_700_000), SEVEN)
    assert dear is not None
    assert dear.payback_months is None
    assert over_years(worth(TICKET), Decimal(1), Basis(alternative=Alternative.RIVAL)) is None


def test_a_year_and_a_half_comes_in_two_parts() -> None:
    found = over_years(worth(TICKET, months=18), Decimal(1_000_000), SEVEN)
    assert found is not None
    assert round(found.benefits, 2) == round(Decimal(324_000) / Decimal("1.1") + Decimal(162_000) / Decimal("1.21"), 2)


def test_each_figure_is_swung_alone_and_a_share_never_beyond_all() -> None:
    found = swings(worth(TICKET, but(STAY, told=KEPT | {Input.LEAVES: Decimal(95)}), MOVE), Percent(Decimal(10)))
    ticket = next(one for one in found if one.asked is Input.TICKET)
    assert ticket.width == 64_800
    leaves = next(one for one in found if one.asked is Input.LEAVES)
    assert leaves.high - leaves.low == Decimal(27_000 * 80) * (Decimal(1) - Decimal("0.855"))
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    days = next(one for one in found if one.asked is Input.DAYS)
    assert days.low > days.high
    assert swings(worth(but(TICKET, is_acknowledged=False)), Percent(Decimal(10))) == ()


CONFIDENCE = st.decimals(0, 100, places=1).map(Percent)


@given(one=CONFIDENCE, other=CONFIDENCE, is_said=st.booleans(), months=st.integers(1, 60))
def test_the_headline_never_exceeds_what_is_claimed_and_grows_with_confidence(
    one: Percent, other: Percent, is_said: bool, months: int
) -> None:
    low, high = sorted((one, other))
    less, more = (
        worth(but(TICKET, confidence=each), but(STAY, is_acknowledged=is_said), MOVE, months=months)
        for each in (low, high)
    )
    assert 0 <= less.headline <= more.headline <= more.claimed
    assert more.net == more.headline - more.costs


@given(price=st.integers(700_000, 2_000_000), months=st.integers(1, 48))
def test_at_the_share_that_pays_worth_and_price_are_even(price: int, months: int) -> None:
    value = worth(TICKET, STAY, MOVE, months=months)
    found = pays(value, Decimal(price), SEVEN)
    assert found is not None
    assert found.share is not None
    come_true = found.share.of(value.claimed)
    assert abs(Decimal(700_000) + come_true - value.costs - price) < Decimal("0.000001")


@pytest.mark.parametrize("formula", [Formula.SWITCHING, Formula.UPKEEP])
def test_a_cost_counts_in_full_whoever_said_so(formula: Formula) -> None:
    told = MOVE.told if formula is Formula.SWITCHING else {Input.YEARLY: Decimal(60_000)}
    cost = Driver(formula=formula, told=told, confidence=Percent(Decimal(10)))
    assert (cost.amount(12), cost.counted(12), worth(cost).net) == (60_000, 0, -60_000)
