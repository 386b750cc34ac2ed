from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.costs.model import UnitCost
from quotes.domain.costs.need import AMOUNTS, Need
from quotes.domain.costs.reckon import Reckoned, reckon, servers
from quotes.domain.costs.words import PARTS, CostPart, CostRule, LineType
from tests.quotes.domain.costs.stated import CARRIES, ROWS, cost, need, terms

D = Decimal


def reckoned(*needs: Need, rows: tuple[UnitCost, ...] = ROWS, months: int = 1, currency: str = "CNY") -> Reckoned:
    return reckon(terms(*rows), needs or [need()], months=months, currency=currency, sold={"RLY-CDN": D(1000)})


def test_a_month_by_part() -> None:
    found = reckoned(need(), need(region="新加坡", traffic=100, recorded_minutes=500_000))
    assert dict(found.parts) == {
        # 4,000 Mbps × 8, and 100 GB × 0.05 USD × 7.
        CostPart.BANDWIDTH: D("32035.00"),
        # In each region 1,000 streams ÷ 560 are two servers, and a spare.
        CostPart.SERVERS: D("9000.00"),
        CostPart.RECORDING: D("1000.00"),
        # A tenth of all the others.
        CostPart.RESEARCH: D("6003.50"),
        CostPart.SUPPORT: D("18000.00"),
    }
    assert (found.total, found.gaps) == (D("66038.50"), ())


def test_a_thousand_minutes_cost_their_part_of_the_total() -> None:
    found = reckoned()
    assert (found.total, found.per_thousand_minutes) == (D("59950.00"), D("59.9500"))
    assert reckoned(need(minutes=0)).per_thousand_minutes is None


@pytest.mark.parametrize(
    ("rule", "quantity"),
    [
        (CostRule.MONTHLY_95, 4000),
        (CostRule.ENHANCED_95, 4500),
        (CostRule.DAILY_PEAK, 100_000),
        (CostRule.MONTHLY_PEAK, 5000),
        (CostRule.TRAFFIC, 900_000),
    ],
)
def test_bandwidth_is_billed_by_its_rule(rule: CostRule, quantity: int) -> None:
    found = reckoned(rows=(replace(ROWS[0], rule=rule), *ROWS[2:]))
    assert found.entries[0].quantity == quantity


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        (cost(CostPart.RELAY, CostRule.TRAFFIC, "0.1"), "18000.00"),
        (cost(CostPart.BACKBONE, CostRule.TRAFFIC, "0.2"), "10.00"),
        (cost(CostPart.BACKBONE, CostRule.MONTHLY_PEAK, "3"), "12.00"),
        (cost(CostPart.TRANSCODING, CostRule.THOUSAND_MINUTES, "5"), "35.00"),
        (cost(CostPart.CDN, CostRule.THOUSAND_MINUTES, "4"), "24.00"),
        (cost(CostPart.CDN, CostRule.UNIT_SOLD, "0.3", product="RLY-CDN"), "300.00"),
        (cost(CostPart.SERVICES, CostRule.UNIT_SOLD, "9", product="SVC-EVT"), "0"),
        (cost(CostPart.RESEARCH, CostRule.MONTH, "800"), "800.00"),
        (cost(CostPart.RESEARCH, CostRule.STREAM_MONTH, "1.5"), "1500.00"),
        (cost(CostPart.RESEARCH, CostRule.THOUSAND_MINUTES, "2"), "2000.00"),
        (cost(CostPart.SUPPORT, CostRule.MONTH, "0"), "0"),
    ],
)
def test_every_part_by_every_rule(row: UnitCost, amount: str) -> None:
    month = need(relayed="0.2", between_traffic=50, between_peak=4, mixed_minutes=7000, pushed_minutes=6000)
    found = reckoned(month, rows=(row,))
    assert found.parts.get(row.part, D(0)) == D(amount)


def test_a_region_split_over_lines_pays_each_for_its_share() -> None:
    split = (
        cost(CostPart.BANDWIDTH, CostRule.MONTHLY_95, "20", region="华东", line=LineType.BGP, share=D(25)),
        cost(CostPart.BANDWIDTH, CostRule.MONTHLY_95, "8", region="华东", line=LineType.SINGLE, share=D(75)),
    )
    assert reckoned(rows=split).parts[CostPart.BANDWIDTH] == 1000 * 20 + 3000 * 8


@pytest.mark.parametrize(("streams", "whole"), [(0, 0), (1, 2), (560, 2), (561, 3), (5600, 11)])
def test_servers_are_counted_whole_and_a_spare_stands_by(streams: int, whole: int) -> None:
    assert servers(CARRIES, D(streams)) == whole


def test_a_share_of_the_revenue_is_kept_apart_from_what_is_fixed() -> None:
    found = reckoned(rows=(*ROWS[:4], cost(CostPart.RESEARCH, CostRule.OF_REVENUE, "12"), *ROWS[5:]))
    assert (found.revenue_share, CostPart.RESEARCH in found.parts, found.is_complete) == (12, False, True)


