"""How two versions of a price book differ, and what a price becomes in another currency."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from quotes.domain.pricebooks import (
    BundleChange,
    Content,
    Packaged,
    PriceChange,
    Priced,
    State,
    converted,
    difference,
    without_floors,
)
from quotes.domain.pricing.charges import PerUnit
from tests.factories.quotes import metered

PRICES = st.decimals(min_value=0, max_value=10**6, places=8)


def priced(code: str, price: str, floor: str | None = None, vat: int = 6) -> Priced:
    return Priced(
        code=code,
        name=code,
        list_price=Decimal(price),
        vat_rate=Decimal(vat),
        floor_price=None if floor is None else Decimal(floor),
    )


def content(*prices: Priced, bundles: tuple[Packaged, ...] = ()) -> Content:
    return Content({one.code: one for one in prices}, {one.name: one for one in bundles})


def packaged(name: str, price: int, **items: int) -> Packaged:
    return Packaged(
        name=name,
        price=Decimal(price),
        items=frozenset((code, Decimal(quantity)) for code, quantity in items.items()),
    )


def test_a_list_price_that_decides_nothing_is_told_apart() -> None:
    model, other = PerUnit(unit=Decimal(9)), PerUnit(unit=Decimal(8))
    old, new = priced("A", "10"), priced("A", "12")
    assert PriceChange(before=replace(old, charge=model), after=replace(new, charge=model)).is_idle
    assert not PriceChange(before=replace(old, charge=model), after=replace(new, charge=other)).is_idle
    assert not PriceChange(
        before=replace(old, charge=model), after=replace(old, charge=model, vat_rate=Decimal(9))
    ).is_idle
    assert not PriceChange(before=old, after=new).is_idle


def test_another_meter_is_a_change() -> None:
    counted = replace(priced("A", "10"), meter=metered())
    told = difference(content(counted), content(replace(counted, meter=metered(per="1"))))
    assert [change.state for change in told.prices] == [State.CHANGED]
    assert not difference(content(counted), content(replace(counted, meter=metered())))


def test_what_moved_farthest_comes_first_and_what_is_the_same_is_left_out() -> None:
    old = content(priced("A", "100"), priced("B", "100"), priced("C", "100"), priced("D", "5"), priced("E", "7"))
    new = content(priced("A", "101"), priced("B", "70"), priced("C", "100", vat=13), priced("D", "5"), priced("F", "8"))

    told = difference(old, new)

    assert [(change.either.code, change.state, change.percent) for change in told.prices] == [
        ("B", State.CHANGED, Percent(Decimal(-30))),
        ("A", State.CHANGED, Percent(Decimal(1))),
        ("C", State.CHANGED, None),
        ("F", State.ADDED, None),
        ("E", State.REMOVED, None),
    ]
    assert (told.count(State.CHANGED), told.count(State.ADDED), told.count(State.REMOVED)) == (3, 1, 1)


def test_a_price_that_began_at_nothing_moved_by_no_percentage() -> None:
    (change,) = difference(content(priced("A", "0")), content(priced("A", "5"))).prices
    assert (change.state, change.percent) == (State.CHANGED, None)


def test_a_floor_alone_is_a_change_and_without_floors_there_is_none() -> None:
    old, new = content(priced("A", "9", "5")), content(priced("A", "9", "6"))
    assert difference(old, new).prices == (PriceChange(before=old.prices["A"], after=new.prices["A"]),)

    blind = [Content(without_floors(one.prices.values()), {}) for one in (old, new)]
    assert not difference(*blind)


def test_another_name_of_a_product_is_no_change_of_its_price() -> None:
    assert not difference(
        content(Priced(code="A", name="旧名", list_price=Decimal(1), vat_rate=Decimal(6))),
        content(Priced(code="A", name="新名", list_price=Decimal(1), vat_rate=Decimal(6))),
    )


def test_a_bundle_says_which_quantities_moved() -> None:
    before, after = packaged("高级版", 100, A=1, B=2, C=3), packaged("高级版", 100, A=1, B=5, D=4)
    told = difference(content(bundles=(before,)), content(bundles=(after,)))
    assert told.bundles == (BundleChange(before=before, after=after),)
    assert told.bundles[0].items == (
        ("B", Decimal(2), Decimal(5)),
        ("C", Decimal(3), None),
        ("D", None, Decimal(4)),
    )
    assert told.bundles[0].state is State.CHANGED


def test_bundles_are_added_and_removed() -> None:
    told = difference(content(bundles=(packaged("甲", 1, A=1),)), content(bundles=(packaged("乙", 1, A=1),)))
    assert [(change.either.name, change.state) for change in told.bundles] == [
        ("乙", State.ADDED),
        ("甲", State.REMOVED),
    ]


def test_a_converted_price_is_rounded_half_up() -> None:
    assert converted(Decimal("62"), Decimal("0.1408"), 2) == Decimal("8.73")
    assert converted(Decimal("0.05"), Decimal("0.1"), 2) == Decimal("0.01")
    assert converted(Decimal("0.12345678"), Decimal("7.1"), 8) == Decimal("0.87654314")


@given(PRICES, PRICES, st.decimals(min_value=Decimal("0.0001"), max_value=10**4, places=4), st.integers(0, 8))
def test_no_rate_lifts_a_floor_above_its_list_price(one: Decimal, other: Decimal, rate: Decimal, places: int) -> None:
    floor, listed = sorted([one, other])
    assert converted(floor, rate, places) <= converted(listed, rate, places)


@given(st.dictionaries(st.sampled_from("ABCDEFG"), PRICES), st.dictionaries(st.sampled_from("ABCDEFG"), PRICES))
def test_a_difference_tells_how_to_get_from_one_to_the_other(old: dict[str, Decimal], new: dict[str, Decimal]) -> None:
    one, other = (content(*(priced(code, str(price)) for code, price in book.items())) for book in (old, new))
    got = dict(one.prices)
    for change in difference(one, other).prices:
        got.pop(change.either.code, None)
        if change.after:
            got[change.after.code] = change.after
    assert got == other.prices
