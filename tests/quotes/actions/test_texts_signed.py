"""What an offer said that was signed nobody has to read any more; and nobody reads for a deal that was lost."""

from datetime import datetime, timedelta

import pytest

from quotes.actions.proposals import hand_out
from quotes.actions.quotes import accept_version, send_version
from quotes.actions.texts import decide_words
from quotes.domain.papers import Block, Passage
from quotes.domain.proposals import Stamp
from quotes.models import OwnWords, ProposalExport, QuoteVersion
from quotes.permissions import waiting_count, words_to_read
from quotes.queries.proposals import export_row
from quotes.queries.texts import words_of
from stakeholders.actions.deals import change_deal, move_deal
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
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


def test_the_file_of_a_signed_offer_waits_for_nobody(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    """It was made while a manager was still to read it."""
    export = made(accepted, ada, now)
    assert (stamp(export, ada, now), words_to_read(bo).count(), waiting_count(bo)) == (Stamp.DRAFT, 2, 2)
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    assert (stamp(export, ada, now), words_to_read(bo).count(), waiting_count(bo)) == (Stamp.CLEAN, 0, 0)
    assert [row.is_signed for row in words_of(export)] == [True, True]
    assert stamp(made(accepted, ada, now + LATER), ada, now + LATER) is Stamp.CLEAN


def test_what_was_changed_between_the_offer_and_its_signature_is_read_first(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    change_deal(deal, solution=PROMISE, by=ada, at=now)
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    export = made(accepted, ada, now)
    (words,) = words_to_read(bo)
    assert (stamp(export, ada, now), words.block) == (Stamp.DRAFT, Block.SOLUTION)
    decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(export, ada, now) is Stamp.CLEAN


def test_what_somebody_writes_into_a_document_of_a_signed_offer_is_read_first(
    deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    close(deal=deal, by=ada, stage=Stage.SIGNED)
    export = made(accepted, ada, now, composition=composed(PROMISED))
    assert (stamp(export, ada, now), [words.text for words in words_to_read(bo)]) == (Stamp.DRAFT, [PROMISED.text])


def test_a_signature_does_not_undo_a_no(deal: Deal, accepted: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    export = made(accepted, ada, now)
    refused = OwnWords.objects.get(block=Block.SOLUTION)
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
