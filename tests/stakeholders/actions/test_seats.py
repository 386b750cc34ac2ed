from datetime import date
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.seats import add_seat, change_seat, remove_seat
from stakeholders.domain.deals import SeatKind
from stakeholders.models import Contact, Deal, JournalEntry, Seat, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

OPINION: dict[str, Any] = {"support": -2, "concern": "怕值守压力", "last_contact_on": date(2026, 11, 20)}


def test_a_contact_takes_a_seat_once(deal: Deal, contact: Contact, ada: User) -> None:
    seat = add_seat(deal, contact=contact, kind=SeatKind.PROCUREMENT, can_veto=True, **OPINION, by=ada, at=NOW)
    assert (seat.can_veto, seat.decides, seat.support) == (True, False, -2)
    with pytest.raises(Refusal, match="has a seat in this deal already") as refused:
        add_seat(deal, contact=contact, kind=SeatKind.LEGAL, by=ada, at=NOW)
    assert refused.value.field == "contact"


def test_a_contact_of_another_customer_has_no_seat_here(deal: Deal, ada: User) -> None:
    stranger = whom.contact(customer=whom.customer(name="霁川银行", owner=ada), name="外人")
    with pytest.raises(Refusal, match="not a contact of this customer"):
        add_seat(deal, contact=stranger, kind=SeatKind.LEGAL, by=ada, at=NOW)


def test_opinions_about_a_person_never_reach_the_journal(deal: Deal, contact: Contact, ada: User) -> None:
    seat = add_seat(deal, contact=contact, kind=SeatKind.PROCUREMENT, **OPINION, by=ada, at=NOW)
    changed: dict[str, Any] = OPINION | {"support": 3}
    change_seat(seat, kind=SeatKind.PROCUREMENT, can_veto=False, decides=True, **changed, by=ada, at=NOW)
    remove_seat(seat, by=ada, at=NOW)
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.order_by("id")] == [
        ("add_seat", {"person": "周昀"}),
        ("change_seat", {"person": "周昀"}),
        ("remove_seat", {"person": "周昀"}),
    ]
    assert not Seat.objects.exists()
