"""The rows of a workbook to what it says, with every cell that is wrong beside it."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from dealdesk.sheets import Cell, Grid
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from quotes.domain.english import LONGEST_WORDS
from quotes.domain.pricebooks import Packaged, Priced
from quotes.domain.pricesheets import ENGLISH, MOST_PRODUCTS, Basis, Fact, Head, NewProduct, Tab, Told
from quotes.forms.english import said_in_english
from quotes.forms.pricesheets import values
from quotes.forms.pricesheets.models import Models
from quotes.forms.pricesheets.tabs import Row, Table, Wrong, found, names_of, plain, table
from quotes.forms.pricesheets.tiers import Tiers
from quotes.models import Product

# As long as the columns of the product.
LENGTHS = {Head.CODE: 20, Head.NAME: 80, Head.FAMILY: 40, Head.UNIT: 20}
BUNDLE_NAME, NOTE = 60, 200


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the desk knows: its products by code, those the version holds, and whether floors are this person's."""

    currency: str
    tax_included: bool
    products: Mapping[str, Product]
    present: frozenset[str]
    sees_floor: bool


def teller(grids: tuple[Grid, ...], desk: Desk, *, add_products: bool) -> tuple[Told, list[Wrong], list[str]]:
    """What the workbook says (worth nothing while anything is wrong), what is wrong, and what was not read."""
    by_tab = found(grids)
    if Tab.PRICES not in by_tab:
        why = _("There is no sheet “%(name)s”: name the one with the prices so.") % {"name": _(Tab.PRICES.label)}
        return Told(prices=(), floors=False), [Wrong("", None, "", why)], []
    reader = Prices(table(by_tab[Tab.PRICES], Tab.PRICES), desk, add_products)
    reader.read()
    bundles = Bundles(table(by_tab[Tab.BUNDLES], Tab.BUNDLES), reader.codes, desk) if Tab.BUNDLES in by_tab else None
    tiers = Tiers(table(by_tab[Tab.TIERS], Tab.TIERS), reader.codes, desk.currency) if Tab.TIERS in by_tab else None
    read_tiers = tiers.read() if tiers else None
    models = _models(by_tab, reader, read_tiers or ())
    told = Told(
        prices=tuple(reader.prices),
        floors=Head.FLOOR_PRICE in reader.table.places,
        bundles=bundles.read() if bundles else None,
        products=tuple(reader.products),
        tiers=read_tiers,
        models=models.read() if models else {},
        english=reader.english,
    )
    tables = [each.table for each in (reader, bundles, tiers, models) if each]
    wrong = [*_frame(by_tab, desk), *(one for each in tables for one in each.wrong)]
    unread = [f"{each.grid.name} · {title}" for each in tables for title in each.unread]
    return told, wrong, [*(grid.name for grid in grids if grid not in by_tab.values()), *unread]


def _models(by_tab: dict[Tab, Grid], reader: "Prices", tiered: Collection[str]) -> Models | None:
    return Models(table(by_tab[Tab.MODELS], Tab.MODELS), reader.codes, tiered) if Tab.MODELS in by_tab else None


def _frame(by_tab: dict[Tab, Grid], desk: Desk) -> list[Wrong]:
    """A file of another currency or tax basis is for another book."""
    grid = by_tab.get(Tab.ABOUT)
    said: list[Wrong] = []
    for number, cells in enumerate(grid.rows if grid else (), 1):
        title, value = (plain(cell) if isinstance(cell, str) else "" for cell in (*cells, None, None)[:2])
        if title in names_of(Fact.CURRENCY) and value != desk.currency.casefold():
            why = _("The file is in %(theirs)s and the book in %(ours)s: use the file of this book.")
            said.append(Wrong(grid.name, number, "B", why % {"theirs": value.upper() or "—", "ours": desk.currency}))  # type: ignore[union-attr] # there is no row without a sheet
        if title in names_of(Fact.TAX) and value not in names_of(Basis.INCLUDED if desk.tax_included else Basis.BEFORE):
            why = _("The file has another tax basis than the book: use the file of this book.")
            said.append(Wrong(grid.name, number, "B", why))  # type: ignore[union-attr] # as above
    return said


