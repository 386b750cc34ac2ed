"""The decision map of a deal as the domain knows it, in one statement."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from dealdesk.kept import Given, Kept
from stakeholders.domain.deals import Stage
from stakeholders.domain.engagements import Direction, EngagementKind, Record, with_log
from stakeholders.domain.engagements import Engagement as Engaged
from stakeholders.domain.seats.insights import red_lights
from stakeholders.domain.seats.map import DecisionMap, Evidence, Line
from stakeholders.domain.seats.words import Channel, EvidenceKind, LineKind
from stakeholders.models import Deal, Engagement, Seat, SeatEvidence, SeatLine


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """The rows and the value they make; whoever asked for it may see what is thought of people."""

    rows: tuple[Seat, ...]
    map_: DecisionMap


@cache
def _seats() -> Kept[Seat]:
    evidence = SeatEvidence.objects.filter(seat=OuterRef("pk")).order_by("-on", "-id")
    told = JSONObject(on="on", kind="kind", channel="channel", text="text", author="author__name")
    lines = SeatLine.objects.filter(start=OuterRef("pk")).order_by("id")
    drawn = JSONObject(end="end", kind="kind", weight="weight")
    met = Engagement.objects.standing().filter(deal=OuterRef("deal"), contacts=OuterRef("contact"))
    logged = JSONObject(on="held_on", kind="kind", direction="direction", text="learned", author="logged_by__name")
    seats = Seat.objects.filter(deal=Given("deal")).select_related("contact")
    return Kept(
        seats.annotate(
            told=ArraySubquery(evidence.values(json=told)),
            drawn=ArraySubquery(lines.values(json=drawn)),
            logged=ArraySubquery(met.order_by("held_on", "id").values(json=logged)),
        ).order_by("id")
    )


def mapped(deal: Deal) -> Mapped:
    rows = tuple(_seats()(deal=deal.pk))
    seats = tuple(with_log(seat.seated(tuple(map(_evidence, vars(seat)["told"]))), _record(seat)) for seat in rows)
    lines = tuple(_line(seat.pk, told) for seat in rows for told in vars(seat)["drawn"])
    return Mapped(rows=rows, map_=DecisionMap(seats=seats, lines=lines))


def _evidence(told: dict[str, Any]) -> Evidence:
    return Evidence(
        on=date.fromisoformat(told["on"]),
        kind=EvidenceKind(told["kind"]),
        channel=Channel(told["channel"]),
        text=told["text"],
        author=told["author"],
    )


def _record(seat: Seat) -> Record | None:
    """What the log of the deal proves of this person; None where they were never met."""
    met = tuple(
        Engaged(
            on=date.fromisoformat(told["on"]),
            kind=EngagementKind(told["kind"]),
            direction=Direction(told["direction"]),
            contacts=frozenset({seat.contact_id}),
            learned=told["text"],
            author=told["author"],
        )
        for told in vars(seat)["logged"]
    )
    return Record(engagements=met) if met else None


def _line(start: int, told: dict[str, Any]) -> Line:
    return Line(start=start, end=told["end"], kind=LineKind(told["kind"]), weight=told["weight"])


def red_count(deal: Deal, today: date) -> int:
    """How many red lights the map of a deal shows; for the tab in its head."""
    return red_lights(mapped(deal).map_, stage=Stage(deal.stage), today=today)
