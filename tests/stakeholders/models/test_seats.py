from typing import Any

import pytest
from django.db import IntegrityError

from stakeholders.models import Contact, Deal, Seat, SeatEvidence, SeatLine, SeatRelation, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


@pytest.fixture
def seat(deal: Deal, contact: Contact) -> Seat:
    return whom.seat(deal=deal, contact=contact)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"support": 0}, "seat_support_scale"),
        ({"support": 6}, "seat_support_scale"),
        ({"roles": ["jester"]}, "seat_roles_known"),
        ({"stale_after": 0}, "seat_stale_after_within_a_year"),
        ({"x": 5}, "seat_placed_on_the_picture"),
        ({"x": 5, "y": 1001}, "seat_placed_on_the_picture"),
        ({"standing": "king"}, "seat_standing_known"),
        ({"influence": "huge"}, "seat_influence_known"),
        ({"coverage": "total"}, "seat_coverage_known"),
        ({"mode": "panic"}, "seat_mode_known_or_open"),
        ({"orientation": "east"}, "seat_orientation_known_or_open"),
    ],
)
def test_a_seat_that_cannot_be_is_not_stored(seat: Seat, wrong: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        Seat.objects.filter(pk=seat.pk).update(**wrong)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"kind": "influence", "weight": 4}, "seat_line_weight_of_influence"),
        ({"kind": "conflict", "weight": 2}, "seat_line_weight_of_influence"),
        ({"kind": "love"}, "seat_line_kind_known|seat_line_weight"),
    ],
)
def test_a_line_that_cannot_be_is_not_stored(seat: Seat, wrong: dict[str, Any], constraint: str) -> None:
    other = whom.seat(deal=seat.deal, contact=whom.contact(customer=seat.deal.customer, name="何敏之"))
    with pytest.raises(IntegrityError, match=constraint):
        SeatLine.objects.create(start=seat, end=other, **wrong)


def test_nobody_has_a_line_to_themselves(seat: Seat) -> None:
    with pytest.raises(IntegrityError, match="seat_line_to_another"):
        SeatLine.objects.create(start=seat, end=seat, kind="conflict")


@pytest.mark.parametrize("kind", ["reporting", "conflict", "informal"])
def test_two_people_have_a_line_of_a_kind_once_whichever_way(seat: Seat, kind: str) -> None:
    other = whom.seat(deal=seat.deal, contact=whom.contact(customer=seat.deal.customer, name="何敏之"))
    SeatLine.objects.create(start=seat, end=other, kind=kind)
    with pytest.raises(IntegrityError, match="seat_line_once_per_pair"):
        SeatLine.objects.create(start=other, end=seat, kind=kind)


def test_a_colleague_is_one_thing_to_a_person(seat: Seat, ada: User) -> None:
    SeatRelation.objects.create(seat=seat, user=ada, now="vendor")
    with pytest.raises(IntegrityError, match="seat_relation_once"):
        SeatRelation.objects.create(seat=seat, user=ada, now="problem_solver")


def test_evidence_says_something(seat: Seat, ada: User) -> None:
    with pytest.raises(IntegrityError, match="seat_evidence_says_something"):
        SeatEvidence.objects.create(
            seat=seat, on=NOW.date(), channel="call", kind="quote", text="", author=ada, created_at=NOW
        )
