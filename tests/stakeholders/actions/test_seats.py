from datetime import date
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.seats import (
    add_evidence,
    add_seat,
    change_seat,
    draw_line,
    place_seat,
    relate,
    remove_evidence,
    remove_line,
    remove_seat,
    unrelate,
)
from stakeholders.domain.seats.words import Channel, EvidenceKind, LineKind, Rung, SeatKind
from stakeholders.models import Contact, Deal, JournalEntry, Seat, SeatEvidence, SeatLine, SeatRelation, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

OPINION: dict[str, Any] = {"support": -2, "concern": "怕值守压力", "last_contact_on": date(2026, 11, 20)}


def test_a_contact_takes_a_seat_once(deal: Deal, contact: Contact, ada: User) -> None:
    seat = add_seat(deal, contact=contact, kind=SeatKind.PROCUREMENT, can_veto=True, **OPINION, by=ada, at=NOW)
    assert (seat.can_veto, seat.can_approve, seat.support) == (True, False, -2)
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
    change_seat(seat, can_approve=True, **changed, by=ada, at=NOW)
    remove_seat(seat, by=ada, at=NOW)
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.order_by("id")] == [
        ("add_seat", {"person": contact.pk}),
        ("change_seat", {"person": contact.pk}),
        ("remove_seat", {"person": contact.pk}),
    ]
    assert not Seat.objects.exists()


def test_what_is_stored_already_is_no_change(deal: Deal, contact: Contact, ada: User) -> None:
    seat = whom.seat(deal=deal, contact=contact, support=3)
    change_seat(seat, support=3, by=ada, at=NOW)
    assert not JournalEntry.objects.exists()


def test_a_map_holds_so_many_people(deal: Deal, contact: Contact, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stakeholders.actions.seats.seat.MOST", 1)
    add_seat(deal, contact=contact, kind=SeatKind.LEGAL, by=ada, at=NOW)
    second = whom.contact(customer=deal.customer, name="何敏之")
    with pytest.raises(Refusal, match="holds at most"):
        add_seat(deal, contact=second, kind=SeatKind.LEGAL, by=ada, at=NOW)


@pytest.fixture
def seat(deal: Deal, contact: Contact) -> Seat:
    return whom.seat(deal=deal, contact=contact, last_contact_on=date(2026, 11, 10))


@pytest.fixture
def other(deal: Deal) -> Seat:
    return whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name="何敏之"))


HEARD: dict[str, Any] = {"on": date(2026, 11, 20), "kind": EvidenceKind.QUOTE, "text": " 只要弱网过关就签 "}


class TestEvidence:
    def test_is_kept_with_its_author_and_moves_the_last_contact_on(self, seat: Seat, ada: User) -> None:
        made = add_evidence(seat, channel=Channel.CALL, **HEARD, by=ada, at=NOW)
        seat.refresh_from_db()
        assert (made.text, made.author, seat.last_contact_on) == ("只要弱网过关就签", ada, date(2026, 11, 20))

    @pytest.mark.parametrize(
        ("channel", "on"), [(Channel.HEARSAY, date(2026, 11, 20)), (Channel.CALL, date(2026, 11, 1))]
    )
    def test_from_somebody_else_or_from_before_is_no_later_contact(
        self, seat: Seat, ada: User, channel: Channel, on: date
    ) -> None:
        add_evidence(seat, channel=channel, **HEARD | {"on": on}, by=ada, at=NOW)
        seat.refresh_from_db()
        assert seat.last_contact_on == date(2026, 11, 10)

    def test_says_something(self, seat: Seat, ada: User) -> None:
        with pytest.raises(Refusal, match="Write what was said or seen"):
            add_evidence(seat, channel=Channel.CALL, **HEARD | {"text": "  "}, by=ada, at=NOW)

    def test_is_taken_back_by_its_author_alone(self, seat: Seat, ada: User, pre: User) -> None:
        made = add_evidence(seat, channel=Channel.CALL, **HEARD, by=ada, at=NOW)
        with pytest.raises(Refusal, match="Only whoever wrote it down"):
            remove_evidence(made, by=pre, at=NOW)
        remove_evidence(made, by=ada, at=NOW)
        assert not SeatEvidence.objects.exists()


