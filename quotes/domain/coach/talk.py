"""A negotiation as the coach reads it: the numbers of both sides, the trades, our plan, and the move being composed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.coach.curve import LEAST_BETA, MOST_BETA, MOST_ROUNDS, in_kind, planned, share_given
from quotes.domain.coach.limits import steps
from quotes.domain.concessions import PLAN_TIMES
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms


@dataclass(frozen=True, kw_only=True)
class Aims:
    """What we want from the quote and where we walk away; totals with tax, in the quote's currency.

    `beta` is the pace of giving: below 1 late, above 1 early. Refuses a target below the reservation price.
    """

    target: Decimal
    reservation: Decimal
    rounds: int
    beta: Decimal

    def __post_init__(self) -> None:
        if self.reservation <= 0:
            raise Refusal("The lowest total we would sign is above zero.", field="reservation")
        if self.target < self.reservation:
            raise Refusal("The target is not below the lowest total we would sign.", field="target")
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise Refusal("Plan between 1 and %(most)s rounds.", field="rounds", most=MOST_ROUNDS)
        if not LEAST_BETA <= self.beta <= MOST_BETA:
            message = "The pace lies between %(least)s and %(most)s."
            raise Refusal(message, field="beta", least=LEAST_BETA, most=MOST_BETA)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Our first number, with tax, beside what it is held against: the upper end of the budget that still counts, and
    the upper quartile of comparable closed deals, both as totals of the same offer; None where nobody knows, or not for
    this reader."""

    first: Decimal
    budget: Decimal | None = None
    closed: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What was logged. `offers` begin with the total that was on the table before the first round and go on with what
    stood after each; `asks` are theirs, oldest first. `floor` is None for readers who may not see one."""

    offers: tuple[Decimal, ...] = ()
    asks: tuple[Decimal, ...] = ()
    moves: tuple[MoveTerms, ...] = ()
    aims: Aims | None = None
    floor: Decimal | None = None
    # Only where first numbers are looked at.
    reach: Reach | None = None

    @property
    def rounds(self) -> int:
        return max(len(self.offers) - 1, 0)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The move being composed; `offer` None leaves the total as it is, `loosened` says that payment gets easier."""

    offer: Decimal | None = None
    ask: Decimal | None = None
    moves: tuple[MoveTerms, ...] = ()
    loosened: bool = False


@dataclass(frozen=True)
class Next:
    """A negotiation with the move being composed, and what several hints ask of the two."""

    talk: Talk
    draft: Draft | None = None

    @property
    def turn(self) -> int:
        """The number of the round that is composed, or of the last one logged."""
        return self.talk.rounds + (self.draft is not None)

    @property
    def offers(self) -> tuple[Decimal, ...]:
        new = self.draft.offer if self.draft else None
        return self.talk.offers if new is None else (*self.talk.offers, new)

    @property
    def asks(self) -> tuple[Decimal, ...]:
        new = self.draft.ask if self.draft else None
        return self.talk.asks if new is None else (*self.talk.asks, new)

    @property
    def step(self) -> Decimal:
        """By how much the composed move lowers the total; nothing where no price is composed."""
        if self.draft is None or self.draft.offer is None or not self.talk.offers:
            return ZERO
        return self.talk.offers[-1] - self.draft.offer

    @property
    def made(self) -> tuple[Decimal, ...]:
        """Our steps that moved the total, oldest first; see `steps`."""
        return steps(self.offers)

    @property
    def room(self) -> Decimal | None:
        """From the first total down to the reservation price; None without a plan or without room."""
        if self.talk.aims is None or not self.talk.offers:
            return None
        room = self.talk.offers[0] - self.talk.aims.reservation
        return room if room > 0 else None

    @property
    def all_moves(self) -> tuple[MoveTerms, ...]:
        return (*self.talk.moves, *(self.draft.moves if self.draft else ()))

    def touched_in(self, turn: int) -> frozenset[Issue]:
        """What moved in a round on either side, price included where our total fell."""
        fell = 1 <= turn < len(self.offers) and self.offers[turn] < self.offers[turn - 1]
        return frozenset(self._issues(turn)) | (frozenset({Issue.PRICE}) if fell else frozenset())

    def _issues(self, turn: int) -> Iterator[Issue]:
        composed = self.draft.moves if self.draft and turn == self.turn else ()
        for move in (*(move for move in self.talk.moves if move.round == turn), *composed):
            if move.status is MoveStatus.AGREED:
                yield move.issue


def is_agreed(move: MoveTerms, kind: MoveKind) -> bool:
    return move.kind is kind and move.status is MoveStatus.AGREED


def agreed(moves: Sequence[MoveTerms], kind: MoveKind) -> tuple[MoveTerms, ...]:
    return tuple(move for move in moves if is_agreed(move, kind))


def suggested(talk: Talk) -> Decimal | None:
    """Where the plan's curve wants the total after the next round, not below our target nor above what we offer now;
    unrounded. None without a plan, before anything is on the table, or where there is no room left."""
    room = Next(talk).room
    if talk.aims is None or room is None:
        return None
    share = share_given(talk.rounds + 1, talk.aims.rounds, talk.aims.beta)
    wanted = max(planned(talk.offers[0], talk.aims.reservation, share), talk.aims.target)
    return wanted if wanted < talk.offers[-1] else None


def composed(
    *,
    offer: Decimal | None,
    before: PaymentTerms,
    after: PaymentTerms,
    ask: Decimal | None,
    moves: Sequence[MoveTerms],
) -> Draft:
    """The move that is composed, from the terms on the table and those it leads to; the same where none change."""
    return Draft(offer=offer, ask=ask, moves=tuple(moves), loosened=loosened(before, after))


def answered(talk: Talk) -> Decimal | None:
    """Our next total when we move as they did last, in proportion; unrounded. None without a plan, before they moved
    twice, or where their last move was none."""
    if talk.aims is None or not talk.offers or len(talk.asks) < 2 or talk.asks[-1] <= talk.asks[-2]:
        return None
    before, now = talk.asks[-2:]
    found = in_kind(before, now, talk.offers[-1], lowest=talk.aims.reservation, highest=talk.offers[0])
    return found if found < talk.offers[-1] else None


# How long a year's fee waits on average under each plan, in years; a plan by milestones has no dates of its own.
WAITS: dict[PaymentPlan, Decimal] = {
    plan: (Decimal(times - 1) if at_start else Decimal(times + 1)) / (2 * times)
    for plan, (times, at_start) in PLAN_TIMES.items()
}


def loosened(before: PaymentTerms, after: PaymentTerms) -> bool:
    """Whether the customer may pay later than before in any way: the plan, the part prepaid, or the days of credit."""
    plans = before.plan in WAITS and after.plan in WAITS and WAITS[after.plan] > WAITS[before.plan]
    return plans or after.prepay_percent < before.prepay_percent or after.credit_days > before.credit_days
