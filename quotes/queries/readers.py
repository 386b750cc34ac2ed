"""What a reader at the customer sees of a file: what the frozen export says of itself, and nothing of the desk."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists

from quotes.domain.proposals import PRICED, Language, Stamp
from quotes.models import ProposalFile, ProposalLink, QuoteVersion

# So many pages are shown as pictures; the file has them all.
MOST_PICTURES = 60


@dataclass(frozen=True, kw_only=True)
class ReaderPage:
    """What it says of the offer and of us is of the day it was frozen; the mark and the reader are today's, and so is
    whether the customer has the price of a later version of the offer (`is_followed`). No `total` where it is priced in
    columns to choose from, and none where it stands no more."""

    title: str
    seller: str
    kind: str
    number: str
    version: str
    reader: str
    pages: int
    size: int
    valid_until: date | None
    total: Decimal | None
    currency: str
    term_months: int
    contact: str
    phone: str
    language: Language
    stamp: Stamp
    is_followed: bool

    @property
    def called(self) -> str:
        """In a list of chats: what it is and who sent it, and nothing of whom it is for."""
        return " · ".join(filter(None, (self.kind, self.seller)))

    @property
    def pictures(self) -> range:
        return range(1, min(self.pages, MOST_PICTURES) + 1)


def stamp_today(link: ProposalLink, today: date) -> Stamp | None:
    """The mark that its pages carry today; None where they claim what may be told no more. No statement that locks: a
    picture is drawn from what was committed when its link was read, and whoever changes the offer a moment later finds
    it as far gone as one that was sent a moment before. Two statements at most."""
    stamp = link.stamp_on(today)
    return None if stamp in PRICED and link.export.lapsed_on(today) else stamp


def reader_page(link: ProposalLink, stamp: Stamp) -> ReaderPage:
    """One statement."""
    export = link.export
    later = QuoteVersion.objects.known_outside().filter(quote=export.version.quote, number__gt=export.version.number)
    said = ProposalFile.objects.filter(export=export).values(
        *(f"snapshot__{name}" for name in ("title", "valid_until", "currency", "term_months", "columns")),
        *(f"snapshot__seller__{name}" for name in ("company", "contact", "phone")),
        "snapshot__totals__gross",
        followed=Exists(later),
    )[0]
    until, gross = said["snapshot__valid_until"], said["snapshot__totals__gross"]
    has_total = gross is not None and not said["snapshot__columns"] and stamp in PRICED
    return ReaderPage(
        title=said["snapshot__title"] or "",
        seller=said["snapshot__seller__company"] or "",
        kind=export.get_kind_display(),
        number=export.version.quote.number,
        version=export.version.mark,
        reader=link.recipient.name,
        pages=export.pages or 0,
        size=export.size or 0,
        valid_until=date.fromisoformat(until) if until else None,
        total=Decimal(gross) if has_total else None,
        currency=said["snapshot__currency"] or "",
        term_months=said["snapshot__term_months"] or 0,
        contact=said["snapshot__seller__contact"] or "",
        phone=said["snapshot__seller__phone"] or "",
        language=Language(export.language),
        stamp=stamp,
        is_followed=said["followed"],
    )
