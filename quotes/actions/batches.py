"""Files of several offers at once: ordered together, called off together, and given out one by one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import kept_sentence
from quotes.actions.proposals import Copy, cancel_export, hand_out, request_export
from quotes.domain.proposals import UNDER_WAY, ExportState, Kind, Language
from quotes.models import BatchItem, ProposalBatch, ProposalExport, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import User
from stakeholders.permissions import visible_deals

# What a page of the list holds, and what can be packed while somebody waits.
MOST, MOST_MEGABYTES = 50, 100


@dataclass(frozen=True)
class Taken:
    """One of a batch as it leaves, or why it does not."""

    item: BatchItem
    copy: Copy | None
    export: ProposalExport | None = None
    refused: str = ""


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
    for version in sorted(versions, key=lambda one: one.pk):
        item = BatchItem(batch=batch, version=version)
        try:
            item.export = request_export(version=version, kind=kind, language=language, by=by, at=at)
        except Refusal as refusal:
            item.refused = kept_sentence(refusal)[:300]
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
    for export in held.order_by("version"):
        try:
            cancel_export(export=export, by=by, at=at)
        except Refusal:
            # It was finished at this moment.
            continue
    record("cancel_batch", on=batch, by=by, at=at)


def hand_out_batch(*, batch: ProposalBatch, by: User, at: datetime) -> tuple[Taken, ...]:
    """Each by the door of every copy, with the mark of today; what may not leave is listed with its reason."""
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
    return tuple(_each(items, set(deals.values_list("pk", flat=True)), by, at))


def _each(items: Iterable[BatchItem], seen: Collection[int], by: User, at: datetime) -> Iterable[Taken]:
    for item in items:
        export = item.export
        if item.version.quote.deal_id not in seen:
            yield Taken(item, None, refused=kept_sentence(Refusal("This deal is not yours to read any more.")))
        elif export is None or export.state != ExportState.DONE:
            failure = export.failure if export else item.refused
            yield Taken(item, None, refused=failure or kept_sentence(Refusal("It was cancelled before it was done.")))
        else:
            try:
                yield Taken(item, hand_out(export=export, by=by, at=at), export)
            except Refusal as refusal:
                yield Taken(item, None, refused=kept_sentence(refusal))
