"""Rounds, moves and the ledger of what was given for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
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
    INVOICE = "invoice", "VAT and invoice"
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


# What settles when the customer pays.
PAYING = frozenset({Issue.PAYMENT, Issue.PREPAY, Issue.CREDIT})


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
    VAT = "vat", "By the VAT in the offer"


@dataclass(frozen=True, kw_only=True)
class Span:
    """An amount that nobody knows exactly: it lies between both ends."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise Refusal("The lower estimate is not above the higher one.", field="worth_high")

    @classmethod
    def exactly(cls, amount: Decimal) -> Self:
        return cls(low=amount, high=amount)

    @property
    def middle(self) -> Decimal:
        return EXACT.divide(self.low + self.high, Decimal(2))

    def __add__(self, other: "Span") -> "Span":
        return Span(low=self.low + other.low, high=self.high + other.high)

    def __neg__(self) -> "Span":
        return Span(low=-self.high, high=-self.low)

    def __sub__(self, other: "Span") -> "Span":
        """As wide as both together: one may be high where the other is low."""
        return Span(low=self.low - other.high, high=self.high - other.low)


NOTHING = Span.exactly(ZERO)


@dataclass(frozen=True, kw_only=True)
class MoveTerms:
    """One give or get. `worth` is what it costs us or brings us, in the quote's currency, None where nobody has priced
    it; `basis` says how, and `theirs` is what it is worth to them, or costs them. `trade` ties a give to its get within
    one round; `option` is the outcome of the deal's issue that it leads to, by its key, and `is_past_floor` that it is
    worse for us than the worst we would sign, told where the move is priced, as `facts` are, what it was reckoned by.

    `kept_cost` is our own variable cost before VAT, for those who may know one.
    """

    kind: MoveKind
    issue: Issue
    what: str = ""
    worth: Decimal | None = None
    round: int = 0
    trade: int | None = None
    untraded_reason: str = ""
    status: MoveStatus = MoveStatus.AGREED
    option: int | None = None
    theirs: Span | None = None
    basis: Basis = Basis.TYPED
    kept_cost: Decimal | None = None
    is_past_floor: bool = False
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How far their ask is below our offer, in money and in percent points of our offer; negative: they ask more."""

    amount: Decimal
    percent: Decimal


def gap(offer: Decimal, ask: Decimal) -> Gap:
    """Both totals in one currency and tax basis."""
    return Gap(amount=offer - ask, percent=percent_off(offer, ask))


def untraded(moves: Sequence[MoveTerms]) -> tuple[MoveTerms, ...]:
    """Agreed gives for which nothing agreed came back in the same trade of the same round."""
    agreed = [move for move in moves if move.status is MoveStatus.AGREED]
    bought = {(move.round, move.trade) for move in agreed if move.kind is MoveKind.GET and move.trade is not None}
    return tuple(move for move in agreed if move.kind is MoveKind.GIVE and (move.round, move.trade) not in bought)
