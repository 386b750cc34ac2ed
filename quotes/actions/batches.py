"""Files of several offers at once: ordered together, called off together, and given out one by one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import Finding, Refusal, found
from quotes.actions.proposals import Copy, cancel_export, draw_ahead, hand_out, request_export
from quotes.domain.proposals import UNDER_WAY, ExportState, Kind, Language
from quotes.models import BatchItem, ProposalBatch, ProposalExport, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import User
from stakeholders.permissions import visible_deals

# What a page of the list holds, and what can be packed while somebody waits.
MOST, MOST_MEGABYTES = 50, 100
NOT_YOURS = Finding(message="This deal is not yours to read any more.")
CANCELLED = Finding(message="It was cancelled before it was done.")


@dataclass(frozen=True)
class Taken:
    """One of a batch as it leaves, or why it does not."""

    item: BatchItem
    copy: Copy | None
    export: ProposalExport | None = None
    refused: Finding | None = None


def _in_turn(version: QuoteVersion) -> tuple[int, int]:
    """Journals are written deal by deal, in an order that is everybody's: whoever orders, calls off or takes several
    files holds one while the next is waited for, and nobody waits in a ring."""
    return version.quote.deal_id, version.pk


@transaction.atomic
def request_batch(
    *, versions: Collection[QuoteVersion], kind: Kind, language: Language, by: User, at: datetime
) -> ProposalBatch:
    """Orders a file of each. What cannot be ordered is kept with its reason, and stops none of the others."""
    if not versions:
        raise Refusal("Choose at least one offer.", field="versions")
    if len(versions) > MOST:
        raise Refusal("At most %(most)s offers at once: choose fewer.", field="versions", most=MOST)
    batch = ProposalBatch.objects.create(kind=kind, language=language, asked_at=at, asked_by=by)
    # All of them, in one order, before the first row of a journal: whoever holds one of them writes there next.
    held = QuoteVersion.objects.select_for_update().filter(pk__in=[version.pk for version in versions])
    list(held.order_by("pk").values_list("pk"))
    for version in sorted(versions, key=_in_turn):
        item = BatchItem(batch=batch, version=version)
        try:
            item.export = request_export(version=version, kind=kind, language=language, by=by, at=at)
        except Refusal as refusal:
            item.refused = found(refusal)
        item.save(force_insert=True)
    record("request_batch", on=batch, by=by, at=at, files=len(versions))
    return batch


@transaction.atomic
def cancel_batch(*, batch: ProposalBatch, by: User, at: datetime) -> None:
    """Calls off what is still being made of it and was ordered by the same person; what is done stays."""
    ordered = batch.items.values("export")
    mine = ProposalExport.objects.under_way().filter(pk__in=ordered, requested_by=batch.asked_by)
    # They are all held before the first row of a journal, where a worker that finishes one of them writes next.
    held = mine.select_for_update(of=("self",)).select_related("version__quote__deal__customer")
    for export in held.order_by("version__quote__deal", "version"):
        try:
            cancel_export(export=export, by=by, at=at)
        except Refusal:
            # It was finished at this moment.
            continue
    record("cancel_batch", on=batch, by=by, at=at)


type Pack = Callable[[tuple[Taken, ...]], bytes]


def hand_out_batch(*, batch: ProposalBatch, pack: Pack, by: User, at: datetime) -> bytes:
    """Each by the door of every copy, with the mark of today; what may not leave is listed with its reason. The rows
    that say what left are written once all of it is packed: a package that fails says of no file that it left."""
    related = ("version__quote__deal__customer", "export__version__quote__deal__customer")
    items = list(batch.items.select_related(*related).order_by("version__quote__number", "version__number"))
    if any(item.export and item.export.state in UNDER_WAY for item in items):
        raise Refusal("Some of these files are still being made.")
    if sum(item.export.size or 0 for item in items if item.export) > MOST_MEGABYTES * 1024**2:
        raise Refusal(
            "Together these files are larger than %(most)s MB: take each from its own page, or order fewer at once.",
            most=MOST_MEGABYTES,
        )
    deals = visible_deals(by).filter(pk__in=[item.version.quote.deal_id for item in items])
    seen = set(deals.values_list("pk", flat=True))
    ahead = {item.pk: _ahead(item, at) for item in items if item.version.quote.deal_id in seen}
    return _packed(items, ahead, pack, by, at)


def _ahead(item: BatchItem, at: datetime) -> Copy | None:
    """What takes long is done before the offers are held."""
    try:
        return draw_ahead(export=item.export, at=at) if item.export else None
    except Refusal:
        # It is told where the file is asked for in earnest.
        return None


@transaction.atomic
def _packed(items: Sequence[BatchItem], ahead: Mapping[int, Copy | None], pack: Pack, by: User, at: datetime) -> bytes:
    """`ahead` names those that are this person's to read."""
    held = QuoteVersion.objects.select_for_update(of=("self",)).filter(pk__in=[item.version_id for item in items])
    list(held.order_by("pk").values_list("pk"))
    taken = {item.pk: _taken(item, ahead, by, at) for item in sorted(items, key=lambda item: _in_turn(item.version))}
    return pack(tuple(taken[item.pk] for item in items))


def _taken(item: BatchItem, ahead: Mapping[int, Copy | None], by: User, at: datetime) -> Taken:
    export = item.export
    if item.pk not in ahead:
        return Taken(item, None, refused=NOT_YOURS)
    if export is None or export.state != ExportState.DONE:
        failure = export.failure if export else item.refused
        return Taken(item, None, refused=failure or CANCELLED)
    try:
        return Taken(item, hand_out(export=export, drawn=ahead[item.pk], by=by, at=at), export)
    except Refusal as refusal:
        return Taken(item, None, refused=found(refusal))
