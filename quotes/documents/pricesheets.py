"""A version of a price book as a workbook: what the reader may see of it, and how to fill it in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import Cell, Column, Kind, Sheet, write
from quotes.domain.pricesheets import COLUMNS, ENGLISH, Basis, Fact, Head, Tab, Upper
from quotes.domain.tiersheets import in_a_cell, on_sheet
from quotes.models import EnglishWords, PriceBookVersion, PriceItem, Product
from quotes.permissions import Act
from quotes.queries.metering import short_words
from stakeholders.models import User

KINDS: dict[Head, tuple[Kind, int]] = {
    Head.CODE: (Kind.TEXT, 18),
    Head.NAME: (Kind.TEXT, 34),
    Head.FAMILY: (Kind.TEXT, 18),
    Head.UNIT: (Kind.TEXT, 12),
    Head.LIST_PRICE: (Kind.PRICE, 16),
    Head.FLOOR_PRICE: (Kind.PRICE, 16),
    Head.VAT_RATE: (Kind.PERCENT, 10),
    Head.BUNDLE: (Kind.TEXT, 24),
    Head.PRICE: (Kind.MONEY, 18),
    Head.NOTE: (Kind.TEXT, 40),
    Head.QUANTITY: (Kind.QUANTITY, 14),
    Head.COUNTED: (Kind.TEXT, 60),
    Head.TIER: (Kind.TEXT, 16),
    Head.PER: (Kind.QUANTITY, 14),
    Head.MODE: (Kind.TEXT, 16),
    Head.UPPER: (Kind.TEXT, 14),
    Head.START: (Kind.QUANTITY, 14),
    Head.END: (Kind.QUANTITY, 14),
    Head.UNIT_PRICE: (Kind.PRICE, 16),
    Head.FLAT: (Kind.PRICE, 16),
    Head.PERCENT: (Kind.PERCENT, 10),
    Head.FIGURES: (Kind.TEXT, 90),
    Head.NAME_EN: (Kind.TEXT, 34),
    Head.FAMILY_EN: (Kind.TEXT, 22),
    Head.UNIT_EN: (Kind.TEXT, 16),
}
type Values = dict[Head, Cell]


@dataclass(frozen=True, kw_only=True)
class PriceSheets:
    """Everything that stands in the file. `floors` says whether it has the column: a reader without the right gets
    none, rather than an empty one that an import would take for "no floor"."""

    book: str
    number: int
    is_draft: bool
    valid_from: date
    last_day: date | None
    currency: str
    tax_included: bool
    source: str
    floors: bool
    prices: tuple[Values, ...]
    bundles: tuple[Values, ...]
    meters: tuple[Values, ...]
    tiers: tuple[Values, ...]
    models: tuple[Values, ...]


def collect(user: User, version: PriceBookVersion) -> PriceSheets:
    floors = Act.SEE_LIST_FLOOR.permits(user)
    items = list(version.items.select_related("product").order_by("product__family", "product__code"))
    said = {text for item in items for text in (item.product.name, item.product.family, item.product.unit)}
    english = EnglishWords.objects.known(said, None).house
    return PriceSheets(
        book=version.book.name,
        number=version.number,
        is_draft=version.is_draft,
        valid_from=version.valid_from,
        last_day=version.valid_to,
        currency=version.book.currency,
        tax_included=version.tax_included,
        source=version.source,
        floors=floors,
        prices=tuple(_price(item, floors=floors, english=english) for item in items),
        bundles=tuple(_bundle_items(version)),
        meters=tuple(_meters(items)),
        tiers=tuple(values for item in items for values in _tiers(item)),
        models=tuple(_models(items)),
    )


def _named(product: Product) -> Values:
    return {Head.CODE: product.code, Head.NAME: product.name}


def _price(item: PriceItem, *, floors: bool, english: Mapping[str, str]) -> Values:
    product = item.product
    named = {Head.NAME: product.name, Head.FAMILY: product.family, Head.UNIT: product.unit}
    return {
        Head.CODE: product.code,
        **named,
        **{head: english.get(named[of]) for head, of in ENGLISH.items()},
        Head.LIST_PRICE: item.list_price,
        **({Head.FLOOR_PRICE: item.floor_price} if floors else {}),
        Head.VAT_RATE: Percent(item.vat_rate),
    }


def _bundle_items(version: PriceBookVersion) -> Iterator[Values]:
    for bundle in version.bundles.prefetch_related("items__product").order_by("price", "id"):
        for item in bundle.items.all():
            yield {
                Head.BUNDLE: bundle.name,
                Head.PRICE: bundle.price,
                Head.NOTE: bundle.note or None,
                **_named(item.product),
                Head.QUANTITY: item.quantity,
            }


def _meters(items: Iterable[PriceItem]) -> Iterator[Values]:
    for item in items:
        if metered := item.metered:
            yield {
                **_named(item.product),
                Head.COUNTED: short_words(metered),
                Head.TIER: metered.tier or None,
                Head.PER: metered.per,
            }


def _tiers(item: PriceItem) -> Iterator[Values]:
    """A row for each tier; what a price model says beside its table would be lost, so such a one has none."""
    charge = on_sheet(item.price_model)
    for tier in charge.tiers if charge else ():
        yield {
            **_named(item.product),
            Head.MODE: _(charge.kind.label) if charge else None,
            Head.UPPER: _(Upper(charge.upper.value).label) if charge else None,
            Head.START: tier.start,
            Head.END: tier.up_to,
            Head.UNIT_PRICE: tier.unit,
            Head.FLAT: tier.flat,
            Head.PERCENT: Percent(tier.percent),
        }


def _models(items: Iterable[PriceItem]) -> Iterator[Values]:
    for item in items:
        model = item.price_model
        if model is not None and (figures := in_a_cell(model)):
            yield {**_named(item.product), Head.MODE: _(model.kind.label), Head.FIGURES: figures}


def render(told: PriceSheets, at: datetime) -> bytes:
    """The bytes of an .xlsx, in the reader's language."""
    about = [Column("", Kind.TEXT, 20), Column("", Kind.TEXT, 90)]
    return write(
        [
            Sheet(_(Tab.ABOUT.label), about, _about(told), header=False),
            _sheet(Tab.PRICES, told.prices, without=() if told.floors else (Head.FLOOR_PRICE,)),
            _sheet(Tab.BUNDLES, told.bundles),
            _sheet(Tab.METERS, told.meters),
            _sheet(Tab.TIERS, told.tiers),
            _sheet(Tab.MODELS, told.models),
        ],
        at=at,
        title=f"{told.book} V{told.number}",
    )


