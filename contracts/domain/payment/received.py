"""Instalments as they were agreed, beside what came in: what is due, what is late, and the interest on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from contracts.domain.obligations.deriving import next_worked
from contracts.domain.payment.law import clock_starts, late_interest
from contracts.domain.statutes import Statute
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from dealdesk.kernel.workdays import WorkCalendar


class RunsFrom(Word):
    """What the days of credit begin with."""

    DAY = "day", "A day in the contract"
    ACCEPTANCE = "acceptance", "Acceptance of what was delivered"


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """An amount with tax, and from when its days of credit run: a day, or the acceptance of what is delivered on that
    day, within a window; put off by the customer, they run from the end of the window."""

    amount: Decimal
    runs_from: RunsFrom
    from_day: date
    credit_days: int
    window_days: int | None = None
    accepted_on: date | None = None
    is_put_off: bool = False

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise Refusal("An instalment has an amount.", field="amount")
        if self.runs_from is RunsFrom.ACCEPTANCE and self.window_days is None:
            raise Refusal("Say within how many days it is accepted.", field="window_days")
        if self.runs_from is RunsFrom.DAY and (self.accepted_on or self.is_put_off):
            raise Refusal("Nothing is accepted here: it is due from its day on.", field="runs_from")
        if self.accepted_on and self.accepted_on < self.from_day:
            raise Refusal("Nothing is accepted before it is delivered.", field="accepted_on")

    @property
    def agreed(self) -> tuple[Decimal, RunsFrom, date | None, int, int | None]:
        """What a contract says of it, its day too unless that is the one on which it is delivered."""
        is_dated = self.runs_from is RunsFrom.DAY
        day, window = (self.from_day, None) if is_dated else (None, self.window_days)
        return self.amount, self.runs_from, day, self.credit_days, window

    @property
    def starts_on(self) -> date | None:
        """None while it is not accepted, and nobody says that the customer puts it off."""
        if self.runs_from is RunsFrom.DAY:
            return self.from_day
        accepted = (self.accepted_on - self.from_day).days if self.accepted_on else None
        found = clock_starts(delivered=0, accepted=accepted, window=self.window_days or 0, buyer_delays=self.is_put_off)
        return None if found is None else self.from_day + timedelta(days=found)

    def due_on(self, calendar: WorkCalendar) -> date | None:
        """The last day in time: a day off gives until the next working day. Source: 民法典, article 203."""
        if self.starts_on is None:
            return None
        return next_worked(self.starts_on + timedelta(days=self.credit_days), calendar)


@dataclass(frozen=True, kw_only=True)
class Came:
    """Money on a day."""

    day: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One instalment with what came in for it, on a day; `due_on` is None while its credit does not run."""

    instalment: Instalment
    due_on: date | None
    came: tuple[Came, ...]
    today: date

    @property
    def paid(self) -> Decimal:
        return sum((one.amount for one in self.came), ZERO)

    @property
    def left(self) -> Decimal:
        return self.instalment.amount - self.paid

    @property
    def days_late(self) -> int:
        """Since it was due; none where it is paid or not due. Due on a day is late from the next one on."""
        return max((self.today - self.due_on).days, 0) if self.due_on and self.left else 0

    @property
    def overdue(self) -> Decimal:
        return self.left if self.days_late else ZERO

    def interest(self, rule: Statute, agreed: Percent | None) -> Decimal:
        """On what came late and on what is late still, each for its own days, not compounded; unrounded."""
        due = self.due_on
        if due is None:
            return ZERO
        late = [(one.amount, (one.day - due).days) for one in self.came] + [(self.overdue, self.days_late)]
        return sum((late_interest(rule, amount, days, agreed) for amount, days in late if days > 0), ZERO)


def standings(
    instalments: Sequence[Instalment], came: Sequence[Came], today: date, calendar: WorkCalendar
) -> tuple[Standing, ...]:
    """What came in pays what was due first, then what has no day yet, each whole before the next; in the order of the
    instalments. What came beyond all of them is nobody's: see `beyond`."""
    dues = [instalment.due_on(calendar) for instalment in instalments]
    order = sorted(range(len(instalments)), key=lambda place: (dues[place] or date.max, place))
    left = [instalment.amount for instalment in instalments]
    parts: list[list[Came]] = [[] for _ in instalments]
    for one in sorted(came, key=lambda money: money.day):
        rest = one.amount
        for place in order:
            part = min(rest, left[place])
            if part > 0:
                parts[place].append(Came(day=one.day, amount=part))
                left[place] -= part
                rest -= part
    return tuple(
        Standing(instalment=instalment, due_on=due, came=tuple(of), today=today)
        for instalment, due, of in zip(instalments, dues, parts, strict=True)
    )


def beyond(instalments: Sequence[Instalment], came: Sequence[Came]) -> Decimal:
    """What came in and belongs to no instalment."""
    return max(sum((one.amount for one in came), ZERO) - sum((one.amount for one in instalments), ZERO), ZERO)


def days_taken(found: Sequence[Standing]) -> Decimal | None:
    """DSO as it was: days from when the credit began to run until the money came, weighted by it; unrounded. Money that
    came before has waited no day. None before anything came in for a dated instalment."""
    taken = [
        (one.amount, max((one.day - start).days, 0))
        for standing in found
        for one in standing.came
        if (start := standing.instalment.starts_on)
    ]
    whole = sum((amount for amount, _ in taken), ZERO)
    if not whole:
        return None
    waited = sum((EXACT.multiply(amount, Decimal(days)) for amount, days in taken), ZERO)
    return EXACT.divide(waited, whole)
