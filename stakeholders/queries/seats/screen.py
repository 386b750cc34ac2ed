"""The decision map as one screen: the picture, the table of the same people, whom we know, and what to do now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from dealdesk.kernel.formats import NOTHING
from dealdesk.web.charts import Picture
from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.figures import coverage_index, map_status, seat_gap, weighted_support
from stakeholders.domain.seats.influence import Method, Shares, shares
from stakeholders.domain.seats.insights import insights, light
from stakeholders.domain.seats.map import DecisionMap, Seated
from stakeholders.domain.seats.strength import threads
from stakeholders.domain.seats.words import Rung, SeatKind
from stakeholders.models import Deal, Seat, SeatRelation, User
from stakeholders.permissions import Act
from stakeholders.queries.seats.mapped import mapped
from stakeholders.queries.seats.picture import drawn
from stakeholders.queries.seats.sentences import Told, figure, index, told

RUNGS = list(Rung)
RAGS = {"red": "bad", "amber": "warn", "green": "good"}


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person as the table and the picture tell them: `tone` is the light of their evidence."""

    seat: Seat
    roles: str
    powers: str
    coverage: str
    colleague: str
    latest_on: date | None
    age: int | None
    tone: str

    @property
    def support(self) -> int | None:
        return self.seat.support


@dataclass(frozen=True, kw_only=True)
class Figure:
    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one colleague is to one person, and should become; nothing where nobody said."""

    now: str = ""
    target: str = ""
    reached: bool = False


@dataclass(frozen=True, kw_only=True)
class Matrix:
    colleagues: tuple[User, ...]
    rows: tuple[tuple[Seat, tuple[Cell, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class MapScreen:
    people: tuple[PersonRow, ...]
    kinds: tuple[SeatKind, ...]
    everybody: int
    seat_count: int
    thread_count: int
    picture: Picture
    paper: Picture
    figures: tuple[Figure, ...]
    insights: tuple[Told, ...]
    counts: tuple[tuple[str, int], ...]
    matrix: Matrix


def map_screen(user: User, deal: Deal, *, kind: str, today: date) -> MapScreen | None:
    """Three statements; nothing for readers who may not see what is thought of people. `kind` chooses seats, "" all."""
    if not Act.SEE_SEATS.permits(user):
        return None
    known, relations, colleagues = mapped(deal), _relations(deal), _colleagues(deal)
    map_, stage, by = known.map_, Stage(deal.stage), shares(known.map_)
    said = tuple(told(insight, deal.pk) for insight in insights(map_, stage=stage, today=today, by=by))
    held = threads(map_, today)
    chosen = [seat for seat in known.rows if kind in {"", seat.kind}]
    return MapScreen(
        people=tuple(_rows(chosen, map_, relations, today)),
        kinds=tuple(each for each in SeatKind if any(seat.kind == each for seat in known.rows)),
        everybody=len(known.rows),
        seat_count=len({seat.kind for seat in known.rows}),
        thread_count=len(held),
        picture=drawn(known, today, kind=kind),
        paper=drawn(known, today, kind=kind, live=False),
        figures=_figures(map_, by, stage, len(held), today),
        insights=said,
        counts=tuple((tone, n) for tone in ("bad", "warn", "info") if (n := sum(one.tone == tone for one in said))),
        matrix=_matrix(chosen, colleagues, relations),
    )


def map_picture(deal: Deal, *, kind: str, today: date) -> Picture:
    """The picture alone, after somebody was moved on it."""
    return drawn(mapped(deal), today, kind=kind)


def _relations(deal: Deal) -> list[SeatRelation]:
    return list(SeatRelation.objects.filter(seat__deal=deal).select_related("user").order_by("user__name", "id"))


def _colleagues(deal: Deal) -> tuple[User, ...]:
    """Who works on the deal, and whoever has a relation in it."""
    concerned = Q(pk=deal.owner_id) | Q(memberships__deal=deal) | Q(pk__in=_related(deal))
    return tuple(User.objects.filter(concerned).distinct().order_by("name", "id"))


def _related(deal: Deal) -> Iterable[int]:
    return SeatRelation.objects.filter(seat__deal=deal).values("user")  # type: ignore[return-value]


def _rows(
    rows: Sequence[Seat], map_: DecisionMap, relations: Sequence[SeatRelation], today: date
) -> Iterable[PersonRow]:
    closest: dict[int, SeatRelation] = {}
    for relation in sorted(relations, key=lambda one: RUNGS.index(Rung(one.now))):
        closest[relation.seat_id] = relation
    for seat in rows:
        seated = map_.by_key[seat.pk]
        yield PersonRow(
            seat=seat,
            roles=gettext(", ").join(gettext(role.label) for role in sorted(seated.roles)) or NOTHING,
            powers=powers(seated) or NOTHING,
            coverage=gettext(seated.coverage.label),
            colleague=closest[seat.pk].user.name if seat.pk in closest else NOTHING,
            latest_on=seated.latest.on if seated.latest else None,
            age=seated.age(today),
            tone="good" if seated.is_live(today) else "warn" if seated.is_stale(today) else "",
        )


def powers(seated: Seated) -> str:
    said = [gettext("approves")] * seated.can_approve + [gettext("vetoes")] * seated.can_veto
    return gettext(", ").join(said)


def _figures(map_: DecisionMap, by: Shares, stage: Stage, held: int, today: date) -> tuple[Figure, ...]:
    if not map_.seats:
        return ()
    gap = seat_gap(map_, stage)
    missing = gettext(", ").join(gettext(kind.label) for kind in SeatKind if kind in gap)
    label = (
        gettext("Weighted support (DeGroot)")
        if by.method is Method.DEGROOT
        else gettext("Weighted support (influence)")
    )
    return (
        Figure(label=label, value=figure(weighted_support(map_, by))),
        Figure(label=gettext("Coverage index"), value=index(coverage_index(map_))),
        Figure(label=gettext("Threads / people"), value=f"{held} / {len(map_.seats)}"),
        Figure(label=gettext("Seats nobody covers"), value=missing or gettext("None"), tone="bad" if missing else ""),
        Figure(
            label=gettext("Map status"),
            value=gettext("%(status)s of 3") % {"status": map_status(map_)},
            tone=RAGS[light(map_, today=today)],
        ),
    )


def _matrix(rows: Sequence[Seat], colleagues: tuple[User, ...], relations: Sequence[SeatRelation]) -> Matrix:
    said = {(one.seat_id, one.user_id): one for one in relations}
    cells = tuple((seat, tuple(_cell(said.get((seat.pk, user.pk))) for user in colleagues)) for seat in rows)
    return Matrix(colleagues=colleagues, rows=cells)


def _cell(relation: SeatRelation | None) -> Cell:
    if relation is None:
        return Cell()
    now, target = Rung(relation.now), Rung(relation.target) if relation.target else None
    reached = target is None or RUNGS.index(now) >= RUNGS.index(target)
    return Cell(now=gettext(now.label), target=gettext(target.label) if target else "", reached=reached)
