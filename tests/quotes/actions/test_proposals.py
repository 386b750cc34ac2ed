"""An export is ordered once, made by one worker, stored with its hash, and every download is written down."""

import hashlib
from datetime import datetime

import pytest
from django.db import InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import submit_version
from quotes.actions.proposals import (
    claim_export,
    fail_export,
    finish_export,
    note_progress,
    record_download,
    request_export,
)
from quotes.actions.quotes import void_version
from quotes.models import ApprovalRequest, ProposalExport, ProposalFile, QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.threads import at_once

PDF = b"%PDF-1.7 pages"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def ordered(version: QuoteVersion, pre: User, now: datetime) -> ProposalExport:
    return request_export(version=version, by=pre, at=now)


def finished(export: ProposalExport, at: datetime) -> bool:
    return finish_export(export=export, pdf=PDF, sha256=SHA, pages=9, snapshot={"title": "高级版"}, at=at)


def test_before_approval_it_is_a_draft_and_after_it_is_not(
    version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
) -> None:
    assert ordered.is_draft
    submit_version(version=version, reason="", by=ada, at=now)
    assert not request_export(version=version, by=ada, at=now).is_draft


def test_asking_again_while_it_is_made_is_asking_for_the_same_file(
    version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
) -> None:
    assert request_export(version=version, by=ada, at=now) == ordered
    claim_export(export=ordered.pk)
    assert request_export(version=version, by=ada, at=now) == ordered


def test_a_void_version_is_not_offered_again(version: QuoteVersion, ada: User, now: datetime) -> None:
    version.discount = 18
    request = submit_version(version=version, reason="", by=ada, at=now)
    ApprovalRequest.objects.filter(pk=request.pk).update(closed_at=None, closed_because="")
    void_version(version=request.version, reason="客户改了需求", by=ada, at=now)
    with pytest.raises(Refusal, match="is void"):
        request_export(version=version, by=ada, at=now)


def test_the_bytes_are_stored_with_their_hash_and_never_change(ordered: ProposalExport, now: datetime) -> None:
    claimed = claim_export(export=ordered.pk)
    assert claimed is not None
    note_progress(export=claimed, percent=40)
    assert ProposalExport.objects.get().progress == 40
    assert finished(claimed, now)
    done = ProposalExport.objects.get()
    assert (done.state, done.sha256, done.pages, done.size, done.progress) == ("done", SHA, 9, len(PDF), 100)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ProposalFile.objects.update(pdf=b"other")


def test_what_is_finished_is_not_claimed_again(ordered: ProposalExport, now: datetime) -> None:
    claimed = claim_export(export=ordered.pk)
    assert claimed is not None
    finished(claimed, now)
    assert claim_export(export=ordered.pk) is None


def test_a_worker_that_was_given_up_for_dead_cannot_overwrite_its_successor(
    ordered: ProposalExport, now: datetime
) -> None:
    first, second = claim_export(export=ordered.pk), claim_export(export=ordered.pk)
    assert first is not None
    assert second is not None
    assert not finished(first, now)
    assert finished(second, now)
    assert ProposalFile.objects.count() == 1


def test_a_failure_says_why_and_a_new_one_can_be_ordered(
    version: QuoteVersion, ordered: ProposalExport, pre: User, now: datetime
) -> None:
    claimed = claim_export(export=ordered.pk)
    assert claimed is not None
    fail_export(export=claimed, failure="缺字：𪚥", at=now)
    failed = ProposalExport.objects.get()
    assert (failed.state, failed.failure) == ("failed", "缺字：𪚥")
    assert request_export(version=version, by=pre, at=now) != ordered


def test_every_download_is_written_down(ordered: ProposalExport, ada: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="not ready"):
        record_download(export=ordered, by=ada, at=now)
    claimed = claim_export(export=ordered.pk)
    assert claimed is not None
    finished(claimed, now)
    assert record_download(export=ProposalExport.objects.get(), by=ada, at=now) == PDF
    assert list(JournalEntry.objects.filter(act="download_proposal").values_list("by", "facts__sha256")) == [
        (ada.pk, SHA)
    ]


@pytest.mark.django_db(transaction=True)
def test_ordering_twice_at_once_makes_one_export(version: QuoteVersion, ada: User, now: datetime) -> None:
    def order() -> ProposalExport:
        return request_export(version=version, by=ada, at=now)

    outcomes = at_once(order, order, order)
    assert {getattr(outcome, "pk", outcome) for outcome in outcomes} == {ProposalExport.objects.get().pk}
