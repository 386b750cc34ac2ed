"""Rounds, moves and the ledger of what was given for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.words import Word
from quotes.domain.pricing.engine import percent_off


class Side(Word):
    OURS = "ours", "Our side"
    THEIRS = "theirs", "Their side"


class Channel(Word):
    MEETING = "meeting"
    CALL = "call"
    MESSAGE = "message"
    MAIL = "mail", "E-mail"
    VISIT = "visit"


class Issue(Word):
    """What is negotiated. Payment is how often: the part prepaid and the days of credit stand by themselves."""

    PRICE = "price"
    PAYMENT = "payment", "Payment cycle"
    PREPAY = "prepay", "Prepayment"
    CREDIT = "credit", "Credit days"
    TERM = "term", "Contract term"
    COMMITMENT = "commitment", "Committed volume"
    FREE_MONTHS = "free_months", "Free months"
    SLA = "sla", "SLA"
    SUPPORT = "support"
    REFERENCE = "reference", "Customer reference"
    DELIVERY = "delivery", "Delivery date"
    LIABILITY = "liability", "Liability cap"
    RESIDENCY = "residency", "Data residency"
    PRICE_LOCK = "price_lock", "Price lock on expansion"
    SCOPE = "scope"
    OTHER = "other", "Other matter"


class MoveKind(Word):
    GIVE = "give"
    GET = "get"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What a round was written beside: the version on the table, by the desk's own number, and the last round logged.

    0 stands for none, and for what a form no longer says.
    """

    version: int
    round: int

    def __str__(self) -> str:
        return f"{self.version}.{self.round}"


class MoveStatus(Word):
    AGREED = "agreed"
    OPEN = "open", "Still open"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Basis(Word):
    """What an amount was reckoned by."""

    TYPED = "typed", "Typed by hand"
    OPTION = "option", "The deal's list of issues"
    TOTAL = "total", "Change of the total"
    PAYMENT = "payment", "Present value at the cost of money"
    LIST = "list", "At list price"
    CREDITS = "credits", "Credits by their chances"


@dataclass(frozen=True, kw_only=True)
class MoveTerms:
    """One give or get. `worth` is in the quote's currency, None where nobody has priced it; `trade` ties a give to
    its get within one round."""

    kind: MoveKind
    issue: Issue
    what: str = ""
    worth: Decimal | None = None
    round: int = 0
    trade: int | None = None
    untraded_reason: str = ""
    status: MoveStatus = MoveStatus.AGREED


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """The running totals after one agreed move."""

    move: MoveTerms
    given: Decimal
    got: Decimal

    @property
    def net(self) -> Decimal:
        return self.got - self.given


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What agreed moves come to so far. Moves without a price are counted, never taken for zero."""

    rows: tuple[LedgerRow, ...]
    unpriced_gives: int
    unpriced_gets: int

    @property
    def given(self) -> Decimal:
        return self.rows[-1].given if self.rows else ZERO

    @property
    def got(self) -> Decimal:
        return self.rows[-1].got if self.rows else ZERO

    @property
    def net(self) -> Decimal:
        """Positive where we got more than we gave, as far as moves are priced."""
        return self.got - self.given


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How far their ask is below our offer, in money and in percent points of our offer; negative: they ask more."""

    amount: Decimal
    percent: Decimal


def ledger(moves: Sequence[MoveTerms]) -> Ledger:
    """Running totals of the agreed moves, in the order given."""
    rows: list[LedgerRow] = []
    totals = {MoveKind.GIVE: ZERO, MoveKind.GET: ZERO}
    unpriced = {MoveKind.GIVE: 0, MoveKind.GET: 0}
    for move in moves:
        if move.status is MoveStatus.AGREED:
            totals[move.kind] += move.worth or ZERO
            unpriced[move.kind] += move.worth is None
            rows.append(LedgerRow(move=move, given=totals[MoveKind.GIVE], got=totals[MoveKind.GET]))
    return Ledger(rows=tuple(rows), unpriced_gives=unpriced[MoveKind.GIVE], unpriced_gets=unpriced[MoveKind.GET])


def gap(offer: Decimal, ask: Decimal) -> Gap:
    """Both totals in one currency and tax basis."""
    return Gap(amount=offer - ask, percent=percent_off(offer, ask))


def untraded(moves: Sequence[MoveTerms]) -> tuple[MoveTerms, ...]:
    """Agreed gives for which nothing agreed came back in the same trade of the same round."""
    agreed = [move for move in moves if move.status is MoveStatus.AGREED]
    bought = {(move.round, move.trade) for move in agreed if move.kind is MoveKind.GET and move.trade is not None}
    return tuple(move for move in agreed if move.kind is MoveKind.GIVE and (move.round, move.trade) not in bought)
