from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.deals import move_deal
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
from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.words import Channel, EvidenceKind, LineKind, Rung, SeatKind
from stakeholders.models import Contact, Deal, JournalEntry, Seat, SeatEvidence, SeatLine, SeatRelation, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import LOST, NOW
from tests.threads import at_once, while_open

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
    def test_of_influence_run_both_ways_and_are_weighed_anew_only_where_the_old_one_is_gone(
        self, seat: Seat, other: Seat, ada: User
    ) -> None:
        old = draw_line(start=seat, end=other, kind=LineKind.INFLUENCE, weight=1, by=ada, at=NOW)
        draw_line(start=other, end=seat, kind=LineKind.INFLUENCE, weight=2, by=ada, at=NOW)
        with pytest.raises(Refusal, match="remove the old one first"):
            draw_line(start=seat, end=other, kind=LineKind.INFLUENCE, weight=3, by=ada, at=NOW)
        remove_line(old, by=ada, at=NOW)
        draw_line(start=seat, end=other, kind=LineKind.INFLUENCE, weight=3, by=ada, at=NOW)
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


def test_a_relation_is_one_and_is_changed_by_whoever_read_it(seat: Seat, ada: User) -> None:
    first = relate(seat, user=ada, now=Rung.VENDOR, target=Rung.TRUSTED_ADVISER, edition=0, by=ada, at=NOW)
    relation = relate(seat, user=ada, now=Rung.PROBLEM_SOLVER, edition=first.edition, by=ada, at=NOW)
    for stale in (0, first.edition):
        with pytest.raises(StaleRefusal):
            relate(seat, user=ada, now=Rung.CREDIBLE_SOURCE, edition=stale, by=ada, at=NOW)
    assert list(SeatRelation.objects.values_list("now", "target")) == [("problem_solver", "")]
    unrelate(relation, by=ada, at=NOW)
    assert not SeatRelation.objects.exists()


def test_a_change_from_an_older_page_is_refused_and_evidence_makes_a_page_older(
    seat: Seat, ada: User, pre: User
) -> None:
    change_seat(seat, support=3, edition=1, by=ada, at=NOW)
    with pytest.raises(StaleRefusal) as refused:
        change_seat(seat, support=-3, edition=1, by=pre, at=NOW)
    assert refused.value.field == "edition"
    add_evidence(seat, channel=Channel.CALL, **HEARD, by=pre, at=NOW)
    with pytest.raises(StaleRefusal):
        change_seat(seat, last_contact_on=date(2026, 11, 10), edition=2, by=ada, at=NOW)
    place_seat(seat, x=1, y=1, by=pre, at=NOW)
    change_seat(seat, support=4, edition=3, by=ada, at=NOW)
    seat.refresh_from_db()
    assert (seat.support, seat.last_contact_on, seat.edition) == (4, date(2026, 11, 20), 4)


type Change = Callable[[], Any]


@pytest.fixture
def changes(seat: Seat, other: Seat, deal: Deal, ada: User) -> dict[str, Change]:
    """Everything that can be done to a map."""
    free = whom.contact(customer=deal.customer, name="许望")
    heard = add_evidence(seat, channel=Channel.HEARSAY, **HEARD, by=ada, at=NOW)
    line = draw_line(start=seat, end=other, kind=LineKind.CONFLICT, by=ada, at=NOW)
    relation = relate(seat, user=ada, now=Rung.VENDOR, by=ada, at=NOW)
    return {
        "change_seat": lambda: change_seat(seat, support=1, by=ada, at=NOW),
        "place_seat": lambda: place_seat(seat, x=9, y=9, by=ada, at=NOW),
        "add_evidence": lambda: add_evidence(seat, channel=Channel.CALL, **HEARD, by=ada, at=NOW),
        "remove_evidence": lambda: remove_evidence(heard, by=ada, at=NOW),
        "draw_line": lambda: draw_line(start=other, end=seat, kind=LineKind.INFORMAL, by=ada, at=NOW),
        "remove_line": lambda: remove_line(line, by=ada, at=NOW),
        "relate": lambda: relate(seat, user=ada, now=Rung.PROBLEM_SOLVER, by=ada, at=NOW),
        "unrelate": lambda: unrelate(relation, by=ada, at=NOW),
        "remove_seat": lambda: remove_seat(seat, by=ada, at=NOW),
        "add_seat": lambda: add_seat(deal, contact=free, kind=SeatKind.LEGAL, by=ada, at=NOW),
    }


