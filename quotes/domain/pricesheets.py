"""A price book as a workbook: its sheets and columns, and what one that was filled in asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from dealdesk.kernel.refusals import Blocker
from dealdesk.kernel.words import Word
from quotes.domain.pricebooks import Content, Packaged, Priced
from quotes.domain.pricing.charges import AnyCharge, from_json, to_json
from quotes.domain.tiersheets import on_sheet

# The most products a workbook may bring at once.
MOST_PRODUCTS = 10_000


class Tab(Word):
    ABOUT = "about", "About this file"
    PRICES = "prices", "Price sheet"
    BUNDLES = "bundles", "Bundle sheet"
    METERS = "meters", "Meter sheet"
    TIERS = "tiers", "Tier sheet"
    MODELS = "models", "Other price models"


class Head(Word):
    """The title of a column, of all that a sheet may have."""

    CODE = "code", "Code"
    NAME = "name", "Product"
    FAMILY = "family", "Family"
    UNIT = "unit", "Unit"
    LIST_PRICE = "list_price", "List price"
    FLOOR_PRICE = "floor_price", "Floor price"
    VAT_RATE = "vat_rate", "VAT rate"
    BUNDLE = "bundle", "Bundle name"
    PRICE = "price", "Bundle price"
    NOTE = "note", "Note"
    QUANTITY = "quantity", "Quantity"
    COUNTED = "counted", "What is counted, and how"
    TIER = "tier", "Tier of the meter"
    PER = "per", "Units a price is for"
    MODE = "mode", "Price model"
    UPPER = "upper", "Upper bound"
    START = "start", "From"
    END = "end", "To"
    UNIT_PRICE = "unit_price", "Unit price"
    FLAT = "flat", "Flat fee"
    PERCENT = "percent", "Percentage"
    FIGURES = "figures", "Figures of the price model"
    NAME_EN = "name_en", "Product in English"
    FAMILY_EN = "family_en", "Family in English"
    UNIT_EN = "unit_en", "Unit in English"


class Fact(Word):
    """What the first sheet tells of the version."""

    BOOK = "book", "Price book"
    VERSION = "version", "Version"
    FROM = "from", "In force from"
    UNTIL = "until", "In force until"
    CURRENCY = "currency", "Currency"
    TAX = "tax", "Tax basis"
    SOURCE = "source", "Source"


class Basis(Word):
    INCLUDED = "included", "tax included"
    BEFORE = "before", "before tax"


COLUMNS: dict[Tab, tuple[Head, ...]] = {
    Tab.PRICES: (
        Head.CODE, Head.NAME, Head.FAMILY, Head.UNIT, Head.LIST_PRICE, Head.FLOOR_PRICE, Head.VAT_RATE,
        Head.NAME_EN, Head.FAMILY_EN, Head.UNIT_EN,
    ),
    Tab.BUNDLES: (Head.BUNDLE, Head.PRICE, Head.NOTE, Head.CODE, Head.NAME, Head.QUANTITY),
    # Only to be read: a meter has rules that no row of a sheet can hold, and an import leaves it as it is.
    Tab.METERS: (Head.CODE, Head.NAME, Head.COUNTED, Head.TIER, Head.PER),
    Tab.TIERS: (
        Head.CODE, Head.NAME, Head.MODE, Head.UPPER, Head.START, Head.END, Head.UNIT_PRICE, Head.FLAT, Head.PERCENT,
    ),
    Tab.MODELS: (Head.CODE, Head.NAME, Head.MODE, Head.FIGURES),
}  # fmt: skip
# Which text each of these columns is the English of.
ENGLISH = {Head.NAME_EN: Head.NAME, Head.FAMILY_EN: Head.FAMILY, Head.UNIT_EN: Head.UNIT}
# Without these a sheet cannot be read; a floor that is not there is left as it is.
NEEDED: dict[Tab, tuple[Head, ...]] = {
    Tab.PRICES: (Head.CODE, Head.LIST_PRICE, Head.VAT_RATE),
    Tab.BUNDLES: (Head.BUNDLE, Head.PRICE, Head.CODE, Head.QUANTITY),
    Tab.TIERS: (Head.CODE, Head.MODE, Head.START, Head.END, Head.UNIT_PRICE),
    Tab.MODELS: (Head.CODE, Head.FIGURES),
}


class Upper(Word):
    """Whose the upper bound of a tier is, as a cell says it."""

    INCLUSIVE = "inclusive", "in this tier"
    EXCLUSIVE = "exclusive", "in the next tier"


@dataclass(frozen=True, kw_only=True)
class NewProduct:
    """A product that the desk does not know yet."""

    code: str
    name: str
    family: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a workbook says. Without `floors` those in force stay; without `bundles` or `tiers` (None) so do these.

    `tiers` are price models by code, and `models` those that no table of tiers can hold; one of those is left alone
    unless a sheet names its code. `english` are words by the Chinese ones; what the file leaves empty stays.
    """

    prices: tuple[Priced, ...]
    floors: bool
    bundles: tuple[Packaged, ...] | None = None
    products: tuple[NewProduct, ...] = ()
    tiers: Mapping[str, AnyCharge] | None = None
    models: Mapping[str, AnyCharge] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)

    def onto(self, present: Content) -> Content:
        """What the version says once this is applied: what the file does not list is gone."""
        prices = {one.code: self._completed(one, present.prices.get(one.code)) for one in self.prices}
        bundles = present.bundles if self.bundles is None else {one.name: one for one in self.bundles}
        return Content(prices, bundles)

    def _completed(self, one: Priced, kept: Priced | None) -> Priced:
        """The row with what the file is silent about."""
        floor = one.floor_price if self.floors else kept.floor_price if kept else None
        charge = kept.charge if kept else None
        if self.tiers is not None and (one.code in self.tiers or on_sheet(charge)):
            charge = self.tiers.get(one.code)
        charge = self.models.get(one.code, charge)
        return replace(one, floor_price=floor, charge=charge, meter=kept.meter if kept else None)

    def blockers(self, present: Content) -> tuple[Blocker, ...]:
        """What the file cannot know by itself: it stands against what the version holds and the file leaves alone."""
        return tuple(self._blockers(self.onto(present)))

    def _blockers(self, made: Content) -> Iterator[Blocker]:
        for one in made.prices.values():
            if not self.floors and one.floor_price is not None and one.floor_price > one.list_price:
                yield Blocker(
                    message="%(code)s: this list price needs finance to look at its floor first.",
                    params={"code": one.code},
                )
        for bundle in made.bundles.values() if self.bundles is None else ():
            for code in sorted(code for code, _ in bundle.items if code not in made.prices):
                yield Blocker(
                    message="The bundle %(bundle)s holds %(code)s, which the file no longer lists: "
                    "list it, or bring the bundle sheet too.",
                    params={"bundle": bundle.name, "code": code},
                )

    def to_json(self) -> dict[str, Any]:
        return {
            "floors": self.floors,
            "prices": [
                [one.code, one.name, one.unit, str(one.list_price), str(one.vat_rate), _text(one.floor_price)]
                for one in self.prices
            ],
            "bundles": None
            if self.bundles is None
            else [
                [one.name, str(one.price), one.note, sorted((code, str(many)) for code, many in one.items)]
                for one in self.bundles
            ],
            "tiers": None if self.tiers is None else {code: to_json(one) for code, one in self.tiers.items()},
            "models": {code: to_json(one) for code, one in self.models.items()},
            "products": [[one.code, one.name, one.family, one.unit] for one in self.products],
            "english": dict(self.english),
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        return cls(
            floors=told["floors"],
            prices=tuple(
                Priced(
                    code=code,
                    name=name,
                    unit=unit,
                    list_price=Decimal(price),
                    vat_rate=Decimal(rate),
                    floor_price=None if floor is None else Decimal(floor),
                )
                for code, name, unit, price, rate, floor in told["prices"]
            ),
            bundles=None
            if told["bundles"] is None
            else tuple(
                Packaged(
                    name=name,
                    price=Decimal(price),
                    note=note,
                    items=frozenset((code, Decimal(many)) for code, many in items),
                )
                for name, price, note, items in told["bundles"]
            ),
            tiers=None if told["tiers"] is None else {code: from_json(one) for code, one in told["tiers"].items()},
            # An import that waits from before there was this sheet says nothing of it.
            models={code: from_json(one) for code, one in told.get("models", {}).items()},
            products=tuple(
                NewProduct(code=code, name=name, family=family, unit=unit)
                for code, name, family, unit in told["products"]
            ),
            english=told.get("english", {}),
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
