"""When and how we are paid, as the law has it."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.payment import (
    Buyer,
    Condition,
    Standing,
    Supply,
    a_year,
    clock_starts,
    is_enough_interest,
    is_protected,
    late_interest,
    may_depend,
    payment_term,
    public_year,
    supplements,
    tax_on,
)
from contracts.domain.statutes import Rule
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from tests.factories.law import law


@pytest.mark.parametrize("buyer", Buyer)
def test_only_a_small_seller_is_protected_and_only_against_the_large(buyer: Buyer) -> None:
    assert is_protected(buyer, seller_is_small=True) is (buyer in (Buyer.PUBLIC, Buyer.LARGE))
    assert not is_protected(buyer, seller_is_small=False)


@pytest.mark.parametrize(
    ("rule", "agreed", "standing"),
    [
        (Rule.PAYMENT_BY_PUBLIC, None, Standing.WITHIN),
        (Rule.PAYMENT_BY_PUBLIC, 60, Standing.WITHIN),
        (Rule.PAYMENT_BY_PUBLIC, 61, Standing.TOO_LONG),
        (Rule.PAYMENT_BY_LARGE, 60, Standing.WITHIN),
        (Rule.PAYMENT_BY_LARGE, 61, Standing.BY_CUSTOM),
        (Rule.PAYMENT_BY_LARGE, 180, Standing.BY_CUSTOM),
        (None, 180, Standing.FREE),
    ],
)
def test_half_a_year_of_credit_is_forbidden_to_some_and_a_question_of_custom_to_others(
    rule: Rule | None, agreed: int | None, standing: Standing
) -> None:
    found = payment_term(law(rule) if rule else None, agreed)
    assert (found.standing, found.is_allowed) == (standing, standing is not Standing.TOO_LONG)


@pytest.mark.parametrize("condition", Condition)
def test_nobody_protected_waits_for_somebody_elses_money(condition: Condition) -> None:
    assert may_depend(condition, protected=True) is (condition is Condition.NONE)
    assert may_depend(condition, protected=False)


@pytest.mark.parametrize(
    ("accepted", "delays", "day"),
    [(4, False, 4), (25, True, 10), (25, False, 25), (None, True, 10), (None, False, None)],
)
def test_a_buyer_who_puts_acceptance_off_gains_no_days(accepted: int | None, delays: bool, day: int | None) -> None:
    assert clock_starts(delivered=0, accepted=accepted, window=10, buyer_delays=delays) == day


def test_late_interest_is_the_laws_only_where_none_is_agreed() -> None:
    rule = law(Rule.LATE_INTEREST)
    assert late_interest(rule, D(1_000_000), 90, None) == 45_000
    assert late_interest(rule, D(1_000_000), 73, Percent(D(5))) == 10_000
    assert a_year(rule) == Percent(D("18.25"))
    assert [is_enough_interest(Percent(D(x)), Percent(D(3))) for x in ("2.99", "3")] == [False, True]


RATES = st.sampled_from([Percent(D(rate)) for rate in (0, 3, 6, 9, 13)])


@given(st.lists(st.builds(Supply, net=st.decimals(0, 10**6, places=2), rate=RATES), min_size=1, max_size=5))
def test_booking_apart_is_never_dearer(supplies: list[Supply]) -> None:
    together, apart = tax_on(supplies, apart=False), tax_on(supplies, apart=True)
    assert apart.vat == apart.vat_apart == together.vat_apart <= together.vat


def test_supplies_of_one_rate_have_it_however_they_are_booked() -> None:
    one = [Supply(net=D(60), rate=Percent(D(6)))] * 2
    assert tax_on(one, apart=True) == tax_on(one, apart=False)


def test_a_public_contract_grows_by_a_tenth_at_most() -> None:
    rule = law(Rule.SUPPLEMENTS)
    assert supplements(rule, D(1_000_000), [D(60_000), D(40_000)]).is_allowed
    assert not supplements(rule, D(1_000_000), [D(60_000), D("40000.01")]).is_allowed


def test_a_public_body_has_the_calendars_year() -> None:
    assert public_year(law(Rule.PUBLIC_YEAR), 2026) == (date(2026, 1, 1), date(2026, 12, 31))


def test_what_is_below_nothing_is_refused() -> None:
    for wrong in (
        lambda: payment_term(None, -1),
        lambda: clock_starts(delivered=0, accepted=None, window=-1, buyer_delays=True),
        lambda: late_interest(law(Rule.LATE_INTEREST), D(-1), 1, None),
        lambda: tax_on([], apart=True),
        lambda: supplements(law(Rule.SUPPLEMENTS), D(0), []),
    ):
        with pytest.raises(Refusal):
            wrong()