def test_another_currency_comes_over_at_the_models_own_rate() -> None:
    assert reckoned(currency="USD").total == D("8564.29")
    found = reckoned(currency="EUR")
    assert [str(gap) for gap in found.gaps] == ["There is no exchange rate from EUR to CNY: ask finance."]


def test_what_is_used_and_has_no_unit_cost_is_a_gap_told_once() -> None:
    rows = (replace(ROWS[0], amount=None), *ROWS[2:3], *ROWS[4:5])
    months = [need(month, recorded_minutes=9) for month in (1, 2)]
    found = reckon(terms(*rows), months, months=3, currency="CNY")
    assert [str(gap) for gap in found.gaps] == [
        "Bandwidth in 华东 over BGP by Mbps·month at the monthly 95th has no unit cost: ask finance.",
        "Recording has no unit cost: ask finance.",
        "The usage says nothing of month 3.",
        "24×7 support has no unit cost: ask finance.",
    ]
    assert not found.is_complete


def test_what_is_used_and_charged_by_units_sold_is_a_gap_where_none_is_sold() -> None:
    by_unit = [cost(CostPart.RECORDING, CostRule.UNIT_SOLD, "2", product=code) for code in ("REC-HD", "REC-AUD")]
    used, rows = need(recorded_minutes=500_000), (*ROWS[:3], *by_unit, *ROWS[4:])

    unsold = reckon(terms(*rows), [used], months=1, currency="CNY", sold={"RTC-HD": D(1)})
    sold = reckon(terms(*rows), [used], months=1, currency="CNY", sold={"REC-AUD": D(500)})

    assert [str(gap) for gap in unsold.gaps] == [
        "Recording is charged per unit of REC-HD, REC-AUD sold, and the offer sells none: "
        "add the line, or ask finance for a cost by use."
    ]
    assert (sold.gaps, sold.parts[CostPart.RECORDING]) == ((), 1000)


def test_what_is_charged_by_use_as_well_needs_no_unit_sold() -> None:
    rows = (*ROWS, cost(CostPart.RECORDING, CostRule.UNIT_SOLD, "2", product="REC-HD"))
    assert reckoned(need(recorded_minutes=500_000), rows=rows).gaps == ()


def test_what_is_not_used_is_not_asked_for() -> None:
    assert reckoned(need(recorded_minutes=0)).gaps == ()


AMOUNT = st.decimals(0, 10**6, places=3)
MONTHS = st.lists(st.fixed_dictionaries(dict.fromkeys(AMOUNTS, AMOUNT)), min_size=1, max_size=3)
RULES = st.sampled_from([CostRule.MONTHLY_95, CostRule.ENHANCED_95, CostRule.MONTHLY_PEAK, CostRule.TRAFFIC])


def drawn(rule: CostRule, price: Decimal) -> tuple[UnitCost, ...]:
    return (
        cost(CostPart.BANDWIDTH, rule, str(price)),
        cost(CostPart.BACKBONE, CostRule.TRAFFIC, "0.01"),
        cost(CostPart.TRANSCODING, CostRule.THOUSAND_MINUTES, "0.7"),
        cost(CostPart.CDN, CostRule.THOUSAND_MINUTES, "0.3"),
        *ROWS[2:],
    )


@given(months=MONTHS, rule=RULES, price=st.decimals(0, 100, places=4), more=st.decimals(1, 3, places=2))
def test_whoever_uses_more_costs_no_less(
    months: list[dict[str, Decimal]], rule: CostRule, price: Decimal, more: Decimal
) -> None:
    needs = [Need(month=number, region="华东", **amounts) for number, amounts in enumerate(months, 1)]
    stated = terms(*drawn(rule, price))
    before = reckon(stated, needs, months=len(needs), currency="CNY")
    after = reckon(stated, [one.grown(more) for one in needs], months=len(needs), currency="CNY")
    assert after.total >= before.total
    assert all(after.parts.get(part, D(0)) >= amount for part, amount in before.parts.items())


@given(months=MONTHS, rule=RULES, price=st.decimals(0, 100, places=4))
def test_parts_months_and_total_agree_to_the_cent(
    months: list[dict[str, Decimal]], rule: CostRule, price: Decimal
) -> None:
    needs = [Need(month=number, region="华东", **amounts) for number, amounts in enumerate(months, 1)]
    found = reckon(terms(*drawn(rule, price)), needs, months=len(needs), currency="CNY")
    by_month = sum(found.in_month(month) for month in found.every_month)
    assert found.total == sum(found.parts.values()) == by_month
    assert all(found.cell(month, part).as_tuple().exponent in (0, -2) for month in found.every_month for part in PARTS)
