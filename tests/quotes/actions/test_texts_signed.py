"""In a signed deal words are read as in others, but for what the customer holds; and nobody reads for a lost one."""

from datetime import datetime, timedelta

import pytest

from quotes.actions.proposals import hand_out
from quotes.actions.quotes import accept_version, send_version
from quotes.actions.texts import decide_words
from quotes.domain.papers import Block, Passage
from quotes.domain.proposals import Stamp
from quotes.models import OwnWords, ProposalCopy, ProposalExport, QuoteVersion
from quotes.permissions import waiting_count, words_to_read
from quotes.queries.proposals import export_row
from stakeholders.actions.deals import change_deal, move_deal
from stakeholders.domain.deals import Stage
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, Notice, User
from tests.factories.budgets import close
from tests.factories.texts import composed
from tests.factories.typed import NEEDS, PROMISE, SOLUTION, made, within

LATER = timedelta(minutes=5)
PROMISED = Passage(Block.SOLUTION, "价格十年不变。")


@pytest.fixture(autouse=True)
def said(deal: Deal) -> None:
    Deal.objects.filter(pk=deal.pk).update(needs=NEEDS, solution=SOLUTION)


@pytest.fixture
def accepted(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    """Within authority, so that no manager read a word of it; nothing of it left as a file."""
    return accept_version(version=send_version(version=within(version, ada, now), by=ada, at=now), by=ada, at=now)


def stamp(export: ProposalExport, by: User, at: datetime) -> Stamp:
    """As the page says and as it leaves, which is the same."""
    said = export_row(export, at.date()).stamp
    assert hand_out(export=export, by=by, at=at).stamp is said
    return said


def test_an_owner_who_moves_a_deal_to_signed_lets_no_words_out_that_nobody_read(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    """All that leads there is the owner's: within authority, sent, accepted, signed."""
    export = made(accepted, ada, now)
    assert (stamp(export, ada, now), words_to_read(bo).count(), waiting_count(bo)) == (Stamp.DRAFT, 2, 2)
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    assert (stamp(export, ada, now), words_to_read(bo).count(), waiting_count(bo)) == (Stamp.DRAFT, 2, 2)
    for words in words_to_read(bo):
        decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert (stamp(export, ada, now), waiting_count(bo)) == (Stamp.CLEAN, 0)
    assert stamp(made(accepted, ada, now + LATER), ada, now + LATER) is Stamp.CLEAN


def test_what_left_with_a_price_before_it_was_signed_is_no_draft_afterwards(
    deal: Deal, accepted: QuoteVersion, ada: User, now: datetime
) -> None:
    export = made(accepted, ada, now)
    ProposalCopy.objects.create(export=export, stamp=Stamp.CLEAN, sha256="0" * 64, handed_at=now, handed_by=ada)
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    assert stamp(export, ada, now) is Stamp.CLEAN


def test_what_was_changed_between_the_offer_and_its_signature_is_read_first(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    change_deal(deal, solution=PROMISE, by=ada, at=now)
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    export = made(accepted, ada, now)
    assert stamp(export, ada, now) is Stamp.DRAFT
    for words in words_to_read(bo):
        decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(export, ada, now) is Stamp.CLEAN
    assert OwnWords.objects.get(block=Block.SOLUTION).text == PROMISE.replace("：", " | ", 1)


def test_what_somebody_writes_into_a_document_of_a_signed_offer_is_read_first(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    export = made(accepted, ada, now, composition=composed(PROMISED))
    assert (stamp(export, ada, now), PROMISED.text in [one.text for one in words_to_read(bo)]) == (Stamp.DRAFT, True)


def test_a_signature_does_not_undo_a_no(deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    export = made(accepted, ada, now)
    refused = OwnWords.objects.get(block=Block.SOLUTION)
    decide_words(words=OwnWords.objects.get(block=Block.NEEDS), is_approved=True, because="", by=bo, at=now)
    decide_words(words=refused, is_approved=False, because="做不到", by=bo, at=now)
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    assert stamp(export, ada, now) is Stamp.DRAFT
    decide_words(words=refused, is_approved=True, because="", by=bo, at=now + LATER)
    assert stamp(export, ada, now) is Stamp.CLEAN


def test_words_of_a_deal_that_was_lost_wait_for_nobody_until_it_comes_back(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    export = made(accepted, ada, now)
    close(deal=deal, by=ada)
    assert (stamp(export, ada, now), words_to_read(bo).count(), waiting_count(bo)) == (Stamp.DRAFT, 0, 0)
    move_deal(deal, to=Stage.DIAGNOSIS, by=bo, at=now)
    assert words_to_read(bo).count() == 2


def test_a_file_that_is_ordered_in_a_lost_deal_asks_nobody_until_it_is_ordered_once_more(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    close(deal=deal, by=ada)
    accepted = QuoteVersion.objects.get(pk=accepted.pk)
    assert (stamp(made(accepted, ada, now), ada, now), OwnWords.objects.count()) == (Stamp.DRAFT, 0)
    assert not Notice.objects.filter(kind=NoticeKind.WORDS_ASKED).exists()
    move_deal(deal, to=Stage.DIAGNOSIS, by=bo, at=now)
    made(QuoteVersion.objects.get(pk=accepted.pk), ada, now + LATER)
    assert words_to_read(bo).count() == 2
