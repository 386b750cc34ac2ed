"""The instalments of a deal beside what came in: for its page, and for whatever follows from what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from contracts.domain.payment import is_enough_interest
from contracts.domain.payment.calendar import Coming, value_on
from contracts.domain.payment.received import Came, RunsFrom, Standing, beyond, days_taken, standings
from contracts.domain.statutes import Rule, Statute
from contracts.models import Instalment, Receipt
from contracts.models import Statute as Row
from contracts.models.payment import prime_rate
from contracts.permissions import Act
from contracts.queries.checklists import offers_of
from contracts.queries.payment.ground import agreed_interest, protects
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.workdays import WorkCalendar
from quotes.models.funding import funding_rate
from stakeholders.domain.deals import Stage, calendar_of
from stakeholders.models import Deal, User
from stakeholders.models.workdays import noticed

A_YEAR = 366


@dataclass(frozen=True, kw_only=True)
class OwedRow:
    """One instalment on a day; interest to the cent, None where nothing entitles us to it or no text says how much: by
    the contract where it names a rate, by the law only where it names none."""

    pk: int
    position: int
    title: str
    amount: Decimal
    runs_from: RunsFrom
    from_day: date
    accepted_on: date | None
    due_on: date | None
    paid: Decimal
    left: Decimal
    overdue: Decimal
    days_late: int
    by_law: Decimal | None
    by_contract: Decimal | None

    @property
    def is_paid(self) -> bool:
        return not self.left


@dataclass(frozen=True, kw_only=True)
class Owed:
    """All of a deal's instalments on a day. `beyond` is what came in for none of them; `agreed` the yearly rate that
    the contract names; `is_enough` whether the law lets it be so low, None where no rate, prime rate or protection is
    known; `protected` is None while nobody has said who buys and how large we are."""

    rows: tuple[OwedRow, ...]
    beyond: Decimal
    days_taken: Decimal | None
    agreed: Decimal | None
    is_enough: bool | None
    protected: bool | None
    article: str

    @property
    def amount(self) -> Decimal:
        return sum((row.amount for row in self.rows), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((row.paid for row in self.rows), ZERO)

    @property
    def overdue(self) -> Decimal:
        return sum((row.overdue for row in self.rows), ZERO)

    @property
    def by_law(self) -> Decimal | None:
        return _sum([row.by_law for row in self.rows])

    @property
    def by_contract(self) -> Decimal | None:
        return _sum([row.by_contract for row in self.rows])

    @property
    def next_due(self) -> OwedRow | None:
        open_ = [row for row in self.rows if row.left and row.due_on]
        return min(open_, key=lambda row: (row.due_on or date.max, row.position), default=None)


@dataclass(frozen=True, kw_only=True)
class ReceivedScreen:
    """`value` is what the instalments are worth on the day the first of them begins, for whoever may know what money
    costs; `unlike` how far they are from the offer's total, with tax, where both are in one currency."""

    owed: Owed
    receipts: tuple[Receipt, ...]
    currency: str
    offer: str
    offer_currency: str
    unlike: Decimal
    may_see_rate: bool
    value: Decimal | None
    is_signed: bool

    @property
    def has_offer(self) -> bool:
        return bool(self.offer)

    @property
    def is_alike(self) -> bool:
        """Whether the offer is in the currency in which money is noted."""
        return self.offer_currency in ("", self.currency)

    @property
    def is_open(self) -> bool:
        """Whether instalments may still be added: after the signature up to what the offer comes to."""
        return not self.is_signed or not self.owed.rows or not self.is_alike or self.unlike < 0


def owed_on(deal: Deal, day: date) -> Owed:
    """Five statements, six with a checklist, one more with an agreed rate: for pages, tasks and obligations alike."""
    rows = list(Instalment.objects.filter(deal=deal))
    came = [receipt.value() for receipt in Receipt.objects.filter(deal=deal).standing()]
    return _owed(deal, rows, _came_in(came, rows, day), day)


def _came_in(came: Sequence[Came], rows: Sequence[Instalment], day: date) -> tuple[tuple[Standing, ...], Decimal]:
    values = [row.value() for row in rows]
    known = [one for one in came if one.day <= day]
    return standings(values, known, day, _calendar(rows, day)), beyond(values, known)


