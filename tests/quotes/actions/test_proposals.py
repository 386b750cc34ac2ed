"""An export is ordered once, made by one worker, stored with its hash, and every download is written down."""

from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import InternalError, ProgrammingError, transaction
from pypdf import PdfReader

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import Pdf
from quotes.actions.approvals import submit_version
from quotes.actions.claims import retire_claim
from quotes.actions.proposals import (
    Copy,
    cancel_export,
    claim_export,
    draw_ahead,
    fail_export,
    finish_export,
    hand_out,
    note_progress,
    request_export,
    retry_export,
)
from quotes.actions.quotes import next_version, save_terms, void_version
from quotes.domain.papers import Block, Composition, Passage
from quotes.domain.proposals import Stamp
from quotes.models import ApprovalRequest, Paper, ProposalCopy, ProposalExport, ProposalFile, QuoteVersion
from stakeholders.models import BudgetEstimate, Contact, JournalEntry, User
from tests.factories import paper
from tests.factories.haggling import approved
from tests.factories.quotes import passed_over
from tests.factories.value import claim
from tests.threads import at_once

PDF = paper.pdf()


@pytest.fixture
def ordered(version: QuoteVersion, pre: User, now: datetime) -> ProposalExport:
    return request_export(version=version, by=pre, at=now)


def finished(export: ProposalExport, at: datetime) -> bool:
    return finish_export(export=export, key="k", pdf=PDF, snapshot={"title": "高级版"}, at=at)


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
    assert (done.state, done.sha256, done.pages, done.size, done.progress) == (
        "done",
        PDF.sha256,
        1,
        len(PDF.content),
        100,
    )
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Paper.objects.update(pdf=b"other")


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
    fail_export(
        export=claimed, failure=Refusal("No font has these characters: %(characters)s", characters="𪚥"), at=now
    )
    failed = ProposalExport.objects.get()
    assert (failed.state, str(failed.failure)) == ("failed", "No font has these characters: 𪚥")
    assert request_export(version=version, by=pre, at=now) != ordered


def test_the_same_order_twice_is_one_paper(
    version: QuoteVersion, ordered: ProposalExport, pre: User, now: datetime
) -> None:
    paper.finished(ordered, now)
    again = claim_export(export=request_export(version=version, by=pre, at=now).pk)
    assert again is not None
    other = Pdf(content=b"other bytes for the same key", pages=7, sha256="0" * 64)
    assert finish_export(export=again, key=f"{ordered.pk:064}", pdf=other, snapshot={}, at=now)
    again.refresh_from_db()
    assert (again.sha256, again.pages, Paper.objects.count()) == (PDF.sha256, 1, 1)