class TestLines:
    def test_of_influence_run_both_ways_and_take_a_new_weight(self, seat: Seat, other: Seat, ada: User) -> None:
        draw_line(start=seat, end=other, kind=LineKind.INFLUENCE, weight=1, by=ada, at=NOW)
        draw_line(start=seat, end=other, kind=LineKind.INFLUENCE, weight=3, by=ada, at=NOW)
        draw_line(start=other, end=seat, kind=LineKind.INFLUENCE, weight=2, by=ada, at=NOW)
        assert set(SeatLine.objects.values_list("start", "weight")) == {(seat.pk, 3), (other.pk, 2)}

    @pytest.mark.parametrize("kind", [LineKind.REPORTING, LineKind.CONFLICT, LineKind.INFORMAL])
    def test_of_any_other_kind_are_drawn_once_between_two(
        self, seat: Seat, other: Seat, ada: User, kind: LineKind
    ) -> None:
        assert draw_line(start=seat, end=other, kind=kind, weight=3, by=ada, at=NOW).weight == 1
        with pytest.raises(Refusal, match="a line of this kind already"):
            draw_line(start=other, end=seat, kind=kind, by=ada, at=NOW)

    def test_lead_to_somebody_else_on_this_map(self, seat: Seat, ada: User) -> None:
        with pytest.raises(Refusal, match="from one person to another"):
            draw_line(start=seat, end=seat, kind=LineKind.CONFLICT, by=ada, at=NOW)
        elsewhere = whom.seat(
            deal=whom.deal(customer=seat.deal.customer, owner=ada, name="另一单"), contact=seat.contact
        )
        with pytest.raises(Refusal, match="must be on this map"):
            draw_line(start=seat, end=elsewhere, kind=LineKind.CONFLICT, by=ada, at=NOW)

    def test_go_with_whoever_leaves(self, seat: Seat, other: Seat, ada: User) -> None:
        draw_line(start=seat, end=other, kind=LineKind.INFLUENCE, by=ada, at=NOW)
        remove_seat(other, by=ada, at=NOW)
        assert not SeatLine.objects.exists()


def test_a_relation_is_one_and_the_last_word_counts(seat: Seat, ada: User) -> None:
    relate(seat, user=ada, now=Rung.VENDOR, target=Rung.TRUSTED_ADVISER, by=ada, at=NOW)
    relation = relate(seat, user=ada, now=Rung.PROBLEM_SOLVER, target=None, by=ada, at=NOW)
    assert list(SeatRelation.objects.values_list("now", "target")) == [("problem_solver", "")]
    unrelate(relation, by=ada, at=NOW)
    assert not SeatRelation.objects.exists()


def test_a_place_is_kept_within_the_picture_and_tells_nobody(seat: Seat, ada: User) -> None:
    place_seat(seat, x=1200, y=-5, by=ada, at=NOW)
    seat.refresh_from_db()
    assert (seat.x, seat.y, JournalEntry.objects.count()) == (1000, 0, 0)


def test_no_opinion_of_any_kind_reaches_the_journal(seat: Seat, other: Seat, ada: User) -> None:
    heard = add_evidence(seat, channel=Channel.CALL, **HEARD, by=ada, at=NOW)
    line = draw_line(start=seat, end=other, kind=LineKind.CONFLICT, by=ada, at=NOW)
    relation = relate(seat, user=ada, now=Rung.VENDOR, target=None, by=ada, at=NOW)
    remove_evidence(heard, by=ada, at=NOW)
    remove_line(line, by=ada, at=NOW)
    unrelate(relation, by=ada, at=NOW)
    person, both = {"person": seat.contact_id}, {"person": seat.contact_id, "other": other.contact_id}
    colleague = {"person": seat.contact_id, "colleague": "ada"}
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.order_by("id")] == [
        ("add_evidence", person),
        ("draw_line", both),
        ("relate", colleague),
        ("remove_evidence", person),
        ("remove_line", both),
        ("unrelate", colleague),
    ]
