"""Prices from a workbook: all of them at once, with a row in the journal, or none."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.pricebooks import draft_price_book, publish_price_book, save_bundle, save_prices
from quotes.actions.pricesheets import apply_import, offer_import, record_export
from quotes.domain.pricebooks import Packaged, Priced
from quotes.domain.pricesheets import NewProduct, Told
from quotes.domain.pricing.charges import AnyCharge, Graduated, Package, Tier, Volume, to_json
from quotes.models import PriceBookVersion, PriceImport, Product
from quotes.models.pricesheets import edition_of
from stakeholders.models import JournalEntry, User


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


def priced(code: str, price: str, floor: str | None = None, vat: str = "6") -> Priced:
    return Priced(
        code=code,
        name=code,
        list_price=Decimal(price),
        vat_rate=Decimal(vat),
        floor_price=None if floor is None else Decimal(floor),
    )


def read(version: PriceBookVersion, told: Told, by: User, at: datetime) -> PriceImport:
    return offer_import(
        version=version, told=told, file_name="价目.xlsx", sha256="0" * 64, source="定价会", by=by, at=at
    )


def take_over(version: PriceBookVersion, told: Told, by: User, at: datetime) -> PriceBookVersion:
    made = read(version, told, by, at)
    return apply_import(price_import=made, edition=edition_of(version), by=by, at=at)


def prices_of(version: PriceBookVersion) -> dict[str, tuple[Decimal, Decimal | None]]:
    return {one.code: (one.list_price, one.floor_price) for one in version.content().prices.values()}


def test_the_draft_says_what_the_file_says(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    told = Told(prices=(priced("RTC-HD", "60", "45"), priced("REC-MIX", "11", "8")), floors=True)

    take_over(draft, told, fay, now)

    assert prices_of(draft) == {"RTC-HD": (Decimal(60), Decimal(45)), "REC-MIX": (Decimal(11), Decimal(8))}
    assert JournalEntry.objects.get(act="apply_import").facts == {
        "name": "标准价目",
        "version": 2,
        "file": "价目.xlsx",
        "sha256": "0" * 64,
        "added": 0,
        "changed": 1,
        "removed": 1,
    }
    applied = PriceImport.objects.get()
    assert (applied.applied_at, applied.applied_by) == (now, fay)


def test_nothing_is_changed_before_somebody_says_so(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    before = prices_of(draft)
    read(draft, Told(prices=(priced("RTC-HD", "1"),), floors=True), fay, now)
    assert prices_of(draft) == before


def test_without_the_column_floors_stay(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    told = Told(prices=(priced("RTC-HD", "60"), priced("REC-MIX", "12"), priced("SUP-724", "9500")), floors=False)
    take_over(draft, told, fay, now)
    assert prices_of(draft) == {
        "RTC-HD": (Decimal(60), Decimal(46)),
        "REC-MIX": (Decimal(12), Decimal(8)),
        "SUP-724": (Decimal(9500), Decimal(7000)),
    }


def test_an_empty_floor_in_a_column_of_floors_takes_it_away(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    take_over(draft, Told(prices=(priced("RTC-HD", "62"),), floors=True), fay, now)
    assert prices_of(draft) == {"RTC-HD": (Decimal(62), None)}


def test_a_list_price_below_a_floor_that_stays_is_refused_without_naming_the_floor(
    draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    told = Told(prices=(priced("RTC-HD", "45"),), floors=False)
    with pytest.raises(Refusal, match="RTC-HD: this list price needs finance") as refused:
        take_over(draft, told, fay, now)
    assert "46" not in str(refused.value)
    assert len(prices_of(draft)) == 3


def test_bundles_are_changed_added_and_removed_or_stay_where_the_file_has_none(
    draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    hd = Product.objects.get(code="RTC-HD").pk
    for name in ("甲", "乙"):
        save_bundle(version=draft, name=name, price=Decimal(10), quantities={hd: Decimal(1)}, by=fay, at=now)
    prices = tuple(draft.content().prices.values())

    take_over(draft, Told(prices=(replace(prices[0], list_price=Decimal(99)), *prices[1:]), floors=True), fay, now)
    assert draft.content().bundles.keys() == {"甲", "乙"}

    new = Packaged(name="丙", price=Decimal(5), note="新", items=frozenset({("REC-MIX", Decimal(2))}))
    changed = Packaged(name="甲", price=Decimal(11), items=frozenset({("RTC-HD", Decimal(3))}))
    take_over(draft, Told(prices=tuple(draft.content().prices.values()), floors=True, bundles=(new, changed)), fay, now)
    assert draft.content().bundles == {"丙": new, "甲": changed}


def test_a_bundle_is_not_left_with_a_product_that_has_no_price(
    draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    hd = Product.objects.get(code="RTC-HD").pk
    save_bundle(version=draft, name="甲", price=Decimal(10), quantities={hd: Decimal(1)}, by=fay, at=now)
    with pytest.raises(Refusal, match="The bundle 甲 holds RTC-HD, which the file no longer lists"):
        take_over(draft, Told(prices=(priced("REC-MIX", "1"),), floors=True), fay, now)


def test_price_models_are_changed_taken_away_or_stay(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    """A model that no table of tiers can hold stays, whatever the sheet says of others."""
    tiers = Graduated(tiers=(Tier(up_to=Decimal(10), unit=Decimal(2)), Tier(start=Decimal(10), unit=Decimal(1))))
    pack = Package(size=Decimal(1000), price=Decimal(9))
    for code, charge in (("RTC-HD", tiers), ("REC-MIX", pack), ("SUP-724", tiers)):
        draft.items.filter(product__code=code).update(charge=to_json(charge))
    prices = tuple(draft.content().prices.values())

    dearer = (replace(prices[0], list_price=Decimal(99)), *prices[1:])
    take_over(draft, Told(prices=dearer, floors=True), fay, now)
    assert charges_of(draft) == {"RTC-HD": tiers, "REC-MIX": pack, "SUP-724": tiers}

    volume = Volume(tiers=tiers.tiers)
    take_over(draft, Told(prices=dearer, floors=True, tiers={"RTC-HD": volume}), fay, now)
    assert charges_of(draft) == {"RTC-HD": volume, "REC-MIX": pack, "SUP-724": None}


def charges_of(version: PriceBookVersion) -> dict[str, AnyCharge | None]:
    return {one.code: one.charge for one in version.content().prices.values()}


def test_what_was_looked_at_is_what_happens(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    """Somebody saved a price between the look and the word: the word is not taken."""
    told = Told(prices=(priced("RTC-HD", "60", "45"),), floors=True)
    made, seen = read(draft, told, fay, now), edition_of(draft)
    item = draft.items.get(product__code="RTC-HD")
    changed = {"list_price": Decimal(61), "floor_price": Decimal(46), "vat_rate": Decimal(6)}
    save_prices(version=draft, prices={item.product_id: changed}, by=fay, at=now)  # type: ignore[dict-item]

    with pytest.raises(StaleRefusal, match="changed meanwhile"):
        apply_import(price_import=made, edition=seen, by=fay, at=now)

    assert len(prices_of(draft)) == 3
    apply_import(price_import=made, edition=edition_of(draft), by=fay, at=now)
    assert prices_of(draft) == {"RTC-HD": (Decimal(60), Decimal(45))}


def test_a_file_is_taken_over_once(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    made = read(draft, Told(prices=(priced("RTC-HD", "60"),), floors=True), fay, now)
    apply_import(price_import=made, edition=edition_of(draft), by=fay, at=now)
    with pytest.raises(Refusal, match="taken over already"):
        apply_import(price_import=made, edition=edition_of(draft), by=fay, at=now)


def test_a_file_that_says_nothing_new_is_refused(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="nothing to take over"):
        take_over(draft, Told(prices=tuple(draft.content().prices.values()), floors=True), fay, now)


def test_onto_a_published_version_the_next_one_is_begun(price_book: PriceBookVersion, fay: User, now: datetime) -> None:
    draft = take_over(price_book, Told(prices=(priced("RTC-HD", "60", "45"),), floors=True), fay, now)
    assert (draft.number, draft.source, draft.based_on, draft.is_draft) == (2, "定价会", price_book, True)
    assert prices_of(draft) == {"RTC-HD": (Decimal(60), Decimal(45))}
    assert len(prices_of(price_book)) == 3


def test_onto_a_published_version_with_an_open_draft_nothing_happens(
    price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    with pytest.raises(Refusal, match="V2 is still a draft"):
        take_over(price_book, Told(prices=(priced("RTC-HD", "60"),), floors=True), fay, now)
    assert PriceImport.objects.get().applied_at is None


def test_a_draft_that_was_published_meanwhile_is_left_alone(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    """A file for a draft names no source that a further version could be made with."""
    told = Told(prices=(priced("RTC-HD", "60"),), floors=True)
    made = offer_import(version=draft, told=told, file_name="价目.xlsx", sha256="0" * 64, source="", by=fay, at=now)
    seen = edition_of(draft)
    publish_price_book(version=draft, valid_from=date(2027, 1, 1), by=fay, at=now)
    with pytest.raises(StaleRefusal, match="published meanwhile"):
        apply_import(price_import=made, edition=seen, by=fay, at=now)
    assert len(prices_of(draft)) == 3


def test_new_products_come_with_the_prices(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    new = NewProduct(code="RLY-CDN", name="转推 CDN", family="录制与转推", unit="GB")
    told = Told(prices=(priced("RLY-CDN", "0.5"),), floors=True, products=(new,))
    take_over(draft, told, fay, now)
    assert prices_of(draft) == {"RLY-CDN": (Decimal("0.5"), None)}
    assert Product.objects.get(code="RLY-CDN").unit == "GB"


def test_a_product_that_somebody_else_added_first_stops_everything(
    draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    Product.objects.create(code="RLY-CDN", name="又一个", family="x", unit="x")
    new = NewProduct(code="RLY-CDN", name="转推 CDN", family="录制与转推", unit="GB")
    with pytest.raises(Refusal, match="a product with this code already"):
        take_over(draft, Told(prices=(priced("RLY-CDN", "0.5"),), floors=True, products=(new,)), fay, now)
    assert len(prices_of(draft)) == 3


def test_a_product_that_is_gone_stops_everything(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    with pytest.raises(StaleRefusal, match="no product NO-SUCH any more"):
        take_over(draft, Told(prices=(priced("NO-SUCH", "1"), priced("RTC-HD", "1")), floors=True), fay, now)
    assert len(prices_of(draft)) == 3


def test_a_file_that_is_read_again_takes_the_place_of_the_one_before(
    draft: PriceBookVersion, fay: User, adm: User, now: datetime
) -> None:
    told = Told(prices=(priced("RTC-HD", "60"),), floors=True)
    mine, other = read(draft, told, fay, now), read(draft, told, adm, now)
    again = read(draft, told, fay, now)
    assert set(PriceImport.objects.values_list("pk", flat=True)) == {other.pk, again.pk}
    assert mine.pk != again.pk


def test_the_mark_of_a_version_changes_with_every_part_of_it(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    marks = [edition_of(draft)]
    item = draft.items.get(product__code="RTC-HD")
    for column, value in (("list_price", 61), ("floor_price", 45), ("vat_rate", 13)):
        setattr(item, column, Decimal(value))
        item.save()
        marks.append(edition_of(draft))
    hd = item.product_id
    for quantity, note in ((1, ""), (2, ""), (2, "注")):
        bundle = draft.bundles.first()
        save_bundle(
            version=draft, bundle=bundle, name="甲", price=Decimal(1), note=note, quantities={hd: Decimal(quantity)},
            by=fay, at=now,
        )  # fmt: skip
        marks.append(edition_of(draft))
    assert len(set(marks)) == len(marks) == 7


def test_whoever_takes_prices_out_is_named(price_book: PriceBookVersion, ada: User, now: datetime) -> None:
    record_export(version=price_book, floors=False, by=ada, at=now)
    entry = JournalEntry.objects.get(act="export_prices")
    assert (entry.by, entry.facts) == (ada, {"name": "标准价目", "version": 1, "floors": False})
