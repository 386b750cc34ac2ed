"""Seats and maps said in a few words, and every map hypothesis can think of."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from stakeholders.domain.seats.map import DecisionMap, Evidence, Line, Seated
from stakeholders.domain.seats.words import (
    BuyingRole,
    Coverage,
    EvidenceKind,
    Influence,
    LineKind,
    SeatKind,
    Standing,
)

TODAY = date(2026, 11, 24)
K, C = SeatKind, Coverage
CHAMPION, BUYER = frozenset({BuyingRole.CHAMPION}), frozenset({BuyingRole.ECONOMIC})


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def heard(days: int, kind: EvidenceKind = EvidenceKind.OBSERVATION) -> Evidence:
    return Evidence(on=days_ago(days), kind=kind)


def seat(name: str, kind: SeatKind = K.BUSINESS, *, days: int | None = None, **known: Any) -> Seated:
    """Known by name; `days` is the age of the only evidence on them."""
    evidence = () if days is None else (heard(days),)
    return Seated(**{"key": hash(name), "name": name, "kind": kind, "evidence": evidence, **known})


def influences(start: Seated, end: Seated, weight: int = 1) -> Line:
    return Line(start=start.key, end=end.key, kind=LineKind.INFLUENCE, weight=weight)


def of(*seats: Seated, lines: tuple[Line, ...] = ()) -> DecisionMap:
    return DecisionMap(seats=seats, lines=lines)


@st.composite
def maps(draw: st.DrawFn) -> DecisionMap:
    """One to six people with any facts, and any lines between them."""
    count = draw(st.integers(1, 6))
    seats = tuple(draw(seats_of(key)) for key in range(1, count + 1))
    pairs = st.tuples(st.integers(1, count), st.integers(1, count)).filter(lambda pair: pair[0] != pair[1])
    drawn = (
        draw(st.lists(st.tuples(pairs, st.sampled_from(LineKind), st.integers(1, 3)), max_size=12)) if count > 1 else []
    )
    lines = {(pair, kind): Line(start=pair[0], end=pair[1], kind=kind, weight=w) for pair, kind, w in drawn}
    return DecisionMap(seats=seats, lines=tuple(lines.values()))


def seats_of(key: int) -> st.SearchStrategy[Seated]:
    past = st.integers(0, 120).map(days_ago)
    evidence = st.lists(st.builds(Evidence, on=past, kind=st.sampled_from(EvidenceKind)), max_size=3).map(tuple)
    return st.builds(
        Seated,
        key=st.just(key),
        name=st.just(f"人{key}"),
        kind=st.sampled_from(SeatKind),
        roles=st.frozensets(st.sampled_from(BuyingRole), max_size=2),
        can_approve=st.booleans(),
        can_veto=st.booleans(),
        standing=st.sampled_from(Standing),
        influence=st.sampled_from(Influence),
        support=st.none() | st.integers(-5, 5).filter(bool),
        coverage=st.sampled_from(Coverage),
        last_contact_on=st.none() | past,
        stale_after=st.integers(1, 90),
        evidence=evidence,
    )
