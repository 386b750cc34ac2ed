"""A price model as a screen shows it."""

from decimal import Decimal

from quotes.domain.pricing.charges import ChargeKind, PerUnit, Volume
from quotes.models import PriceItem
from quotes.queries.charges import TierRow, charge_shown, shown
from tests.quotes.domain.pricing.charges.models import OPENMETER, ZUPLO, D


def test_a_table_has_a_column_for_each_price_it_uses() -> None:
    assert shown(Volume(tiers=ZUPLO)).columns == ("unit",)
    assert shown(Volume(tiers=OPENMETER)).columns == ("unit", "flat")
    assert shown(PerUnit(unit=D(1))).columns == ()


def test_the_rows_say_from_where_to_where() -> None:
    first, *_, last = shown(Volume(tiers=ZUPLO)).tiers
    assert first == TierRow(start=D(0), end=D(1000), unit=D("0.10"), flat=None, percent=None)
    assert last == TierRow(start=D(10000), end=None, unit=D("0.01"), flat=None, percent=None)


def test_what_is_odd_about_it_comes_along() -> None:
    found = shown(Volume(tiers=OPENMETER))
    assert (found.kind, len(found.sentences), len(found.warnings)) == (ChargeKind.VOLUME, 2, 2)


def test_an_item_without_a_price_model_shows_none() -> None:
    assert charge_shown(PriceItem(list_price=Decimal(62))) is None
    item = PriceItem(list_price=Decimal(62), charge={"kind": "flat", "amount": "500"})
    assert [str(said) for said in (charge_shown(item) or shown(PerUnit(unit=D(1)))).sentences] == [
        "One fee of 500.00, whatever the quantity."
    ]