def _calendar(rows: Sequence[Instalment], day: date) -> WorkCalendar:
    """Every year in which one of them may fall due, and the next."""
    days = [day, *(row.from_day for row in rows), *(row.accepted_on for row in rows if row.accepted_on)]
    reach = max((row.credit_days + (row.window_days or 0) for row in rows), default=0)
    return calendar_of(min(days), max(days) + timedelta(days=reach + A_YEAR), noticed())


def received_screen(deal: Deal, user: User, today: date) -> ReceivedScreen:
    """Seven statements, eight with a checklist; one more each with an agreed rate and for SEE_FUNDING."""
    rows = list(Instalment.objects.filter(deal=deal))
    receipts = tuple(Receipt.objects.filter(deal=deal).select_related("noted_by", "withdrawn_by"))
    came = [receipt.value() for receipt in receipts if receipt.withdrawn_at is None]
    owed = _owed(deal, rows, _came_in(came, rows, today), today)
    offer = offers_of(deal).first()
    may_see_rate = Act.SEE_FUNDING.permits(user)
    return ReceivedScreen(
        owed=owed,
        receipts=receipts,
        currency=deal.currency,
        offer=f"{offer.quote} {offer}" if offer else "",
        offer_currency=offer.currency if offer else "",
        unlike=owed.amount - offer.gross_total if offer and rows and offer.currency == deal.currency else ZERO,
        may_see_rate=may_see_rate,
        value=_value(deal, owed, today) if may_see_rate else None,
        is_signed=deal.stage == Stage.SIGNED,
    )


def _owed(deal: Deal, rows: Sequence[Instalment], found: tuple[tuple[Standing, ...], Decimal], day: date) -> Owed:
    made = deal.checklists.first()
    protected, agreed = protects(made), agreed_interest(made)
    texts = [row.value() for row in Row.objects.filter(rule=Rule.LATE_INTEREST)]
    text = next((one for one in texts if one.holds(day)), None)
    taken = days_taken(found[0])
    return Owed(
        rows=tuple(
            _row(row, standing, text, agreed, protected=bool(protected))
            for row, standing in zip(rows, found[0], strict=True)
        ),
        beyond=found[1],
        days_taken=None if taken is None else round_to(taken, 1),
        agreed=agreed.points if agreed else None,
        is_enough=_is_enough(deal, agreed, day) if agreed and protected else None,
        protected=protected,
        article=f"{text.instrument} {text.article}" if text else "",
    )


def _is_enough(deal: Deal, agreed: Percent, day: date) -> bool | None:
    """By the prime rate of the day of signing; today's on a deal that is not signed."""
    prime = prime_rate(timezone.localdate(deal.closed_at) if deal.closed_at else day)
    return is_enough_interest(agreed, Percent(prime.points)) if prime else None


def _row(
    row: Instalment, standing: Standing, text: Statute | None, agreed: Percent | None, *, protected: bool
) -> OwedRow:
    return OwedRow(
        pk=row.pk,
        position=row.position,
        title=row.title,
        amount=row.amount,
        runs_from=RunsFrom(row.runs_from),
        from_day=row.from_day,
        accepted_on=row.accepted_on,
        due_on=standing.due_on,
        paid=standing.paid,
        left=standing.left,
        overdue=standing.overdue,
        days_late=standing.days_late,
        by_law=round_to(standing.interest(text, None), 2) if text and protected and agreed is None else None,
        by_contract=round_to(standing.interest(text, agreed), 2) if text and agreed else None,
    )


def _value(deal: Deal, owed: Owed, today: date) -> Decimal | None:
    """None while an instalment has no day, or finance has not said."""
    rate = funding_rate(today, deal.currency)
    dues = [Coming(day=row.due_on, amount=row.amount) for row in owed.rows if row.due_on]
    if rate is None or not dues or len(dues) < len(owed.rows):
        return None
    return round_to(value_on(min(row.from_day for row in owed.rows), dues, rate.rate), 2)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """None where nothing of it is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
