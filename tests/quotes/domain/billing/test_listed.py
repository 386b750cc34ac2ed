from dataclasses import replace
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.listed import FORM_OF, form_of, listed, rate_of
from quotes.domain.billing.tariffs import Billing, Counted, Every
from quotes.domain.metering.meter import Counts, Meter, Unit
from quotes.domain.metering.priced import Metered
from quotes.domain.pricebooks import Priced
from quotes.domain.pricing.charges import MinimumSpend, PerUnit, Tier, Volume, joined
from tests.quotes.domain.billing.curves import SINCE


def price(counts: Counts, unit: Unit, *, sold_by: str = "路·月", per: int = 1) -> Priced:
    meter = Meter(counts=counts, unit=unit, since=SINCE, source="样例", hours_in_month=720 * (counts is Counts.STORAGE))
    return Priced(
        code="RTC-1",
        name="实时互动",
        unit=sold_by,
        list_price=Decimal(6),
        vat_rate=Decimal(6),
        floor_price=None,
        charge=None,
        meter=Metered(meter=meter, per=Decimal(per)),
    )


def test_a_price_for_a_thousand_minutes_is_a_tariff_by_the_minute() -> None:
    found = listed(price(Counts.STREAM_MINUTES, Unit.MINUTE, per=1000), source="价目表 V3", since=SINCE)
    assert (found.billing, found.counted, found.name, found.vat_rate) == (
        Billing.MINUTES,
        Counted.STREAMS,
        "实时互动",
        6,
    )
    assert found.rate
    assert found.rate.month(Decimal(5000), 30) == 30


def test_hours_and_binary_gigabytes_are_turned_into_minutes_and_gigabytes() -> None:
    assert rate_of(price(Counts.USER_MINUTES, Unit.HOUR)).month(Decimal(120), 30) == 12
    assert rate_of(price(Counts.TRAFFIC, Unit.GIB)).month(Decimal("1.073741824"), 30) == 6


@pytest.mark.parametrize(
    ("counts", "unit", "sold_by", "every"),
    [
        (Counts.PEAK_CONCURRENCY, Unit.HEAD, "路·年", Every.YEAR),
        (Counts.PEAK_CONCURRENCY, Unit.HEAD, "路·月", Every.MONTH),
        (Counts.MONTHLY_95, Unit.MBPS, "Mbps·天", Every.DAY),
        (Counts.DAILY_PEAK, Unit.MBPS_DAY, "Mbps·天", Every.ONCE),
        (Counts.ENHANCED_95, Unit.MBPS, "Mbps·月", Every.MONTH),
    ],
)
def test_the_unit_that_is_sold_says_for_how_long_a_price_holds(
    counts: Counts, unit: Unit, sold_by: str, every: Every
) -> None:
    assert rate_of(price(counts, unit, sold_by=sold_by)).every is every


def test_a_peak_by_the_year_is_a_contract_and_one_by_the_month_is_billed_by_the_month() -> None:
    yearly, monthly = (price(Counts.PEAK_CONCURRENCY, Unit.HEAD, sold_by=unit) for unit in ("路·年", "路·月"))
    assert [listed(one, source="价目表", since=SINCE).billing for one in (yearly, monthly)] == [
        Billing.CONTRACT,
        Billing.MONTHLY_PEAK,
    ]


def test_a_price_model_is_taken_as_it_is_unless_it_looks_at_other_lines() -> None:
    volume = Volume(tiers=joined([Tier(up_to=Decimal(10), unit=Decimal(3)), Tier(unit=Decimal(2))]))
    one = price(Counts.MONTHLY_PEAK, Unit.MBPS)
    assert rate_of(replace(one, charge=volume)).charge == volume
    assert rate_of(replace(one, charge=MinimumSpend(minimum=Decimal(5)))).charge == PerUnit(unit=Decimal(6))


def test_what_no_series_counts_has_no_form() -> None:
    storage = price(Counts.STORAGE, Unit.GB)
    assert (form_of(storage.meter), form_of(None)) == (None, None)
    for one in (storage, replace(storage, meter=None)):
        with pytest.raises(Refusal):
            listed(one, source="价目表", since=SINCE)
    with pytest.raises(Refusal):
        rate_of(replace(storage, meter=None))


def test_every_way_of_counting_use_has_a_form() -> None:
    without = {Counts.RECORDING_CHANNELS, Counts.MONTHLY_ACTIVE, Counts.DAILY_ACTIVE, Counts.STORAGE}
    assert set(FORM_OF) == set(Counts) - without
