"""What documents would print in Chinese where they are in English, and what stands for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from quotes.domain.english import Said, WordRow, needs_english
from quotes.domain.metering.words import tier_words
from quotes.domain.papers import modules, remarks, rows
from quotes.domain.proposals import Language
from quotes.models import EnglishWords, PriceBookVersion, PriceItem, ProposalExport, QuoteVersion
from stakeholders.queries.plans import decision_calendar


@dataclass(frozen=True, kw_only=True)
class WordsScreen:
    """What is missing stands first."""

    rows: tuple[WordRow, ...]

    @property
    def missing(self) -> int:
        return sum(not row.en for row in self.rows)

    @property
    def own(self) -> tuple[WordRow, ...]:
        """Those that are written here."""
        return tuple(row for row in self.rows if not row.is_house)

    @property
    def house(self) -> tuple[WordRow, ...]:
        return tuple(row for row in self.rows if row.is_house)


def book_words(version: PriceBookVersion) -> WordsScreen:
    """Of the products of a price book, their groups and units, and the tiers of their meters. Two statements."""
    kinds = _kinds(_listed(version.items.select_related("product").order_by("product__family", "product__code")))
    house = EnglishWords.objects.known(kinds, None).house
    return _screen(WordRow(zh=zh, said=said, en=house.get(zh, "")) for zh, said in kinds.items())


def offer_words(version: QuoteVersion, today: date) -> WordsScreen:
    """Of a deal and its offer, and what the house says of them. Three statements, and those of the calendar."""
    kinds = _kinds(_printed(version, today))
    known = EnglishWords.objects.known(kinds, version.quote.deal_id)
    return _screen(
        WordRow(zh=zh, said=said, en=known.house.get(zh) or known.own.get(zh, ""), is_house=zh in known.house)
        for zh, said in kinds.items()
    )


def missing_in(export: ProposalExport, today: date) -> int:
    """How many words an English file of this offer would lack today; none where the file is Chinese."""
    return offer_words(export.version, today).missing if export.language == Language.ENGLISH else 0


def _screen(rows: Iterable[WordRow]) -> WordsScreen:
    return WordsScreen(rows=tuple(sorted(rows, key=lambda row: bool(row.en))))


def _kinds(texts: Iterable[tuple[str, Said]]) -> dict[str, Said]:
    """Each text once, by what it is where it comes first."""
    found: dict[str, Said] = {}
    for text, said in texts:
        if needs_english(text):
            found.setdefault(text, said)
    return found


def _listed(items: Iterable[PriceItem]) -> Iterator[tuple[str, Said]]:
    for item in items:
        product = item.product
        yield from ((product.family, Said.GROUP), (product.name, Said.PRODUCT), (product.unit, Said.UNIT))
        yield from _tiers(item)


def _tiers(item: PriceItem) -> Iterator[tuple[str, Said]]:
    yield from ((row.name, Said.TIER) for row in (tier_words(item.metered.meter) if item.metered else ()))


def _printed(version: QuoteVersion, today: date) -> Iterator[tuple[str, Said]]:
    quote, deal = version.quote, version.quote.deal
    yield deal.name, Said.DEAL
    yield quote.title, Said.QUOTE
    lines = list(version.lines.select_related("product").order_by("position"))
    for line in lines:
        is_listed = line.product is not None and line.product.name == line.description
        yield line.group, Said.GROUP
        yield line.description, Said.PRODUCT if is_listed else Said.LINE
        yield line.unit, Said.UNIT
    sold = {line.product_id for line in lines}
    metered = PriceItem.objects.filter(version=version.price_book_id, product__in=sold, meter__isnull=False)
    yield from (tier for item in metered.order_by("product__code") for tier in _tiers(item))
    yield from ((column["name"], Said.COLUMN) for column in version.columns)
    yield from ((part, Said.NEED) for row in rows(deal.needs) for part in row)
    yield from ((part, Said.MODULE) for row in modules(deal.solution, deal.needs) for part in row[:2])
    yield from ((line, Said.NOTE) for line in remarks(version.note))
    yield from ((step.name, Said.STEP) for step in decision_calendar(deal, today).steps)
