"""Files of several offers: one order, each file by itself, and whatever cannot leave says why."""

from datetime import datetime
from time import sleep
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf.stamping import Marks
from quotes.actions import proposals
from quotes.actions.batches import Taken, cancel_batch, hand_out_batch, request_batch
from quotes.actions.proposals import hand_out
from quotes.actions.quotes import void_version
from quotes.domain.proposals import Kind, Language, Stamp
from quotes.models import BatchItem, ProposalBatch, ProposalCopy, ProposalExport, QuoteVersion
from quotes.tasks import wake_exports
from stakeholders.actions.journal import record
from stakeholders.models import BudgetEstimate, Deal, JournalEntry, User
from tests.factories import batches, paper
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved
from tests.threads import A_MOMENT, at_once


@pytest.fixture
def other(version: QuoteVersion, ada: User) -> QuoteVersion:
    """Another quote of Ada's."""
    return offered.draft(deal=version.quote.deal, price_book=version.price_book, by=ada)


def ordered(*versions: QuoteVersion, by: User, at: datetime) -> ProposalBatch:
    told = {"kind": Kind.PROPOSAL, "language": Language.CHINESE}
    return request_batch(versions=list(versions), by=by, at=at, **told)


def test_each_offer_is_an_export_of_its_own_and_what_is_void_is_named_and_stops_none(
    version: QuoteVersion, other: QuoteVersion, ada: User, now: datetime
) -> None:
    approved(version, by=ada)
    void_version(version=QuoteVersion.objects.get(pk=version.pk), reason="客户改了需求", by=ada, at=now)
    batch = ordered(version, other, by=ada, at=now)
    first, second = batch.items.order_by("version")
    assert (first.export, "V1" in str(first.refused), second.refused) == (None, True, None)
    export = ProposalExport.objects.get()
    assert (second.export, export.version, export.state) == (export, other, "queued")
    assert JournalEntry.objects.get(act="request_batch").facts == {"files": 2}


def test_it_is_packed_once_all_is_done_each_with_the_mark_of_that_moment(
    version: QuoteVersion, other: QuoteVersion, ada: User, now: datetime
) -> None:
    batch = ordered(version, other, by=ada, at=now)
    exports = [item.export for item in batch.items.order_by("version") if item.export]
    paper.finished(exports[0], now)
    with pytest.raises(Refusal, match="still being made"):
        batches.taken(batch, ada, now)
    paper.failed(exports[1], now)
    approved(version, by=ada)
    assert batches.taken(batch, ada, now) == [(Stamp.CLEAN, False), (None, True)]
    assert JournalEntry.objects.filter(act="download_proposal").count() == 1


def test_an_order_whose_worker_died_goes_on_by_itself(version: QuoteVersion, ada: User, now: datetime) -> None:
    batch = ordered(version, by=ada, at=now)
    wake_exports(int(now.timestamp()) + 120)
    item = batch.items.get()
    assert item.export is not None
    paper.finished(item.export, now)
    assert batches.taken(batch, ada, now) == [(Stamp.DRAFT, False)]


def test_calling_it_off_leaves_what_is_done_and_what_somebody_else_ordered(
    version: QuoteVersion, other: QuoteVersion, ada: User, pre: User, now: datetime
) -> None:
    theirs = ordered(other, by=pre, at=now)
    mine = ordered(version, other, by=ada, at=now)
    cancel_batch(batch=mine, by=ada, at=now)
    states = dict(BatchItem.objects.filter(batch=mine).values_list("version", "export__state"))
    assert (states, theirs.items.get().export.state) == ({version.pk: "cancelled", other.pk: "queued"}, "queued")


def test_a_deal_that_was_handed_over_meanwhile_is_not_taken_along(
    version: QuoteVersion, ada: User, dee: User, now: datetime
) -> None:
    batch = batches.batch(paper.made(version, ada, now), by=ada)
    Deal.objects.filter(pk=version.quote.deal_id).update(owner=dee)
    assert batches.taken(batch, ada, now) == [(None, True)]


def test_none_and_too_many_are_refused(version: QuoteVersion, ada: User, now: datetime) -> None:
    for versions, sentence in (((), "at least one"), ((version,) * 51, "At most 50")):
        with pytest.raises(Refusal, match=sentence):
            ordered(*versions, by=ada, at=now)
    assert ordered(version, by=ada, at=now).items.count() == 1


