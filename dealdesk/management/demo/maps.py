"""Draws the decision maps of the demo: what is known of people, the lines between them, who of us knows whom."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dealdesk.management.demo.times import day, on
from stakeholders.actions import customers, seats
from stakeholders.domain.seats.words import Channel, EvidenceKind, LineKind, Rung, SeatKind
from stakeholders.models import Contact, Deal, Seat, User

Cast = Mapping[str, User]
# What is taken over as it is written.
FACTS = (
    "roles", "can_approve", "can_veto", "standing", "influence", "support", "mode", "orientation", "coverage", "win",
    "concern", "answer",
)  # fmt: skip


def seat(told: Mapping[str, Any], deal: Deal, cast: Cast, owner: User, begun: datetime, at: datetime) -> Seat:
    kind = SeatKind(told["seat"])
    contact = customers.add_contact(
        deal.customer, name=told["name"], title=told["title"], seat=kind, by=owner, at=begun
    )
    made = seats.add_seat(
        deal,
        contact=contact,
        kind=kind,
        **{name: told[name] for name in FACTS if name in told},
        last_contact_on=on(at, told["last_contact"]) if "last_contact" in told else None,
        by=owner,
        at=begun,
    )
    for heard in told.get("evidence", ()):
        seats.add_evidence(
            made,
            on=on(at, heard["day"]),
            channel=Channel(heard["channel"]),
            kind=EvidenceKind(heard["kind"]),
            text=heard["text"],
            by=owner,
            at=day(at, heard["day"]),
        )
    if "place" in told:
        x, y = told["place"]
        seats.place_seat(made, x=x, y=y, by=owner, at=begun)
    for key, now, target in told.get("ours", ()):
        goal = Rung(target) if target else None
        seats.relate(made, user=cast[key], now=Rung(now), target=goal, by=owner, at=begun)
    return made


def draw(
    told: Mapping[str, Any], deal: Deal, cast: Cast, owner: User, begun: datetime, at: datetime
) -> dict[str, Contact]:
    """A whole map; answers of its people by name."""
    people = {one["name"]: seat(one, deal, cast, owner, begun, at).contact for one in told["seats"]}
    lines(told["lines"], people, owner, begun)
    return people


def lines(told: Iterable[Mapping[str, Any]], people: Mapping[str, Contact], owner: User, at: datetime) -> None:
    """By the names at their ends."""
    for line in told:
        start, end = (people[line[name]].seats.get() for name in ("from", "to"))
        seats.draw_line(
            start=start, end=end, kind=LineKind(line["kind"]), weight=line.get("weight", 1), by=owner, at=at
        )