class TestHandingOut:
    """A draft never leaves without its mark, nor does anything else that is not an offer that stands."""

    def test_every_copy_is_written_down_by_its_own_hash(
        self, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="not ready"):
            hand_out(export=ordered, by=ada, at=now)
        export = paper.finished(ordered, now)
        first, again = (hand_out(export=export, by=ada, at=now) for _ in range(2))
        assert first == again
        sha = sha256(first.content).hexdigest()
        told = JournalEntry.objects.filter(act="download_proposal").values_list("by", "facts__sha256", "facts__stamp")
        assert list(told) == [(ada.pk, sha, "draft")] * 2
        assert list(ProposalCopy.objects.values_list("sha256", "stamp", "handed_by")) == [(sha, "draft", ada.pk)]

    def test_one_file_serves_the_draft_the_offer_and_what_is_left_of_it(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        export = paper.finished(ordered, now)
        copies = [hand_out(export=export, by=ada, at=now)]
        asked = submit_version(version=version, reason="", by=ada, at=now)
        copies.append(hand_out(export=export, by=ada, at=now))
        late = now + timedelta(days=40)
        copies.append(hand_out(export=export, by=ada, at=late))
        ApprovalRequest.objects.filter(pk=asked.pk).update(closed_at=None, closed_because="")
        void_version(version=asked.version, reason="客户改了需求", by=ada, at=late)
        copies.append(hand_out(export=export, by=ada, at=late))
        assert [(copy.stamp, marks_of(copy)) for copy in copies] == [
            (Stamp.DRAFT, "草稿 · 未经审批DRAFT　草稿不盖章"),
            (Stamp.CLEAN, ""),
            (Stamp.EXPIRED, "已失效EXPIRED　已失效，不盖章"),
            (Stamp.VOID, "已作废VOID　已作废，不盖章"),
        ]
        assert copies[1].content == PDF.content

    def test_what_was_printed_before_the_draft_was_changed_stays_a_draft_when_the_change_is_approved(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        export = paper.finished(ordered, now)
        save_terms(version=version, edition=version.edition, credit_days=30, by=ada, at=now)
        approved(QuoteVersion.objects.get(pk=version.pk), by=ada)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
        assert hand_out(export=paper.made(version, ada, now), by=ada, at=now).stamp is Stamp.CLEAN

    def test_a_clean_copy_freezes_the_budget_and_a_draft_does_not(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        export = paper.finished(ordered, now)
        frozen = BudgetEstimate.objects.filter(deal=version.quote.deal, frozen_at__isnull=False)
        hand_out(export=export, by=ada, at=now)
        approved(version, by=ada)
        assert not frozen.exists()
        hand_out(export=export, by=ada, at=now)
        assert frozen.exists()

    def test_a_file_from_before_keeps_the_mark_in_its_pages(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        export = paper.finished(ordered, now)
        ProposalExport.objects.update(printed=Stamp.DRAFT)
        export.refresh_from_db()
        approved(version, by=ada)
        copy = hand_out(export=export, by=ada, at=now)
        assert (copy.stamp, copy.content) == (Stamp.DRAFT, PDF.content)

    def test_a_copy_for_one_person_names_them_on_every_page(
        self, version: QuoteVersion, ordered: ProposalExport, contact: Contact, ada: User, now: datetime
    ) -> None:
        export = paper.finished(ordered, now)
        approved(version, by=ada)
        copy = hand_out(export=export, recipient=contact, by=ada, at=now)
        assert (copy.stamp, marks_of(copy)) == (Stamp.CLEAN, f"仅供{contact.name}参阅")
        assert ProposalCopy.objects.get().recipient == contact

    def test_what_is_drawn_ahead_of_an_approved_offer_with_gaps_is_the_draft_that_leaves(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        later = approved(next_version(version=approved(version, by=ada), by=ada, at=now), by=ada)
        export = paper.made(later, ada, now)
        ahead = draw_ahead(export=export, at=now)
        assert ahead is not None
        assert hand_out(export=export, drawn=ahead, by=ada, at=now) is ahead
        passed_over(version=later, by=ada)
        assert [ahead.stamp, hand_out(export=export, by=ada, at=now).stamp] == [Stamp.DRAFT, Stamp.CLEAN]

    def test_a_price_does_not_go_out_with_a_claim_that_may_be_told_no_more(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        edition = claim(by=ada)
        claimed = claim_export(export=ordered.pk)
        assert claimed is not None
        finish_export(export=claimed, key="k", pdf=PDF, snapshot={"claims": [edition.pk]}, at=now)
        done = ProposalExport.objects.get()
        approved(version, by=ada)
        assert hand_out(export=done, by=ada, at=now).stamp is Stamp.CLEAN
        retire_claim(claim=edition.claim, reason="测错了", by=ada, at=now)
        with pytest.raises(Refusal, match="may not be told any more"):
            hand_out(export=done, by=ada, at=now)
        assert ProposalCopy.objects.count() == 1


class TestCallingItOff:
    def test_what_is_under_way_is_cancelled_and_the_worker_learns_of_it_at_its_next_step(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        claimed = claim_export(export=ordered.pk)
        assert claimed is not None
        assert note_progress(export=claimed, percent=40)
        cancel_export(export=ordered, by=ada, at=now)
        assert (note_progress(export=claimed, percent=60), finished(claimed, now)) == (False, False)
        assert ProposalExport.objects.values_list("state", "progress").get() == ("cancelled", 40)
        assert JournalEntry.objects.get(act="cancel_export").by == ada
        assert request_export(version=version, by=ada, at=now) != ordered

    def test_what_is_done_is_not(self, ordered: ProposalExport, ada: User, now: datetime) -> None:
        paper.finished(ordered, now)
        with pytest.raises(Refusal, match="nothing to cancel"):
            cancel_export(export=ordered, by=ada, at=now)


class TestWhatTheMachineGaveUp:
    def test_is_listed_until_somebody_makes_it(
        self, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        dead = paper.failed(ordered, now)
        assert list(ProposalExport.objects.dead()) == [dead]
        again = request_export(version=version, by=ada, at=now)
        assert not ProposalExport.objects.dead().exists()
        paper.failed(again, now, by_machine=False)
        assert list(ProposalExport.objects.dead()) == [dead]

    def test_is_tried_again_from_the_start(self, ordered: ProposalExport, adm: User, now: datetime) -> None:
        dead = paper.failed(ordered, now)
        retry_export(export=dead, by=adm, at=now)
        dead.refresh_from_db()
        assert (dead.state, dead.tries, dead.failure, dead.finished_at) == ("queued", 0, None, None)
        with pytest.raises(Refusal, match="being made already"):
            retry_export(export=dead, by=adm, at=now)
        assert paper.finished(dead, now).state == "done"

    def test_is_not_ended_by_a_worker_that_hung_over_it_before(
        self, ordered: ProposalExport, adm: User, now: datetime
    ) -> None:
        hung = claim_export(export=ordered.pk)
        assert hung is not None
        retry_export(export=paper.failed(ordered, now), by=adm, at=now)
        mine = claim_export(export=ordered.pk)
        assert mine is not None
        fail_export(export=hung, failure=Refusal("It was cancelled before it was done."), at=now)
        assert (finished(hung, now), finished(mine, now)) == (False, True)

    def test_is_not_tried_again_once_its_offer_was_changed(
        self, version: QuoteVersion, ordered: ProposalExport, adm: User, ada: User, now: datetime
    ) -> None:
        dead = paper.failed(ordered, now)
        save_terms(version=version, edition=version.edition, credit_days=30, by=ada, at=now)
        with pytest.raises(Refusal, match="changed since"):
            retry_export(export=dead, by=adm, at=now)

    def test_stays_dead_whatever_else_is_ordered_of_its_offer(
        self, version: QuoteVersion, adm: User, ada: User, now: datetime
    ) -> None:
        composed = Composition(texts=(Passage(Block.PRICES, "含实施"),))
        dead = paper.failed(request_export(version=version, composition=composed, by=ada, at=now), now)
        request_export(version=version, by=ada, at=now)
        assert list(ProposalExport.objects.dead()) == [dead]
        retry_export(export=dead, by=adm, at=now)
        assert ProposalExport.objects.get(pk=dead.pk).state == "queued"

    def test_of_a_void_version_is_not_tried_again(
        self, version: QuoteVersion, ordered: ProposalExport, adm: User, ada: User, now: datetime
    ) -> None:
        dead = paper.failed(ordered, now)
        approved(version, by=ada)
        void_version(version=QuoteVersion.objects.get(pk=version.pk), reason="客户改了需求", by=ada, at=now)
        with pytest.raises(Refusal, match="is void"):
            retry_export(export=dead, by=adm, at=now)


def marks_of(copy: Copy) -> str:
    return PdfReader(BytesIO(copy.content)).pages[0].extract_text().replace("\n", "")


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_claim_at_once_have_numbers_of_their_own(ordered: ProposalExport) -> None:
    claims = at_once(*[lambda: claim_export(export=ordered.pk)] * 3)
    assert sorted(claim.attempts for claim in claims) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_ordering_twice_at_once_makes_one_export(version: QuoteVersion, ada: User, now: datetime) -> None:
    def order() -> ProposalExport:
        return request_export(version=version, by=ada, at=now)

    outcomes = at_once(order, order, order)
    assert {getattr(outcome, "pk", outcome) for outcome in outcomes} == {ProposalExport.objects.get().pk}