def test_the_map_of_a_closed_deal_stays_as_it_was_and_opens_with_it(
    changes: dict[str, Change], deal: Deal, ada: User
) -> None:
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    for change in changes.values():
        with pytest.raises(Refusal, match="This deal is closed"):
            change()
    move_deal(deal, to=Stage.DIAGNOSIS, by=ada, at=NOW)
    for change in changes.values():
        change()


def test_whatever_is_done_to_somebody_who_is_gone_is_answered_by_a_sentence(
    changes: dict[str, Change], seat: Seat, ada: User
) -> None:
    remove_seat(seat, by=ada, at=NOW)
    del changes["add_seat"]
    for name, change in changes.items():
        with pytest.raises(Refusal, match=r"took this person off the chain|removed this meanwhile"):
            change()
        assert not Seat.objects.filter(pk=seat.pk).exists(), name


@pytest.mark.parametrize("name", ["remove_evidence", "remove_line", "unrelate"])
def test_what_hangs_on_a_seat_is_taken_away_once_and_told_once(changes: dict[str, Change], name: str) -> None:
    changes[name]()
    with pytest.raises(Refusal, match="removed this meanwhile"):
        changes[name]()
    assert JournalEntry.objects.filter(act=name).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_free_place_on_a_map_is_taken_once(
    deal: Deal, contact: Contact, ada: User, pre: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stakeholders.actions.seats.seat.MOST", 1)
    second = whom.contact(customer=deal.customer, name="何敏之")
    results = at_once(
        lambda: add_seat(deal, contact=contact, kind=SeatKind.LEGAL, by=ada, at=NOW),
        lambda: add_seat(deal, contact=second, kind=SeatKind.LEGAL, by=pre, at=NOW),
    )
    assert sorted(type(result).__name__ for result in results) == ["Refusal", "Seat"]
    assert Seat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_closes_a_deal_is_not_overtaken_by_who_changes_its_map(
    seat: Seat, deal: Deal, ada: User, pre: User
) -> None:
    _, late = while_open(
        lambda: move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW),
        lambda: change_seat(seat, support=5, by=pre, at=NOW),
    )
    seat.refresh_from_db()
    assert (str(late)[:19], seat.support) == ("This deal is closed", None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_one_person_the_second_is_told(seat: Seat, ada: User, pre: User) -> None:
    _, late = while_open(
        lambda: change_seat(seat, support=5, edition=1, by=ada, at=NOW),
        lambda: change_seat(seat, support=-5, edition=1, by=pre, at=NOW),
    )
    seat.refresh_from_db()
    assert (type(late), seat.support) == (StaleRefusal, 5)


def test_a_place_is_kept_within_the_picture_and_tells_nobody(seat: Seat, ada: User) -> None:
    place_seat(seat, x=1200, y=-5, by=ada, at=NOW)
    seat.refresh_from_db()
    assert (seat.x, seat.y, JournalEntry.objects.count()) == (1000, 0, 0)


def test_no_opinion_of_any_kind_reaches_the_journal(seat: Seat, other: Seat, ada: User) -> None:
    heard = add_evidence(seat, channel=Channel.CALL, **HEARD, by=ada, at=NOW)
    line = draw_line(start=seat, end=other, kind=LineKind.CONFLICT, by=ada, at=NOW)
    relation = relate(seat, user=ada, now=Rung.VENDOR, by=ada, at=NOW)
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