def test_what_is_too_large_for_one_package_is_refused_and_nothing_of_it_counts_as_taken(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    batch = ordered(version, by=ada, at=now)
    (item,) = batch.items.all()
    assert item.export is not None
    ProposalExport.objects.filter(pk=paper.finished(item.export, now).pk).update(size=101 * 1024**2)
    with pytest.raises(Refusal, match="larger than"):
        batches.taken(batch, ada, now)
    assert not JournalEntry.objects.filter(act="download_proposal").exists()


def test_a_package_that_fails_says_of_no_file_that_it_left(
    version: QuoteVersion, other: QuoteVersion, ada: User, now: datetime
) -> None:
    """Neither the journal nor the copies nor the budget know of files that were drawn and went nowhere."""
    approved(version, by=ada)
    batch = batches.batch(*(paper.made(each, ada, now) for each in (version, other)), by=ada)

    def fails(files: tuple[Taken, ...]) -> bytes:
        raise MemoryError

    with pytest.raises(MemoryError):
        hand_out_batch(batch=batch, pack=fails, by=ada, at=now)
    assert (JournalEntry.objects.filter(act="download_proposal").count(), ProposalCopy.objects.count()) == (0, 0)
    assert not BudgetEstimate.objects.filter(frozen_at__isnull=False).exists()
    assert batches.taken(batch, ada, now) == [(Stamp.CLEAN, False), (Stamp.DRAFT, False)]
    left = JournalEntry.objects.filter(act="download_proposal").values_list("facts__sha256", flat=True)
    assert set(left) == set(ProposalCopy.objects.values_list("sha256", flat=True))


def test_what_cannot_be_drawn_is_listed_and_the_others_are_written_down_as_taken(
    version: QuoteVersion, other: QuoteVersion, ada: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(version, by=ada)
    batch = batches.batch(*(paper.made(each, ada, now) for each in (version, other)), by=ada)
    drawing = proposals.marked

    def draws(content: bytes, marks: Marks) -> bytes:
        if marks.across:
            raise Refusal("The document's fonts cannot draw %(characters)s: write them in another way.", characters="?")
        return drawing(content, marks)

    monkeypatch.setattr(proposals, "marked", draws)
    assert batches.taken(batch, ada, now) == [(Stamp.CLEAN, False), (None, True)]
    assert JournalEntry.objects.filter(act="download_proposal").count() == 1


@pytest.mark.django_db(transaction=True)
def test_packages_with_the_same_offers_are_taken_at_once_in_any_order(
    version: QuoteVersion, other: QuoteVersion, ada: User, pre: User, now: datetime
) -> None:
    exports = [paper.made(each, ada, now) for each in (version, other)]
    mine, theirs = batches.batch(*exports, by=ada), batches.batch(*reversed(exports), by=pre)
    outcomes = at_once(lambda: batches.taken(mine, ada, now), lambda: batches.taken(theirs, pre, now))
    assert list(outcomes) == [[(Stamp.DRAFT, False)] * 2] * 2


@pytest.mark.django_db(transaction=True)
def test_two_deals_are_written_of_in_one_order_whoever_orders_takes_or_calls_off(
    version: QuoteVersion, ada: User, pre: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other offers of the same two deals, made in the other order."""
    first = version.quote.deal
    second = whom.deal(customer=first.customer, owner=ada, name="第二个商机")
    whom.member(deal=second, user=pre)
    drafts = [
        offered.draft(deal=deal, price_book=version.price_book, by=ada) for deal in (second, first, first, second)
    ]
    taking = batches.batch(*(paper.made(each, ada, now) for each in drafts[2:]), by=ada)
    calling = ordered(version, offered.draft(deal=second, price_book=version.price_book, by=pre), by=pre, at=now)

    def slowly(*args: Any, **told: Any) -> None:
        sleep(A_MOMENT)
        record(*args, **told)

    monkeypatch.setattr(proposals, "record", slowly)
    outcomes = at_once(
        lambda: ordered(*drafts[:2], by=ada, at=now),
        lambda: batches.taken(taking, ada, now),
        lambda: cancel_batch(batch=calling, by=pre, at=now),
    )
    assert [one for one in outcomes if isinstance(one, Exception)] == []


@pytest.mark.django_db(transaction=True)
def test_a_file_is_taken_while_its_offer_is_ordered_with_others(
    version: QuoteVersion, other: QuoteVersion, ada: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is slow to write its journal: neither may hold it while it waits for what the other holds."""

    def slowly(*args: Any, **told: Any) -> None:
        sleep(A_MOMENT)
        record(*args, **told)

    export = paper.made(other, ada, now)
    monkeypatch.setattr(proposals, "record", slowly)
    outcomes = at_once(lambda: hand_out(export=export, by=ada, at=now), lambda: ordered(version, other, by=ada, at=now))
    assert [one for one in outcomes if isinstance(one, Exception)] == []