class Prices:
    """The sheet of prices, row by row."""

    def __init__(self, table: Table, desk: Desk, add_products: bool) -> None:
        self.table, self.desk, self.add_products = table, desk, add_products
        self.prices: list[Priced] = []
        self.products: list[NewProduct] = []
        self.english: dict[str, str] = {}
        # Every code that a row names, right or wrong, and the row: so that a bundle is not told off twice.
        self.codes: dict[str, int] = {}
        money = partial(AmountField, max_digits=20, decimal_places=8, currency=desk.currency)
        self.list_price, self.floor_price, self.vat_rate = money(), money(), PercentField()

    def read(self) -> None:
        if self.table.wrong and not {Head.CODE, Head.LIST_PRICE, Head.VAT_RATE} <= self.table.places.keys():
            return
        if Head.FLOOR_PRICE in self.table.places and not self.desk.sees_floor:
            self.table.say(self.table.head + 1, Head.FLOOR_PRICE, _("Floors are not yours to set: delete this column."))
            del self.table.places[Head.FLOOR_PRICE]
        for row in self.table.rows():
            self._row(row)
        if not self.codes and not self.table.wrong:
            self.table.say(None, None, _("There is no row with a price: fill in at least one."))
        if len(self.codes) > MOST_PRODUCTS:
            why = _("A workbook brings at most %(most)s products: split it.") % {"most": MOST_PRODUCTS}
            self.table.say(None, None, why)

    def _row(self, row: Row) -> None:
        code = self.table.take(row, Head.CODE, values.code)
        if code is None:
            return
        listed = self.table.take(row, Head.LIST_PRICE, lambda cell: values.price(cell, self.list_price))
        rate = self.table.take(row, Head.VAT_RATE, lambda cell: values.rate(cell, self.vat_rate))
        floor = self._floor(row, listed)
        if not code:
            self.table.say(row.number, Head.CODE, _("This row has no product code: fill it in or delete the row."))
            return
        if code in self.codes:
            told = {"code": code, "row": self.codes[code]}
            self.table.say(
                row.number, Head.CODE, _("%(code)s stands in row %(row)s already: keep one of the two.") % told
            )
            return
        self.codes[code] = row.number
        named = self._named(row, code)
        if named and listed is not None and rate is not None:
            name, family, unit = named
            self._in_english(row, {Head.NAME: name, Head.FAMILY: family, Head.UNIT: unit})
            self.prices.append(
                Priced(code=code, name=name, unit=unit, list_price=listed, vat_rate=rate, floor_price=floor)
            )

    def _floor(self, row: Row, listed: Decimal | None) -> Decimal | None:
        if row.cells.get(Head.FLOOR_PRICE) in (None, ""):
            return None
        floor = self.table.take(row, Head.FLOOR_PRICE, lambda cell: values.price(cell, self.floor_price))
        if floor is not None and listed is not None and floor > listed:
            why = _("The floor price is above the list price: lower it, or raise the list price.")
            self.table.say(row.number, Head.FLOOR_PRICE, why)
        return floor

    def _in_english(self, row: Row, named: Mapping[Head, str]) -> None:
        """What stands in the English columns; an empty cell leaves the words of today."""
        for head, of in ENGLISH.items():
            said = self.table.take(row, head, _english)
            # Rows from before may have no family: there is nothing for English words to stand beside.
            if not said or not named[of]:
                continue
            if self.english.setdefault(named[of], said) != said:
                told = {"text": named[of], "words": self.english[named[of]]}
                why = _("“%(text)s” is “%(words)s” in a row above: call it the same everywhere.")
                self.table.say(row.number, head, why % told)

    def _named(self, row: Row, code: str) -> tuple[str, str, str] | None:
        """The product's name, family and unit; one the desk does not know is taken only if that was asked for."""
        product = self.desk.products.get(code)
        if product is None:
            return self._new(row, code)
        if not product.is_active and code not in self.desk.present:
            self.table.say(row.number, Head.CODE, _("%(code)s is no longer sold: delete the row.") % {"code": code})
        for head, known in ((Head.NAME, product.name), (Head.UNIT, product.unit), (Head.FAMILY, product.family)):
            typed = self.table.take(row, head, partial(values.words, longest=200))
            if typed and plain_text(typed) != plain_text(known):
                why = _("%(code)s has “%(known)s” here on the desk: check the code, or put that back.")
                self.table.say(row.number, head, why % {"code": code, "known": known})
        return product.name, product.family, product.unit

    def _new(self, row: Row, code: str) -> tuple[str, str, str] | None:
        if not self.add_products:
            why = _("There is no product %(code)s: correct the code, or tick that new products are added.")
            self.table.say(row.number, Head.CODE, why % {"code": code})
            return None
        told: dict[Head, str] = {}
        self.table.take(row, Head.CODE, partial(values.words, longest=LENGTHS[Head.CODE]))
        for head in (Head.NAME, Head.FAMILY, Head.UNIT):
            typed = self.table.take(row, head, partial(values.words, longest=LENGTHS[head]))
            if typed == "":
                why = _("A new product needs this: fill it in.")
                self.table.say(row.number, head, why)
            told[head] = typed or ""
        self.products.append(
            NewProduct(code=code, name=told[Head.NAME], family=told[Head.FAMILY], unit=told[Head.UNIT])
        )
        return told[Head.NAME], told[Head.FAMILY], told[Head.UNIT]


