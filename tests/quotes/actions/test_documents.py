"""Documents of a competitor's offer: what makes it known in writing, and goes with whoever told us."""

from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.attachments import attach_documents, erase_document, record_document_download
from quotes.actions.rivals import change_rival
from quotes.domain.attachments import checked
from quotes.domain.rivals.words import Evidence
from quotes.models import Attachment, AttachmentContent, RivalOffer
from stakeholders.actions.privacy import erase_contact
from stakeholders.models import Contact, Deal, JournalEntry, User
from stakeholders.queries.privacy import dossier
from tests.factories.files import PDF, PNG
from tests.factories.rivals import CLAIM, rival
from tests.factories.stakeholders import NOW

QUOTE = checked("对手报价.pdf", PDF)


@pytest.fixture
def offer(deal: Deal, contact: Contact, ada: User) -> RivalOffer:
    return rival(deal=deal, by=ada, teller=contact, amount=500_000)


def attach(offer: RivalOffer, *files: Any, by: User) -> None:
    attach_documents(offer=offer, files=files or (QUOTE,), by=by, at=NOW)


def test_with_a_document_an_offer_is_known_in_writing(offer: RivalOffer, ada: User, bo: User) -> None:
    assert offer.is_claimed
    attach(offer, by=ada)
    offer.refresh_from_db()
    assert (offer.is_claimed, offer.edition) == (False, 2)
    document = offer.attachments.get()
    assert record_document_download(document=document, by=bo, at=NOW) == PDF
    acts = JournalEntry.objects.filter(act__contains="document").order_by("pk").values_list("act", "by")
    assert list(acts) == [("attach_documents", ada.pk), ("download_document", bo.pk)]


def test_while_a_document_is_there_it_is_not_claimed_only(offer: RivalOffer, ada: User) -> None:
    attach(offer, by=ada)
    told: dict[str, Any] = CLAIM | {"amount": 500_000, "covers": {}, "weighed": {}}
    with pytest.raises(Refusal) as refused:
        change_rival(offer=offer, edition=2, by=ada, at=NOW, **told)
    assert refused.value.field == "evidence"
    change_rival(offer=offer, edition=2, by=ada, at=NOW, **told | {"evidence": Evidence.DOCUMENT})


def test_what_is_in_writing_has_a_price(deal: Deal, ada: User) -> None:
    claim = rival(deal=deal, by=ada)
    with pytest.raises(Refusal, match="fill it in"):
        attach(claim, by=ada)
    assert Attachment.objects.count() == 0


def test_no_more_than_may_stand_there_and_none_twice(offer: RivalOffer, ada: User, settings: Any) -> None:
    settings.ATTACHMENTS_A_ROUND = 1
    with pytest.raises(Refusal, match="At most"):
        attach(offer, QUOTE, checked("二.png", PNG), by=ada)
    settings.ATTACHMENTS_A_ROUND = 2
    with pytest.raises(Refusal, match="already"):
        attach(offer, QUOTE, QUOTE, by=ada)


def test_erasing_leaves_its_hash_and_the_reason_and_the_offer_in_writing(
    offer: RivalOffer, ada: User, bo: User
) -> None:
    attach(offer, by=ada)
    document = offer.attachments.get()
    with pytest.raises(Refusal, match="Say why"):
        erase_document(document=document, reason=" ", by=bo, at=NOW)
    erase_document(document=document, reason="对方要求", by=bo, at=NOW)
    document.refresh_from_db()
    offer.refresh_from_db()
    assert (document.name, document.sha256, document.erased_because) == ("", QUOTE.sha256, "对方要求")
    assert not offer.is_claimed
    for again in (
        lambda: erase_document(document=document, reason="再来", by=bo, at=NOW),
        lambda: record_document_download(document=document, by=ada, at=NOW),
    ):
        with pytest.raises(Refusal, match="erased"):
            again()


def test_it_goes_with_the_person_who_told_us(offer: RivalOffer, contact: Contact, ada: User, bo: User) -> None:
    attach(offer, by=ada)
    assert "对手报价.pdf" in {fact.value for fact in dossier(contact)}
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    assert (Attachment.objects.get().name, AttachmentContent.objects.count()) == ("", 0)
