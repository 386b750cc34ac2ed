"""The price books and one version of one; floors only for those who may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from quotes.domain.lifecycle import VersionState
from quotes.models import Bundle, EnglishWords, PriceBook, PriceBookVersion, PriceItem, Product, QuoteVersion
from quotes.permissions import visible_price_books
from quotes.queries.charges import ChargeShown, charge_shown
from quotes.queries.dated import Choice, VersionRow, Versions, grouped, version_row
from quotes.queries.metering import MeterNote, meter_notes, short_words
from quotes.queries.pricesheets import Changes, changes_between
from stakeholders.models import Deal, User
from stakeholders.permissions import Act, visible_deals


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """`floor_price` is None for readers who may not see it, as for a product without one.

    `charge` is None where a quantity costs quantity × list price.
    """

    product: int
    code: str
    name: str
    unit: str
    description: str
    list_price: Decimal
    vat_rate: Decimal
    floor_price: Decimal | None
    meter: str
    charge: ChargeShown | None
    # Empty where nobody wrote it.
    name_en: str
    unit_en: str


@dataclass(frozen=True, kw_only=True)
class Family:
    name: str
    rows: tuple[PriceRow, ...]


@dataclass(frozen=True, kw_only=True)
class BundleRow:
    pk: int
    name: str
    price: Decimal
    note: str
    content: tuple[tuple[str, Decimal, str], ...]


@dataclass(frozen=True, kw_only=True)
class BookScreen:
    pk: int
    name: str
    currency: str
    tax_included: bool
    version: VersionRow
    families: tuple[Family, ...]
    bundles: tuple[BundleRow, ...]
    meters: tuple[MeterNote, ...]
    sees_floor: bool
    may_edit: bool
    based_on: str
    rate: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A draft of an open quote that was begun with the older prices."""

    pk: int
    quote: str
    number: int
    customer: str
    deal: str
    owner: str
    total: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class BookComparison:
    """`before` and `changes` are None where there is nothing to compare with. `elsewhere` counts the drafts that stand
    on the older prices in deals this reader may not open."""

    pk: int
    book: str
    number: int
    currency: str
    choices: tuple[Choice, ...]
    before: Choice | None
    other_basis: bool
    changes: Changes | None
    standing: tuple[Standing, ...]
    elsewhere: int


def price_book_list(user: User, today: date) -> tuple[Versions, ...]:
    """Newest version first; one statement whatever their number."""
    versions = visible_price_books(user).select_related("book", "published_by").annotate(size=Count("items"))
    rows = versions.order_by("book__name", "-number")
    return grouped(((one.book.name, one.book.currency), version_row(one, today)) for one in rows)


def price_book_screen(user: User, version: PriceBookVersion, today: date) -> BookScreen:
    sees_floor = Act.SEE_LIST_FLOOR.permits(user)
    items = tuple(items_of(version))
    return BookScreen(
        pk=version.pk,
        name=version.book.name,
        currency=version.book.currency,
        tax_included=version.tax_included,
        version=version_row(version, today, size=len(items)),
        families=_families(items, sees_floor),
        bundles=_bundles(version),
        meters=meter_notes(items),
        sees_floor=sees_floor,
        may_edit=version.is_draft and Act.EDIT_PRICE_BOOK.permits(user),
        based_on=f"{version.based_on.book.name} V{version.based_on.number}" if version.based_on else "",
        rate=version.rate,
    )


def price_book_comparison(user: User, version: PriceBookVersion, against: PriceBookVersion | None) -> BookComparison:
    """This version against an older one: the one asked for, else the one it was made from, else the one before it."""
    versions = visible_price_books(user).filter(book__currency=version.book.currency).exclude(pk=version.pk)
    known = {one.pk: one for one in versions.select_related("book").order_by("book__name", "-number")}
    earlier = [one for one in known.values() if one.book_id == version.book_id and one.number < version.number]
    before = against or known.get(version.based_on_id or 0) or (earlier[0] if earlier else None)
    return BookComparison(
        pk=version.pk,
        book=version.book.name,
        number=version.number,
        currency=version.book.currency,
        choices=tuple(_choice(one) for one in known.values()),
        before=_choice(before) if before else None,
        other_basis=before is not None and before.tax_included is not version.tax_included,
        changes=changes_between(user, before.content(), version.content()) if before else None,
        **_standing_on(user, before),
    )


def books_to_clone_into(version: PriceBookVersion) -> QuerySet[PriceBook]:
    return PriceBook.objects.exclude(pk=version.book_id).order_by("name")


def _choice(version: PriceBookVersion) -> Choice:
    return Choice(pk=version.pk, name=version.book.name, number=version.number)


def _standing_on(user: User, version: PriceBookVersion | None) -> dict[str, Any]:
    """The drafts of open quotes that were begun with these prices: those to be seen one by one, the rest counted."""
    drafts = QuoteVersion.objects.filter(
        price_book=version, state=VersionState.DRAFT, quote__deal__in=Deal.objects.open()
    )
    seen = drafts.filter(quote__deal__in=visible_deals(user)).select_related("quote__customer", "quote__deal__owner")
    standing = tuple(
        Standing(
            pk=draft.pk,
            quote=draft.quote.number,
            number=draft.number,
            customer=str(draft.quote.customer),
            deal=draft.quote.deal.name,
            owner=draft.quote.deal.owner.name,
            total=draft.gross_total,
            currency=draft.currency,
        )
        for draft in seen.order_by("quote__number", "number")
    )
    return {"standing": standing, "elsewhere": drafts.count() - len(standing)}


def items_of(version: PriceBookVersion) -> QuerySet[PriceItem]:
    return version.items.select_related("product").order_by("product__family", "product__code")


def products_to_add(version: PriceBookVersion) -> QuerySet[Product]:
    """Sold today, and without a price in this version."""
    return Product.objects.filter(is_active=True).exclude(pk__in=version.items.values("product"))


def quantities_of(bundle: Bundle | None) -> dict[int, Decimal]:
    return dict(bundle.items.values_list("product", "quantity")) if bundle else {}


def _families(items: Collection[PriceItem], sees_floor: bool) -> tuple[Family, ...]:
    said = [text for item in items for text in (item.product.name, item.product.unit)]
    english = EnglishWords.objects.known(said, None).house
    found: dict[str, list[PriceRow]] = {}
    for item in items:
        product = item.product
        found.setdefault(product.family, []).append(
            PriceRow(
                product=product.pk,
                code=product.code,
                name=product.name,
                unit=product.unit,
                description=product.description,
                list_price=item.list_price,
                vat_rate=item.vat_rate,
                floor_price=item.floor_price if sees_floor else None,
                meter=short_words(item.metered),
                charge=charge_shown(item),
                name_en=english.get(product.name, ""),
                unit_en=english.get(product.unit, ""),
            )
        )
    return tuple(Family(name=name, rows=tuple(rows)) for name, rows in found.items())


def _bundles(version: PriceBookVersion) -> tuple[BundleRow, ...]:
    bundles = version.bundles.prefetch_related("items__product").order_by("price", "id")
    return tuple(
        BundleRow(
            pk=bundle.pk,
            name=bundle.name,
            price=bundle.price,
            note=bundle.note,
            content=tuple((item.product.name, item.quantity, item.product.unit) for item in bundle.items.all()),
        )
        for bundle in bundles
    )
