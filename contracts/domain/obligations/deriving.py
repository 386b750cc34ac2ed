"""What follows from an accepted offer and the life of its contract: instalments, notice days, reports, deletion.

A day is the last one on which something is in time, until its end. What they owe and falls on a day off is due on the
next working day; what we owe, and a notice, is put on the working day before, so that nobody finds an empty office.
Source for the first: 民法典, article 203. The second is our own care.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from contracts.domain.obligations.words import ObligationKind, Side, usual_side
from contracts.domain.sla.spans import ServiceMonth, months_within
from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.periods import Period, add_months, term
from dealdesk.kernel.refusals import Finding, Refusal
from dealdesk.kernel.workdays import WorkCalendar
from quotes.domain.concessions import has_dates
from quotes.domain.outlay import dated
from quotes.domain.pricing.terms import PaymentTerms

A_DAY = timedelta(days=1)
# Days that a contract names: more is a typing error.
MOST_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class Life:
    """From its first day a contract runs for so many months of service, free ones among them. `renews` is whether it
    goes on by itself; days are calendar days, those of reports working days after a month. None is what nobody said."""

    begins_on: date
    months: int
    renews: bool | None = None
    notice_days: int | None = None
    exit_days: int | None = None
    report_days: int | None = None
    claim_days: int | None = None

    def __post_init__(self) -> None:
        for name in ("notice_days", "exit_days", "report_days", "claim_days"):
            days = getattr(self, name)
            if days is not None and not 0 <= days <= MOST_DAYS:
                raise Refusal("Days are counted from 0 to %(most)s.", field=name, most=MOST_DAYS)

    @property
    def whole(self) -> Period:
        return term(self.begins_on, self.months)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return add_months(self.begins_on, self.months) - A_DAY

    def notice_on(self, calendar: WorkCalendar) -> date | None:
        """The last day for a notice, with so many whole days between it and the last day: 30 days before 31 December
        are 1 December, and the working day before where that is a day off."""
        if self.notice_days is None:
            return None
        return worked_by(self.ends_on - timedelta(days=self.notice_days), calendar)


@dataclass(frozen=True, kw_only=True)
class Price:
    """What is paid in all, with tax, how, and over how many months without the free ones."""

    gross: Decimal
    payment: PaymentTerms
    months: int
    places: int = 2


@dataclass(frozen=True, kw_only=True)
class Part:
    """An instalment as it stands today: its last day, None while its credit does not run."""

    n: int
    due_on: date | None
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Due:
    """One obligation that follows: the `n`th of its kind, counted from 1."""

    kind: ObligationKind
    n: int
    due_on: date
    amount: Decimal | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.n}"

    @property
    def side(self) -> Side:
        return usual_side(self.kind)


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What follows, the first due first, and a sentence for what does not follow because something is not known;
    `by_parts` where payments follow from the instalments and no more from the offer."""

    dues: tuple[Due, ...]
    gaps: tuple[Finding, ...]
    by_parts: bool = False


def derived(
    life: Life,
    price: Price,
    calendar: WorkCalendar,
    *,
    signed_on: date,
    declares: bool | None,
    parts: Sequence[Part] = (),
    is_alike: bool = True,
) -> Derived:
    """`declares` is whether the law protects us as a small seller to such a buyer; None where nobody has said. `parts`
    are the instalments, once there are any: they say when what is paid, whatever the offer said; `is_alike` where they
    are in the offer's currency."""
    paid = _paid(parts) if parts else payments(life, price, calendar)
    found = [*paid, *_by_days(life, calendar)]
    if declares:
        found.append(Due(kind=ObligationKind.DECLARATION, n=1, due_on=signed_on))
    ordered = sorted(found, key=lambda due: (due.due_on, due.kind, due.n))
    gaps = [*_payment_gaps(price, parts, is_alike=is_alike), *_gaps(life, declares)]
    return Derived(dues=tuple(ordered), gaps=tuple(gaps), by_parts=bool(parts))


def payments(life: Life, price: Price, calendar: WorkCalendar) -> tuple[Due, ...]:
    """Instalments with tax, together what is paid by dates, to the cent: what is prepaid on the first day, the rest by
    the plan and the days of credit later. None by milestones, but for what is prepaid.
    """
    return tuple(
        Due(
            kind=ObligationKind.PAYMENT,
            n=n,
            due_on=next_worked(add_months(life.begins_on, part.months) + timedelta(days=part.days), calendar),
            amount=amount,
        )
        for n, (part, amount) in enumerate(dated(price.gross, price.payment, price.months, price.places), 1)
    )


def _paid(parts: Sequence[Part]) -> tuple[Due, ...]:
    return tuple(
        Due(kind=ObligationKind.PAYMENT, n=part.n, due_on=part.due_on, amount=part.amount)
        for part in parts
        if part.due_on is not None
    )


def _by_days(life: Life, calendar: WorkCalendar) -> Iterator[Due]:
    notice = life.notice_on(calendar)
    if notice is not None:
        yield Due(kind=ObligationKind.NOTICE, n=1, due_on=notice)
    if life.report_days is not None:
        for n, month in enumerate(months_within(life.whole, ServiceMonth.ANNIVERSARY), 1):
            last = month.last_day or month.start
            yield Due(kind=ObligationKind.REPORT, n=n, due_on=calendar.after(last, life.report_days))
    # What goes on by itself has no end after which data goes.
    if life.exit_days is not None and life.renews is False:
        day = worked_by(life.ends_on + timedelta(days=life.exit_days), calendar)
        yield Due(kind=ObligationKind.DELETION, n=1, due_on=day)


def _payment_gaps(price: Price, parts: Sequence[Part], *, is_alike: bool) -> Iterator[Finding]:
    if not parts and not has_dates(price.payment):
        yield Finding(message="Payment goes by milestones, which have no dates: enter each instalment by hand.")
    waiting = sum(part.due_on is None for part in parts)
    if waiting:
        yield Finding(message="%(n)s instalments wait for acceptance: they have no day yet.", params={"n": waiting})
    missing = price.gross - sum((part.amount for part in parts), ZERO)
    if parts and is_alike and missing > 0:
        said = {"amount": quantity(missing)}
        yield Finding(message="The offer comes to %(amount)s more than its instalments: add the rest.", params=said)


def _gaps(life: Life, declares: bool | None) -> Iterator[Finding]:
    if life.renews is None:
        yield Finding(message="Nobody has said whether the contract goes on by itself.")
    if life.notice_days is None:
        yield Finding(message="The days of notice before the end are not known.")
    if life.exit_days is None:
        yield Finding(message="How long after the end data is kept is not known.")
    if life.report_days is None:
        yield Finding(message="When a month is reported on is not known.")
    if declares is None:
        yield Finding(message="Whether we have to declare our size is not known: the checklist does not say who buys.")


def next_worked(day: date, calendar: WorkCalendar) -> date:
    """The day, or the next on which people work."""
    while not calendar.is_workday(day):
        day += A_DAY
    return day


def worked_by(day: date, calendar: WorkCalendar) -> date:
    """The day, or the last before it on which people work."""
    while not calendar.is_workday(day):
        day -= A_DAY
    return day
