from dataclasses import replace
from decimal import Decimal

from quotes.domain.billing.basis import in_other_basis, repriced
from quotes.domain.billing.tariffs import Billing, Pack
from tests.quotes.domain.billing.curves import every_form, rate, tariff

PACKED = tariff(
    Billing.PACKAGES,
    pack=Pack(size=Decimal(1000), price=Decimal(106), months=12),
    over=rate("1.06", per=1000),
    vat_rate=Decimal(6),
)


def test_every_price_is_said_without_its_tax_and_with_it_again() -> None:
    without = in_other_basis(PACKED, tax_included=True)
    assert without == replace(PACKED, pack=replace(PACKED.pack, price=Decimal(100)), over=rate(1, per=1000))
    assert in_other_basis(without, tax_included=False) == PACKED


def test_in_another_currency_prices_change_and_quantities_do_not() -> None:
    for one in every_form():
        assert repriced(repriced(one, Decimal(2)), Decimal("0.5")) == one
        assert repriced(one, Decimal(2)).level == one.level
