"""A person who is erased leaves requests, decisions and counters, and nobody waits for each other in doing so."""

from threading import Event
from time import sleep

import pytest
from django.db import DatabaseError, transaction

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import Pdf
from quotes.actions.approvals.sheets import finish_sheet, order_sheet, take_sheet
from quotes.actions.orders import claim_order
from quotes.actions.quotes import void_version
from quotes.domain.approvals import Verdict
from quotes.domain.papers import Block, Passage
from quotes.models import ApprovalRequest, ApprovalSheet, Counter, Decision, OwnWords, QuoteVersion
from stakeholders.actions.privacy import erase_contact
from stakeholders.models import Contact, User
from tests.factories.haggling import asked, countered, decided
from tests.factories.stakeholders import NOW
from tests.factories.texts import own
from tests.threads import A_MOMENT, at_once

PAGES = Pdf(content=b"%PDF", pages=1, sha256="a" * 64)


def test_an_erased_persons_name_is_crossed_out_in_what_was_asked_and_decided(
    version: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    who, mark = contact.name, f"#{contact.pk}"
    request = asked(version, by=ada, reason=f"{who}要 18 %", in_return=f"{who}年付")
    decided(request, by=bo, verdict=Verdict.REJECT, reason=f"{who}没有预算")
    void_version(version=QuoteVersion.objects.get(), reason=f"{who}改主意了", by=ada, at=NOW)
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    assert ApprovalRequest.objects.values_list("reason", "in_return").get() == (f"{mark}要 18 %", f"{mark}年付")
    assert Decision.objects.get().reason == f"{mark}没有预算"
    assert QuoteVersion.objects.get().void_reason == f"{mark}改主意了"
    for rows, changed in ((Decision, {"reason": "改写"}), (QuoteVersion, {"void_reason": "改写"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.objects.update(**changed)


def test_an_erased_persons_name_is_crossed_out_in_a_counter_alone_and_not_in_what_it_offers(
    version: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    made = countered(asked(version, by=ada), by=bo, reason=f"{contact.name}付得起")
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    now = Counter.objects.get()
    assert (now.reason, now.content, now.content_hash) == (f"#{contact.pk}付得起", made.content, made.content_hash)
    with pytest.raises(DatabaseError, match="stays as it was made"), transaction.atomic():
        Counter.objects.update(reason="改写")


def test_the_pages_of_internal_sheets_go_with_a_person_and_their_hash_stays(
    version: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    request = asked(version, by=ada, reason=f"{contact.name}要 18 %")
    order_sheet(request=request, by=bo, at=NOW)
    sheet = claim_order(orders=ApprovalSheet.objects.all(), order=ApprovalSheet.objects.get().pk)
    assert sheet is not None
    finish_sheet(sheet=sheet, pdf=PAGES, snapshot={"reason": request.reason}, at=NOW)
    sheet.refresh_from_db()
    assert take_sheet(sheet=sheet, by=bo, at=NOW) == b"%PDF"
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ApprovalSheet.objects.update(snapshot={"reason": "改写"})
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    left = ApprovalSheet.objects.get()
    assert (left.pdf, left.snapshot, left.sha256) == (None, None, sheet.sha256)
    with pytest.raises(Refusal, match="order the file again"):
        take_sheet(sheet=left, by=bo, at=NOW)


def test_a_sheet_that_is_being_made_while_a_person_is_erased_is_made_anew(
    version: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    order_sheet(request=asked(version, by=ada, reason=f"{contact.name}要 18 %"), by=bo, at=NOW)
    at_work = claim_order(orders=ApprovalSheet.objects.all(), order=ApprovalSheet.objects.get().pk)
    assert at_work is not None
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    finish_sheet(sheet=at_work, pdf=PAGES, snapshot={"reason": contact.name}, at=NOW)
    assert ApprovalSheet.objects.get().finished_at is None


def test_an_erased_person_s_name_is_crossed_out_in_own_words(
    version: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    words = own(deal=version.quote.deal, by=ada, passage=Passage(Block.DATA, f"{contact.name}可以查看。"))
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    left = OwnWords.objects.get()
    assert (left.text, left.sha256) == (f"#{contact.pk}可以查看。", words.sha256)


@pytest.mark.django_db(transaction=True)
def test_whoever_erases_a_person_waits_for_a_decision_before_holding_the_deal(
    version: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    request, is_held = asked(version, by=ada, reason=f"{contact.name}要 18 %"), Event()

    def decision() -> Decision:
        with transaction.atomic():
            ApprovalRequest.objects.select_for_update().get()
            is_held.set()
            sleep(A_MOMENT)
            return decided(request, by=bo)

    def person() -> Contact:
        is_held.wait(timeout=10)
        return erase_contact(contact, reason="本人来信", by=bo, at=NOW)

    assert [type(outcome) for outcome in at_once(decision, person)] == [Decision, Contact]
    assert ApprovalRequest.objects.get().reason == f"#{contact.pk}要 18 %"
