from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.tariffs import NEEDS, Billing, Every, Tariff
from quotes.domain.pricing.charges import Commitment
from tests.quotes.domain.billing.curves import SINCE, rate, tariff


@pytest.mark.parametrize(("every", "amount"), [(Every.ONCE, 60), (Every.DAY, 1800), (Every.MONTH, 60), (Every.YEAR, 5)])
def test_a_price_is_paid_once_or_by_the_day_the_month_or_a_twelfth_of_a_year(every: Every, amount: int) -> None:
    assert rate(6, every).month(Decimal(10), 30) == amount


def test_a_price_for_a_thousand_takes_a_thousandth_of_the_units() -> None:
    assert rate(6, per=1000).month(Decimal(2500), 30) == 15
    with pytest.raises(Refusal):
        rate(6, per=0)


def test_any_price_model_is_a_price() -> None:
    price = Commitment(included=Decimal(100), fee=Decimal(80), overage=Decimal(2))
    assert rate(price).month(Decimal(110), 30) == 100
    assert (rate(price).is_linear, rate(1).is_linear) == (False, True)


def test_every_form_says_what_its_tariff_needs() -> None:
    assert set(NEEDS) == set(Billing)


@pytest.mark.parametrize(
    ("billing", "terms", "field"),
    [
        (Billing.MINUTES, {}, "rate"),
        (Billing.MINUTES, {"rate": rate(1), "level": Decimal(5)}, "level"),
        (Billing.MINUTES, {"rate": rate(1, Every.MONTH)}, "every"),
        (Billing.MONTHLY_PEAK, {"rate": rate(1)}, "every"),
        (Billing.CONTRACT, {"rate": rate(1, Every.MONTH), "level": Decimal(-1)}, "level"),
        (Billing.CONTRACT, {"rate": rate(1, Every.MONTH), "level": Decimal("NaN")}, "level"),
        (Billing.TRADITIONAL_95, {"rate": rate(1, Every.DAY), "level": Decimal(5)}, "floor"),
        (
            Billing.TRADITIONAL_95,
            {"rate": rate(1, Every.DAY), "level": Decimal(5), "floor": Percent(Decimal(101))},
            "floor",
        ),
        (Billing.PACKAGES, {"over": rate(1)}, "pack"),
        (Billing.ELASTIC, {"rate": rate(1, Every.MONTH)}, "over"),
        (Billing.ELASTIC, {"rate": rate(1, Every.MONTH), "over": rate(1, Every.MONTH)}, "over"),
    ],
)
def test_a_tariff_that_says_too_little_or_too_much_is_refused(
    billing: Billing, terms: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        tariff(billing, **terms)
    assert refused.value.field == field


def test_a_price_without_a_source_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Tariff(billing=Billing.MINUTES, source=" ", since=SINCE, rate=rate(1))
    assert refused.value.field == "source"
