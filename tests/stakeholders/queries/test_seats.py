from datetime import date, timedelta
from typing import Any

from stakeholders.models import Contact, Deal, User
from stakeholders.queries.seats import contacts_to_seat, seat_rows
from tests.factories import stakeholders as whom

TODAY = date(2026, 11, 24)
OPINION: dict[str, Any] = {"support": -2, "concern": "怕值守压力", "last_contact_on": TODAY - timedelta(days=34)}


def test_opinions_are_shown_to_the_team_and_kept_from_everybody_else(
    deal: Deal, contact: Contact, ada: User, pre: User, bo: User, fay: User, lin: User, dov: User
) -> None:
    whom.seat(deal=deal, contact=contact, can_veto=True, **OPINION)
    for person in (ada, pre, bo):
        (row,) = seat_rows(person, deal, TODAY)
        assert (row.private, row.support, row.concern, row.quiet_days) == (True, -2, "怕值守压力", 34)
    for person in (fay, lin, dov):
        (row,) = seat_rows(person, deal, TODAY)
        assert (row.private, row.support, row.concern, row.last_contact_on, row.quiet_days) == (
            False,
            None,
            "",
            None,
            None,
        )
        assert (row.name, row.can_veto) == ("周昀", True)


def test_who_decides_comes_first_then_who_can_veto(deal: Deal, contact: Contact, ada: User) -> None:
    vetoes = whom.contact(customer=deal.customer, name="许望")
    decides = whom.contact(customer=deal.customer, name="沈知远")
    whom.seat(deal=deal, contact=contact)
    whom.seat(deal=deal, contact=vetoes, can_veto=True)
    whom.seat(deal=deal, contact=decides, can_approve=True)
    assert [row.name for row in seat_rows(ada, deal, TODAY)] == ["沈知远", "许望", "周昀"]


def test_a_contact_who_has_a_seat_is_not_offered_another(deal: Deal, contact: Contact) -> None:
    free = whom.contact(customer=deal.customer, name="何敏之")
    whom.seat(deal=deal, contact=contact)
    assert list(contacts_to_seat(deal)) == [free]
