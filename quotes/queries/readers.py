"""What a reader at the customer sees of a file: what the frozen export says of itself, and nothing of the desk."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists

from quotes.domain.proposals import PRICED, Language, Stamp
from quotes.models import ProposalFile, ProposalLink, QuoteVersion

# So many pages are shown as pictures; the file has them all.
MOST_PICTURES = 60


@dataclass(frozen=True, kw_only=True)
class ReaderPage:
    """`title`, `seller` and `valid_until` are those of the day it was frozen; the mark and the reader are today's,
    and so is whether the customer has the price of a later version of the offer (`is_followed`)."""

    title: str
    seller: str
    kind: str
    number: str
    version: str
    reader: str
    pages: int
    size: int
    valid_until: date | None
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
    title, seller, until, followed = ProposalFile.objects.filter(export=export).values_list(
        "snapshot__title", "snapshot__seller__company", "snapshot__valid_until", Exists(later)
    )[0]
    return ReaderPage(
        title=title or "",
        seller=seller or "",
        kind=export.get_kind_display(),
        number=export.version.quote.number,
        version=export.version.mark,
        reader=link.recipient.name,
        pages=export.pages or 0,
        size=export.size or 0,
        valid_until=date.fromisoformat(until) if until else None,
        language=Language(export.language),
        stamp=stamp,
        is_followed=followed,
    )
