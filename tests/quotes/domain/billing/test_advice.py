from decimal import Decimal

from dealdesk.kernel.percent import Percent
from quotes.domain.billing.advice import Advice, advised
from quotes.domain.billing.breakeven import break_evens
from quotes.domain.billing.compared import Demand, Priced, compared
from quotes.domain.billing.months import utilisation
from quotes.domain.billing.tariffs import Billing, Every, Tariff
from quotes.domain.pricing.margin import Margin
from tests.quotes.domain.billing.curves import april, demand, rate, tariff

MINUTES = tariff(Billing.MINUTES, rate=rate(1, per=1000), vat_rate=Decimal(6))
PEAK = tariff(Billing.MONTHLY_PEAK, rate=rate(12, Every.MONTH), vat_rate=Decimal(6))
SMALL = tariff(Billing.CONTRACT, rate=rate("0.01", Every.MONTH), level=Decimal(1))


def advice(
    use: Demand, *tariffs: Tariff, least: int | None = None, cost: int = 0, unknown: frozenset[int] = frozenset()
) -> Advice:
    prices = compared(use, tariffs, 1)
    return advised(
        prices,
        break_evens(use, prices, 1),
        utilisation(use.months),
        margins=[None if place in unknown else margin(one, cost) for place, one in enumerate(prices)]
        if least is not None
        else [],
        least=None if least is None else Percent(Decimal(least)),
    )


def said(found: Advice) -> str:
    return found.reason.message % found.reason.params


def margin(one: Priced, cost: int) -> Margin | None:
    return (
        None if one.total is None else Margin(revenue=one.total * 100 / (100 + one.tariff.vat_rate), cost=Decimal(cost))
    )


def test_the_cheapest_form_is_offered_with_the_use_up_to_which_it_is() -> None:
    found = advice(demand(april([900] * 12 + [90])), PEAK, MINUTES)
    assert (found.place, said(found)) == (
        1,
        "The cheapest for the customer as long as his mean is below 27.8% of his peak; it is 13.8%.",
    )


def test_or_from_which_it_is() -> None:
    found = advice(demand(april([900] * 200 + [90])), PEAK, MINUTES)
    assert said(found) == ("The cheapest for the customer once his mean is above 27.8% of his peak; it is 72.5%.")


def test_or_that_nothing_ever_changes() -> None:
    found = advice(demand(april([100])), MINUTES)
    assert (found.place, said(found)) == (
        0,
        "The cheapest for the customer however evenly he uses it; his mean is 100% of his peak.",
    )


def test_a_contract_below_the_peak_is_not_offered() -> None:
    assert advice(demand(april([900, 90])), SMALL, MINUTES).place == 1
    found = advice(demand(april([900, 90])), SMALL)
    assert (found.place, said(found)) == (None, "None of these forms can be offered as it stands.")


def test_whoever_knows_the_cost_is_offered_the_cheapest_that_leaves_enough() -> None:
    use = demand(april([900] * 12 + [90]))
    assert [one.total for one in compared(use, [PEAK, MINUTES], 1)] == [10_800, Decimal("5346.00")]
    assert advice(use, PEAK, MINUTES, least=20, cost=4000).place == 1
    found = advice(use, PEAK, MINUTES, least=20, cost=5000)
    assert (found.place, said(found)) == (
        0,
        "The cheapest for the customer that leaves 20%; what costs less leaves less.",
    )
    assert advice(use, PEAK, MINUTES, least=20, cost=10_000).place is None


def test_a_form_whose_margin_nobody_knows_is_not_advised_where_others_are_known() -> None:
    use = demand(april([900] * 12 + [90]))
    known = advice(use, PEAK, MINUTES, least=20, cost=4000, unknown=frozenset({1}))
    assert (known.place, said(known)) == (0, "The cheapest for the customer that is known to leave 20%.")
    dear = advice(use, PEAK, MINUTES, least=20, cost=10_000, unknown=frozenset({1}))
    assert (dear.place, said(dear)) == (None, "No form is known to leave the 20% that is needed.")


def test_where_no_margin_is_known_the_cheapest_is_advised() -> None:
    use = demand(april([900] * 12 + [90]))
    assert advice(use, PEAK, MINUTES, least=20, unknown=frozenset({0, 1})).place == 1