class Bundles:
    """The sheet of bundles: one row for each product in one."""

    def __init__(self, table: Table, priced: Mapping[str, int], desk: Desk) -> None:
        self.table, self.priced, self.desk = table, priced, desk
        self.price = AmountField(currency=desk.currency)
        self.quantity = NumberField(max_digits=18, decimal_places=6)
        self.prices: dict[str, Decimal | None] = {}
        self.notes: dict[str, str] = {}
        self.items: dict[str, dict[str, Decimal | None]] = {}

    def read(self) -> tuple[Packaged, ...]:
        if not {Head.BUNDLE, Head.PRICE, Head.CODE, Head.QUANTITY} <= self.table.places.keys():
            return ()
        for row in self.table.rows():
            self._row(row)
        return tuple(
            Packaged(
                name=name,
                price=self.prices[name] or Decimal(0),
                note=self.notes[name],
                items=frozenset((code, many or Decimal(0)) for code, many in items.items()),
            )
            for name, items in self.items.items()
        )

    def _row(self, row: Row) -> None:
        name = self.table.take(row, Head.BUNDLE, partial(values.words, longest=BUNDLE_NAME))
        if not name:
            if name == "":
                self.table.say(row.number, Head.BUNDLE, _("Which bundle is this? Write its name in every row of it."))
            return
        self._once(row, name)
        code = self.table.take(row, Head.CODE, values.code)
        many = self.table.take(row, Head.QUANTITY, lambda cell: values.number(cell, self.quantity))
        if many == 0:
            self.table.say(row.number, Head.QUANTITY, _("A quantity is more than 0: fill it in or delete the row."))
        if code is None:
            return
        if code not in self.priced:
            why = _("The price sheet has no row for %(code)s: a bundle holds only what has a price.")
            self.table.say(row.number, Head.CODE, why % {"code": code or "—"})
        if code in self.items[name]:
            why = _("%(code)s is in this bundle already: put the quantities together in one row.")
            self.table.say(row.number, Head.CODE, why % {"code": code})
        self.items[name][code] = many

    def _once(self, row: Row, name: str) -> None:
        """Price and note stand in a bundle's first row; further rows leave them out, or say the same."""
        first = name not in self.items
        if first or row.cells.get(Head.PRICE) not in (None, ""):
            price = self.table.take(row, Head.PRICE, lambda cell: values.price(cell, self.price))
            if first:
                self.prices[name] = price
            elif price is not None and self.prices[name] not in (None, price):
                self.table.say(row.number, Head.PRICE, _("This bundle has another price above: keep one of them."))
        note = self.table.take(row, Head.NOTE, partial(values.words, longest=NOTE)) or ""
        if first:
            self.notes[name], self.items[name] = note, {}
        elif note and note != self.notes[name]:
            self.table.say(row.number, Head.NOTE, _("This bundle has another note above: keep one of them."))


def _english(cell: Cell) -> str:
    said = " ".join(values.words(cell, longest=LONGEST_WORDS).split())
    said_in_english(said)
    return said


def plain_text(text: str) -> str:
    """Two names that look the same are the same, however their characters are composed or spaced."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
