from dataclasses import replace
from decimal import Decimal

import pytest

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.compared import compared, over_term, priced
from quotes.domain.billing.forms import Part
from quotes.domain.billing.sensitivity import Shift, totals
from quotes.domain.billing.tariffs import Billing, Counted, Every
from tests.quotes.domain.billing.curves import A_DAY, april, demand, every_form, month, rate, series, tariff


def test_a_month_is_repeated_for_the_whole_term() -> None:
    one = priced(demand(april([100])), tariff(Billing.MONTHLY_PEAK, rate=rate(12, Every.YEAR)), 14)
    assert (one.total, len(one.months), {each.amount for each in one.months}) == (1400, 14, {Decimal("100.00")})
    assert one.units(Part.USE) == 1400


def test_months_follow_each_other_and_begin_again() -> None:
    days = [100.0] * A_DAY * 30 + [300.0] * A_DAY * 31
    months = over_term(demand(series(days)).months, 3)
    assert [one.peak for one in months] == [100, 300, 100]
    assert over_term((), 3) == ()
    with pytest.raises(Refusal):
        over_term(months, 0)


def test_a_term_that_outlasts_the_months_grows_from_round_to_round() -> None:
    days = [100.0] * A_DAY * 30 + [300.0] * A_DAY * 31
    growing = replace(demand(series(days)), growth=Decimal("0.1"))
    monthly = tariff(Billing.MONTHLY_PEAK, rate=rate(1, Every.MONTH))
    assert [month.amount for month in priced(growing, monthly, 5).months] == [
        Decimal(amount) for amount in ("100.00", "300.00", "121.00", "363.00", "146.41")
    ]


def test_a_currency_without_cents_is_billed_in_whole_units() -> None:
    yen = tariff(Billing.MONTHLY_PEAK, rate=rate("0.6", Every.MONTH))
    use = demand(april([1]))
    (one,) = compared(use, [yen], 12, 0)
    assert (one.total, one.months[0].amount) == (7, 1)
    assert totals(use, [one], Shift(growth=Percent(Decimal(10))), 12) == (8,)


def test_the_term_is_rounded_once() -> None:
    one = priced(demand(april([1])), tariff(Billing.MONTHLY_PEAK, rate=rate(10, Every.YEAR)), 12)
    assert (one.total, one.months[0].amount) == (Decimal("10.00"), Decimal("0.83"))


def test_use_is_turned_into_what_the_price_counts() -> None:
    one = tariff(Billing.MONTHLY_PEAK, rate=rate(1, Every.MONTH), counted=Counted.MBPS)
    assert priced(demand(april([100]), mbps="1.5"), one, 1).total == 150


def test_a_form_whose_unit_is_worth_nothing_known_says_so_and_the_others_are_priced() -> None:
    prices = compared(demand(april([100])), every_form(), 12)
    problems = {one.tariff.billing: str(one.problem) for one in prices if one.problem}
    assert problems == {
        Billing.TRAFFIC: "This price counts something else: say how much of it one stream or user is.",
    }
    assert all((one.total is None) == (one.problem is not None) for one in prices)


def test_a_contract_below_the_peak_is_priced_with_a_warning() -> None:
    one = tariff(Billing.CONTRACT, rate=rate(1, Every.MONTH), level=Decimal(100))
    assert priced(demand(april([100])), one, 1).warning is None
    found = priced(demand(april([101, 3])), one, 1)
    assert (found.total, str(found.warning)) == (100, "The peak of 101 is above the 100 that are contracted.")


def test_a_hundred_thousand_contracted_and_a_few_thousand_used_wants_another_form() -> None:
    """Scenario 2 of the seed, with the few thousand read as 6,800 for an hour a day and 600 otherwise."""
    use = demand(april([6_800] * 12 + [600]))
    contract = tariff(Billing.CONTRACT, rate=rate(12, Every.YEAR), level=Decimal(100_000))
    elastic = tariff(Billing.ELASTIC, rate=rate(12, Every.YEAR), over=rate("0.5", per=1000))
    had, wants = compared(use, [contract, elastic], 12)
    assert (had.total, had.warning) == (1_200_000, None)
    assert (wants.total, wants.tariff.level) == (74_160, 600)


def test_the_base_that_was_chosen_is_told() -> None:
    one = next(one for one in every_form() if one.billing is Billing.ELASTIC)
    assert priced(demand(april([100])), one, 12).tariff == replace(one, level=Decimal(100))
    assert month(april([100])).peak == 100
