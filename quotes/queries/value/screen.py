"""A deal's value as its team reads it: what must come true first, then what counts, and what stands apart and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.words import label
from dealdesk.web import charts
from quotes.domain.value.drivers import Apart, against, swings
from quotes.domain.value.formulas import FORMULAS, Formula
from quotes.models import ConcernAnswer, QuoteVersion, ValueBasis
from quotes.queries.rivals import ground_of
from quotes.queries.value.beside import Differs, differs
from quotes.queries.value.case import Return, returns_of
from quotes.queries.value.known import Known, value_of
from quotes.queries.value.rows import DriverRow, driver_rows
from quotes.queries.value.verdict import Verdict, verdict_of
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Deal, Seat, User
from stakeholders.permissions import Act

# As many figures as a picture holds; the table behind it has them all.
MOST_BARS = 8


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """Who sits there, what worries them, and which drivers answer it; `offered` would fit and are not chosen yet."""

    pk: int
    name: str
    kind: str
    concern: str
    answer: str
    answers: tuple[DriverRow, ...]
    offered: tuple[DriverRow, ...]


@dataclass(frozen=True, kw_only=True)
class SwingRow:
    metric: str
    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class ValueScreen:
    currency: str
    months: int
    version: QuoteVersion | None
    price: Decimal | None
    verdict: Verdict
    claimed: Decimal
    headline: Decimal
    costs: Decimal
    net: Decimal
    unacknowledged: Decimal
    unproved: Decimal
    worth: Decimal | None
    returns: Return | None
    rows: tuple[DriverRow, ...]
    cost_rows: tuple[DriverRow, ...]
    seats: tuple[SeatRow, ...]
    basis: ValueBasis | None
    reference: Decimal | None
    differs: Differs | None
    alternative: str
    no_cost_because: str
    swings: tuple[SwingRow, ...]
    by: Decimal
    tornado: charts.Picture
    ladder: charts.Picture
    may_edit: bool

    @property
    def lacks_cost(self) -> bool:
        """Neither a cost of the change nor a word why there is none."""
        return bool(self.rows) and not self.cost_rows and not self.no_cost_because


def value_screen(user: User, deal: Deal, today: date, by: Decimal) -> ValueScreen:
    """The statements of the offer on the table, five of the value, three of editions and seats, and one of competitors'
    offers where it is held against one."""
    ground = ground_of(deal, today)
    known = value_of(deal, today, ground.version if ground else None)
    version = ground.version if ground else None
    rows = driver_rows(known, version)
    worth = against(known.value, known.against)
    return ValueScreen(
        currency=deal.currency,
        months=known.value.months,
        version=version,
        price=known.price.amount if known.price else None,
        verdict=verdict_of(known, deal),
        claimed=known.value.claimed,
        headline=known.value.headline,
        costs=known.value.costs,
        net=known.value.net,
        unacknowledged=known.value.standing_apart(Apart.UNACKNOWLEDGED),
        unproved=known.value.standing_apart(Apart.UNPROVED),
        worth=worth.total if worth else None,
        returns=returns_of(known),
        rows=tuple(row for row in rows if not row.is_cost),
        cost_rows=tuple(row for row in rows if row.is_cost),
        seats=_seats(deal, rows, known),
        basis=known.basis,
        reference=known.against.reference,
        differs=differs(known, deal, ground),
        alternative=gettext(label(known.against.alternative)) if known.basis else "",
        no_cost_because=known.basis.no_cost_because if known.basis else "",
        swings=tuple(_swing_rows(known, rows, by)),
        by=by,
        tornado=_tornado(known, rows, by, deal.currency),
        ladder=_ladder(known, rows, deal.currency),
        may_edit=Act.EDIT_VALUE.permits(user) and deal.is_open,
    )


def _seats(deal: Deal, rows: tuple[DriverRow, ...], known: Known) -> tuple[SeatRow, ...]:
    """Two statements; costs answer nobody's worry."""
    kinds = {row.pk: FORMULAS[Formula(row.formula)].seats for row in known.rows}
    linked: dict[int, set[int]] = {}
    for seat, driver in ConcernAnswer.objects.filter(seat__deal=deal).values_list("seat", "driver"):
        linked.setdefault(seat, set()).add(driver)
    seats = Seat.objects.filter(deal=deal).select_related("contact").order_by("kind", "contact__name", "pk")
    return tuple(_seat_row(seat, rows, linked.get(seat.pk, set()), kinds) for seat in seats)


def _seat_row(
    seat: Seat, rows: tuple[DriverRow, ...], linked: set[int], kinds: dict[int, tuple[SeatKind, ...]]
) -> SeatRow:
    """What its formula is meant for first."""
    claims = [row for row in rows if not row.is_cost]
    others = [row for row in claims if row.pk not in linked]
    return SeatRow(
        pk=seat.pk,
        name=seat.contact.name,
        kind=seat.get_kind_display(),
        concern=seat.concern,
        answer=seat.answer,
        answers=tuple(row for row in claims if row.pk in linked),
        offered=tuple(sorted(others, key=lambda row: (SeatKind(seat.kind) not in kinds[row.pk], row.pk))),
    )


def _swing_rows(known: Known, rows: tuple[DriverRow, ...], by: Decimal) -> Iterator[SwingRow]:
    for swing in swings(known.value, Percent(by)):
        name = gettext(label(swing.asked))
        yield SwingRow(metric=rows[swing.driver].metric, name=name, low=swing.low, high=swing.high)


def _tornado(known: Known, rows: tuple[DriverRow, ...], by: Decimal, currency: str) -> charts.Picture:
    """What counts less the costs, and the difference in price that it has to make up for."""
    found = [
        charts.Reach(label=f"{rows[one.driver].name} · {gettext(label(one.asked))}", low=one.low, high=one.high)
        for one in swings(known.value, Percent(by))[:MOST_BARS]
    ]
    gap = None
    if known.price is not None and known.against.reference is not None:
        gap = known.price.amount - known.against.reference
    told: dict[str, Any] = {
        "base": known.value.net,
        "base_label": gettext("Net value"),
        "even": gap,
        "even_label": gettext("Break-even"),
        "currency": currency,
        "label": gettext("What the net value becomes where one figure at a time is lower or higher"),
    }
    return charts.either(charts.tornado(found, **told), charts.tornado(found, width=charts.PHONE, **told))


def _ladder(known: Known, rows: tuple[DriverRow, ...], currency: str) -> charts.Picture:
    """From the alternative's price to what ours is worth, with our price below."""
    reference = known.against.reference
    if reference is None or not known.value.drivers:
        return charts.EMPTY
    steps = [
        charts.Step(label=gettext("Alternative"), value=reference, is_total=True, kind="c6"),
        *(charts.Step(label=row.name, value=row.counted, kind="c4") for row in rows if row.counted),
        *(charts.Step(label=row.name, value=-row.amount, kind="c2") for row in rows if row.is_cost and row.amount),
        charts.Step(label=gettext("Worth to them"), value=reference + known.value.net, is_total=True),
    ]
    if known.price is not None:
        steps.append(charts.Step(label=gettext("Our price"), value=known.price.amount, is_total=True, kind="c3"))
    # Beside the page, as narrow as on a phone.
    return charts.waterfall(steps, width=charts.PHONE, currency=currency)
