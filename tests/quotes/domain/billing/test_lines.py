from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.domain.billing.compared import Priced, priced
from quotes.domain.billing.forms import Part
from quotes.domain.billing.lines import Offered, offered
from quotes.domain.billing.tariffs import Billing, Every, Pack, Tariff
from quotes.domain.pricing.charges import (
    CommittedSpend,
    Flat,
    Graduated,
    Measure,
    PerUnit,
    Prorated,
    Tier,
    Volume,
    joined,
)
from tests.quotes.domain.billing.curves import A_DAY, april, demand, every_form, rate, series, tariff

TIERS = joined([Tier(up_to=Decimal(2000), unit=Decimal(3)), Tier(unit=Decimal(2))])


def form(one: Tariff, term: int = 12) -> Priced:
    return priced(demand(april([300] * 12 + [40]), mbps="1.5"), one, term)


def cost(line: Offered) -> Decimal:
    return line.charge.of(line.quantity).amount if line.charge else line.quantity * line.price


def test_a_contract_for_a_year_is_one_line_by_the_year() -> None:
    one = tariff(Billing.CONTRACT, rate=rate("49.6", Every.YEAR), level=Decimal(10_000))
    (line,) = offered(form(one))
    assert (line.part, line.quantity, line.price, line.charge) == (Part.USE, 10_000, Decimal("49.6"), None)


def test_a_price_by_the_day_is_paid_for_every_day() -> None:
    (line,) = offered(form(tariff(Billing.MONTHLY_PEAK, rate=rate(2, Every.DAY)), 2))
    assert line.quantity == 300 * 60


def test_a_base_and_what_is_above_it_are_two_lines() -> None:
    one = tariff(Billing.ELASTIC, rate=rate(12, Every.MONTH), over=rate(3, per=1000), level=Decimal(100))
    base, over = offered(form(one))
    assert (base.part, base.quantity, base.price) == (Part.BASE, 1200, 12)
    assert (over.part, over.quantity, over.price) == (Part.OVER, 200 * 60 * 30 * 12 / Decimal(1000), 3)


def test_packages_are_counted_and_their_overflow_is_a_line_if_there_is_any() -> None:
    pack = Pack(size=Decimal(1_000_000), price=Decimal(900), months=12, count=1)
    one = tariff(Billing.PACKAGES, pack=pack, over=rate(1, per=1000))
    bought, over = offered(form(one))
    assert (bought.part, bought.quantity, bought.price, bought.rate) == (Part.PACKAGES, 1, 900, None)
    assert over.part is Part.OVER
    enough = replace(one, pack=replace(pack, count=100))
    assert [line.part for line in offered(form(enough))] == [Part.PACKAGES]


def test_tiers_are_billed_by_the_month_and_so_they_are_offered() -> None:
    (line,) = offered(form(tariff(Billing.MINUTES, rate=rate(Graduated(tiers=TIERS), per=1000))))
    assert line.charge == Prorated(charge=Graduated(tiers=TIERS), part=12, whole=1, measure=Measure.MONTHS)
    (line,) = offered(form(tariff(Billing.MONTHLY_PEAK, rate=rate(Volume(tiers=TIERS), Every.YEAR))))
    assert line.charge == Volume(tiers=TIERS)


def test_months_that_differ_are_lines_of_their_own() -> None:
    use = demand(series([100.0] * A_DAY * 30 + [200.0] * A_DAY * 31))
    one = tariff(Billing.MONTHLY_PEAK, rate=rate(Volume(tiers=TIERS), Every.MONTH))
    assert [line.quantity for line in offered(priced(use, one, 4))] == [100, 200]


def test_a_model_that_holds_another_is_offered_as_what_it_comes_to() -> None:
    one = tariff(Billing.MINUTES, rate=rate(CommittedSpend(commitment=Decimal(9_000), usage=PerUnit(unit=Decimal(1)))))
    (line,) = offered(form(one, 1))
    assert (line.quantity, line.charge) == (1, Flat(amount=Decimal("2196000.00")))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=12), st.integers(1, 14))
def test_the_lines_cost_what_the_form_does(day: list[int], term: int) -> None:
    for one in every_form():
        found = priced(demand(april(day), mbps="1.5"), one, term)
        lines = offered(found)
        assert abs(sum(round(cost(line), 2) for line in lines) - (found.total or 0)) <= Decimal("0.02")


@pytest.mark.parametrize("every", [Every.DAY, Every.MONTH, Every.YEAR])
def test_so_do_those_under_a_price_model(every: Every) -> None:
    found = form(tariff(Billing.MONTHLY_PEAK, rate=rate(Volume(tiers=TIERS), every)), 7)
    assert abs(sum(cost(line) for line in offered(found)) - (found.total or 0)) <= Decimal("0.01")
