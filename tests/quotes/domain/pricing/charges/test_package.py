from decimal import Decimal

import pytest
from hypothesis import given

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Package
from tests.quotes.domain.pricing.charges.models import D, packages, quantities


@pytest.mark.parametrize(("units", "packs"), [("0", 0), ("0.1", 1), ("1", 1), ("10", 1), ("10.000001", 2), ("11", 2)])
def test_a_pack_begun_is_a_pack_owed(units: str, packs: int) -> None:
    package = Package(size=D(10), price=D(15))
    assert package.packs(D(units)) == packs
    assert package.of(D(units)).amount == packs * D(15)


@pytest.mark.parametrize(("free", "owed"), [("0", 1300), ("100", 300), ("121", 0), ("200", 0)])
def test_free_units_come_off_before_packs_are_counted(free: str, owed: int) -> None:
    assert Package(size=D(10), price=D(100), free=D(free)).of(D(121)).amount == owed


def test_one_pack_at_least_where_that_is_the_rule() -> None:
    assert Package(size=D(1_000_000), price=D("1.25"), at_least_one=True).of(D(0)).amount == D("1.25")


def test_a_package_says_how_many_packs_of_what() -> None:
    (part,) = Package(size=D(1000), price=D(1)).of(D(4500)).parts
    assert (str(part), part.quantity, part.unit, part.amount) == ("Packages of 1,000", D(5), D(1), D(5))


def test_a_pack_of_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match="Units in a package must be more than 0"):
        Package(size=D(0), price=D(1))


@given(packages, quantities)
def test_packs_never_hold_less_than_what_is_used_nor_a_whole_pack_more(package: Package, quantity: Decimal) -> None:
    packs, charged = package.packs(quantity), max(Decimal(0), quantity - package.free)
    assert packs * package.size >= charged
    assert (packs - 1) * package.size < charged or packs <= 1
