"""What the forms are compared on: the offer they stand beside, its price book, the uses there are, usual answers."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from quotes.domain.billing.compared import MOST_COMPARED
from quotes.domain.billing.listed import form_of
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import PriceBookVersion, PriceItem, QuoteLine, QuoteVersion
from quotes.queries.billing.candidates import Basis, basis_of, priced_items
from quotes.queries.billing.uses import Use, uses_of, usual_use
from stakeholders.models import Deal

A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Ground:
    """`version` is the latest of the deal's latest quote that is not void; without one the forms stand by themselves.

    `basis` is None where no price book is in force and nothing was quoted: then nothing can be compared.
    """

    version: QuoteVersion | None
    lines: tuple[QuoteLine, ...]
    terms: OfferTerms | None
    basis: Basis | None
    items: tuple[PriceItem, ...]
    uses: tuple[Use, ...]
    given: dict[str, Any]

    @property
    def seen(self) -> tuple[int, int] | None:
        """What a form is priced beside: a version, and which edition of it; None where nothing was quoted."""
        return (self.version.pk, self.version.edition) if self.version else None

    @property
    def use_choices(self) -> list[tuple[str, str]]:
        return [(use.key, use.label) for use in self.uses]

    @property
    def line_choices(self) -> list[tuple[str, str]]:
        return [(str(line.position), line.description) for line in self.lines]

    @property
    def price_choices(self) -> list[tuple[str, str]]:
        return [(str(item.pk), f"{item.product.code} {item.product.name}") for item in self.items]

    def chosen(self, pks: frozenset[int]) -> list[PriceItem]:
        return [item for item in self.items if item.pk in pks]

    def use(self, key: str) -> Use:
        return next(use for use in self.uses if use.key == key)

    def group(self, positions: frozenset[int]) -> str:
        """Where new lines stand: the group of the first line they replace, else that of the first line."""
        found = [line.group for line in self.lines if line.position in positions] or [line.group for line in self.lines]
        return found[0] if found else ""

    def ids(self, positions: frozenset[int]) -> list[int]:
        return [line.pk for line in self.lines if line.position in positions]


def ground_of(deal: Deal, today: date) -> Ground:
    """Six statements, whatever was quoted and read."""
    version = _version(deal)
    book = version.price_book if version else _book(today)
    basis = basis_of(version, book) if book else None
    items = tuple(priced_items(book)) if book else ()
    lines = tuple(version.lines.all()) if version else ()
    uses = uses_of(deal)
    replaced = _usual(lines, items)
    return Ground(
        version=version,
        lines=lines,
        terms=version.terms(lines) if version else None,
        basis=basis,
        items=items,
        uses=uses,
        given={
            "use": usual_use(version, uses),
            "term": version.term_months if version else A_YEAR,
            "fixed": version is not None,
            "version": version.pk if version else None,
            "edition": version.edition if version else None,
            "replaced": [str(position) for position in replaced],
            "compare": [str(item.pk) for item in _compared(lines, items, replaced)],
        },
    )


def _version(deal: Deal) -> QuoteVersion | None:
    versions = QuoteVersion.objects.filter(quote__deal=deal).exclude(state=VersionState.VOID)
    related = versions.select_related("quote__deal__customer", "quote__deal__team", "price_book__book")
    return related.order_by("-quote__updated_at", "-quote_id", "-number").first()


def _book(today: date) -> PriceBookVersion | None:
    return PriceBookVersion.objects.in_force(today).select_related("book").order_by("book_id").first()


def _usual(lines: tuple[QuoteLine, ...], items: tuple[PriceItem, ...]) -> list[int]:
    """Lines of products whose price bills use; the first line where none does."""
    billed = {item.product_id for item in items if form_of(item.metered)}
    found = [line.position for line in lines if line.product_id in billed]
    return found or [line.position for line in lines[:1]]


def _compared(lines: tuple[QuoteLine, ...], items: tuple[PriceItem, ...], replaced: list[int]) -> tuple[PriceItem, ...]:
    """Prices in the groups of the lines that would be replaced, but for those of one resolution among several."""
    groups = {line.group for line in lines if line.position in replaced} or {item.product.family for item in items}
    found = (item for item in items if item.product.family in groups and not _is_one_of_many(item))
    return tuple(islice(found, MOST_COMPARED))


def _is_one_of_many(item: PriceItem) -> bool:
    metered = item.metered
    return metered is not None and bool(metered.tier)