def file_name(told: PriceSheets) -> str:
    return f"{told.book}-V{told.number}.xlsx"


def _sheet(tab: Tab, rows: Sequence[Values], without: tuple[Head, ...] = ()) -> Sheet:
    heads = [head for head in COLUMNS[tab] if head not in without]
    columns = [Column(_(head.label), *KINDS[head]) for head in heads]
    return Sheet(_(tab.label), columns, [[row[head] for head in heads] for row in rows])


def _about(told: PriceSheets) -> list[tuple[str, Cell]]:
    basis = Basis.INCLUDED if told.tax_included else Basis.BEFORE
    facts: list[tuple[Fact, str]] = [
        (Fact.BOOK, told.book),
        (Fact.VERSION, f"V{told.number}{f' · {_("Draft")}' if told.is_draft else ''}"),
        (Fact.FROM, "—" if told.is_draft else told.valid_from.isoformat()),
        (Fact.UNTIL, "—" if told.is_draft or not told.last_day else told.last_day.isoformat()),
        (Fact.CURRENCY, told.currency),
        (Fact.TAX, _(basis.label)),
        (Fact.SOURCE, told.source),
    ]
    return [*((_(fact.label), value) for fact, value in facts), ("", None), *_how_to(told.floors)]


def _how_to(floors: bool) -> list[tuple[str, Cell]]:
    tabs = {
        "prices": Tab.PRICES,
        "bundles": Tab.BUNDLES,
        "meters": Tab.METERS,
        "tiers": Tab.TIERS,
        "models": Tab.MODELS,
    }
    names = {key: _(tab.label) for key, tab in tabs.items()}
    told = [
        _("Change prices on the sheet “%(prices)s”, then import this file into a draft of the book.") % names,
        _("The code says which product a row is about. Name, family and unit only help to read it."),
        _("What stands in the English columns is printed in English documents; an empty cell leaves it as it is."),
        _("A product whose row is deleted is taken out; the import shows that before it happens."),
        _("Prices have up to eight decimals and no negative sign; VAT is written with its sign, such as 6%."),
        _(
            "A bundle has one row for each product in it, with its name in every row. "
            "Without the sheet “%(bundles)s” all bundles stay as they are."
        )
        % names,
    ]
    told += [
        _("The sheet “%(meters)s” is only to be read: meters are changed on the desk.") % names,
        _(
            "On the sheet “%(tiers)s” each tier of a product is a row: it begins where the one before ends, "
            "and the last has no end. Without that sheet price models stay as they are."
        )
        % names,
        _(
            "On the sheet “%(models)s” every other price model is one row: change the numbers between quotation marks, "
            "and nothing else of that cell. A product without a row there keeps its price model."
        )
        % names,
    ]
    if floors:
        told.append(
            _("An empty floor price means that the product has none. Without that column floors stay as they are.")
        )
    return [(_("How to fill it in") if number == 0 else "", line) for number, line in enumerate(told)]
