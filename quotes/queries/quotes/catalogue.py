"""What a quote can be made from: the price books in force, and one book's products and bundles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from quotes.models import Bundle, PriceBookVersion, PriceItem


@dataclass(frozen=True, kw_only=True)
class Family:
    name: str
    items: tuple[PriceItem, ...]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """`quantities` are those of the chosen bundle, by product."""

    books: tuple[PriceBookVersion, ...]
    book: PriceBookVersion | None
    families: tuple[Family, ...]
    bundles: tuple[Bundle, ...]
    bundle: Bundle | None
    quantities: dict[int, Decimal]


def catalogue(day: date, *, book: int | None = None, bundle: int | None = None) -> Catalogue:
    """The book asked for if it is in force, else the first; floors are never read here."""
    books = tuple(PriceBookVersion.objects.in_force(day).select_related("book").order_by("book__name"))
    chosen = next((one for one in books if one.pk == book), books[0] if books else None)
    bundles = tuple(chosen.bundles.order_by("price", "id")) if chosen else ()
    package = next((one for one in bundles if one.pk == bundle), None)
    return Catalogue(
        books=books,
        book=chosen,
        families=_families(items_of(chosen)) if chosen else (),
        bundles=bundles,
        bundle=package,
        quantities=dict(package.items.values_list("product", "quantity")) if package else {},
    )


def items_of(version: PriceBookVersion) -> QuerySet[PriceItem]:
    """What can be put on a line: products still sold, by family."""
    items = PriceItem.objects.filter(version=version, product__is_active=True).select_related("product")
    return items.order_by("product__family", "product__code")


def _families(items: Iterable[PriceItem]) -> tuple[Family, ...]:
    found: dict[str, list[PriceItem]] = {}
    for item in items:
        found.setdefault(item.product.family, []).append(item)
    return tuple(Family(name=name, items=tuple(rows)) for name, rows in found.items())
