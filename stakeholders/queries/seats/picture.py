"""A decision map as people and ties of its picture."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dealdesk.web.charts import Person, Picture, Tie, decision_chain, fitting, placed
from stakeholders.domain.seats.map import DecisionMap, Seated
from stakeholders.domain.seats.words import LineKind, SeatKind
from stakeholders.models import Seat
from stakeholders.queries.seats.mapped import Mapped
from stakeholders.queries.seats.sentences import age, support

SHAPES: dict[SeatKind, str] = {
    SeatKind.TECHNICAL: "hexagon",
    SeatKind.PROCUREMENT: "diamond",
    SeatKind.BUSINESS: "square",
    SeatKind.FINANCE: "circle",
    SeatKind.LEGAL: "triangle",
    SeatKind.SECURITY: "octagon",
    SeatKind.EXECUTIVE: "pentagon",
    SeatKind.USER: "gable",
    SeatKind.ADVISER: "star",
}
# How far the ring goes round: brief, several times, in depth.
RINGS = (0, 0, 1 / 3, 2 / 3, 1)


def drawn(known: Mapped, today: date, *, kind: str = "", live: bool = True) -> Picture:
    """Everybody stands on it; who is not of the chosen kind stands back."""
    map_ = known.map_
    fixed = {seat.pk: (seat.x, seat.y) for seat in known.rows if seat.x is not None and seat.y is not None}
    heads = frozenset(seat.key for seat in map_.seats if seat.kind is SeatKind.EXECUTIVE)
    places = placed([seat.key for seat in map_.seats], above=_above(map_), fixed=fixed, heads=heads)
    people = [_person(row, map_.by_key[row.pk], places[row.pk], kind, today) for row in known.rows]
    ties = [Tie(start=line.start, end=line.end, kind=line.kind, weight=line.weight) for line in map_.lines]
    count = ngettext("Decision map of %(n)s person", "Decision map of %(n)s people", len(people)) % {"n": len(people)}
    return decision_chain(people, ties, label=count, live=live)


def _above(map_: DecisionMap) -> dict[int, int]:
    """Whom somebody reports to; where nobody said, whom they influence most."""
    by_influence = sorted(map_.of(LineKind.INFLUENCE), key=lambda line: line.weight)
    return {line.start: line.end for line in (*by_influence, *map_.of(LineKind.REPORTING))}


def _person(row: Seat, seated: Seated, place: tuple[int, int], kind: str, today: date) -> Person:
    facts = _facts(seated, today)
    stands = gettext("support %(support)s") % {"support": support(seated)}
    veto = gettext("can veto") if seated.can_veto else ""
    known = gettext("evidence %(age)s") % {"age": age(seated.age(today))}
    return Person(
        key=row.pk,
        place=place,
        shape=SHAPES[seated.kind],
        words=tuple(filter(None, [seated.name, seated.title, fitting(facts)])),
        label=gettext(", ").join(filter(None, [seated.name, seated.title, *facts, stands, veto, known])),
        support=seated.support,
        cover=RINGS[seated.depth],
        can_veto=seated.can_veto,
        is_stale=seated.is_stale(today),
        is_dim=kind not in {"", seated.kind},
        url=reverse("stakeholders:seat_edit", args=[row.pk]),
        place_url=reverse("stakeholders:seat_place", args=[row.pk]),
    )


def _facts(seated: Seated, today: date) -> tuple[str, ...]:
    """The ring and the dashes tell the last one too, where words are long."""
    known = gettext("evidence %(age)s") % {"age": age(seated.age(today))}
    last = known if seated.is_stale(today) else gettext(seated.coverage.label)
    return gettext(seated.kind.label), gettext(seated.influence.label), last
