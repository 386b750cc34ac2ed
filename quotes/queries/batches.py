"""Offers that can be ordered together, and how far an order of several files is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from quotes.domain.proposals import UNDER_WAY, ExportState, Stamp
from quotes.models import BatchItem, ProposalBatch, QuoteVersion
from quotes.queries.proposals import ExportRow, rows_of
from quotes.queries.quotes import QuoteFilter, found_quotes
from stakeholders.models import User
from stakeholders.permissions import visible_deals

# So many of one's orders are found again beside a new one.
LATELY = 5


@dataclass(frozen=True)
class BatchRow:
    """One offer, and what its file would carry today, once all are made. Of a deal that is not `readable` any more
    nothing is told but that it was ordered."""

    item: BatchItem
    row: ExportRow | None
    readable: bool


@dataclass(frozen=True, kw_only=True)
class BatchScreen:
    """`percent` is how far all of them are together; `ready` are those that can be taken, of `size` bytes, and once all
    are made `official` and `drafts` of them leave as such today."""

    batch: ProposalBatch
    items: tuple[BatchRow, ...]
    running: bool
    percent: int
    ready: int
    size: int
    official: int
    drafts: int


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """An order of one's own: `ready` of its `files` can be taken."""

    batch: ProposalBatch
    files: int
    ready: int


def lately_ordered(user: User) -> tuple[Ordered, ...]:
    """One statement."""
    done = Count("items", filter=Q(items__export__state=ExportState.DONE))
    found = ProposalBatch.objects.filter(asked_by=user).annotate(files=Count("items"), ready=done).order_by("-id")
    return tuple(Ordered(batch=one, files=vars(one)["files"], ready=vars(one)["ready"]) for one in found[:LATELY])


def latest_of(user: User, wanted: QuoteFilter, today: date) -> QuerySet[QuoteVersion]:
    """The latest version of each quote on the first page of the list under its filters, in its order of numbers."""
    found = [row.id for row in found_quotes(user, wanted, today=today).rows]
    latest = QuoteVersion.objects.filter(quote__in=found, number=F("quote__latest_number"))
    return latest.select_related("quote__deal__customer").order_by("quote__number", "pk")


def batch_screen(batch: ProposalBatch, user: User, today: date) -> BatchScreen:
    """Two statements while files are made, and those of all the files once they are."""
    related = ("version__quote__deal__customer", "export")
    items = list(batch.items.select_related(*related).order_by("version__quote__number", "version__number"))
    exports = [item.export for item in items if item.export]
    running = any(export.state in UNDER_WAY for export in exports)
    deals = visible_deals(user).filter(pk__in=[item.version.quote.deal_id for item in items])
    seen = set(deals.values_list("pk", flat=True))
    own = [item.export for item in items if item.export and item.version.quote.deal_id in seen]
    done = [export.pk for export in own if export.state == ExportState.DONE]
    rows = rows_of(done, today) if done and not running else {}
    stamps = [row.stamp for row in rows.values() if not row.refused]
    return BatchScreen(
        batch=batch,
        items=tuple(
            BatchRow(item, rows.get(item.export_id or 0), item.version.quote.deal_id in seen) for item in items
        ),
        running=running,
        percent=sum(export.progress if export.state in UNDER_WAY else 100 for export in exports) // (len(exports) or 1),
        ready=len(done),
        size=sum(export.size or 0 for export in own),
        official=stamps.count(Stamp.CLEAN),
        drafts=len(stamps) - stamps.count(Stamp.CLEAN),
    )
