"""A person who is erased leaves requests, decisions and counters, and nobody waits for each other in doing so."""

from threading import Event
from time import sleep

import pytest
from django.db import DatabaseError, transaction

from quotes.actions.quotes import void_version
from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, Counter, Decision, QuoteVersion
from stakeholders.actions.privacy import erase_contact
from stakeholders.models import Contact, User
from tests.factories.haggling import asked, countered, decided
from tests.factories.stakeholders import NOW
from tests.threads import A_MOMENT, at_once


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
