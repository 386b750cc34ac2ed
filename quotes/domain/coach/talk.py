"""A negotiation as the coach reads it: the numbers of both sides, the trades, our plan, and the move being composed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.coach.curve import LEAST_BETA, MOST_BETA, MOST_ROUNDS, in_kind, planned, share_given
from quotes.domain.coach.limits import steps
from quotes.domain.concessions import mean_wait
from quotes.domain.issues.falls import with_fall
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms, Span
from quotes.domain.pricing.lengths import Total, common_months, is_mixed
from quotes.domain.pricing.terms import OfferTerms, PaymentTerms


@dataclass(frozen=True, kw_only=True)
class Aims:
    """What we want from the quote and where we walk away; totals with tax, in the quote's currency, for so many
    `months` of service. `aspiration` is the best we may hope for, None where nobody was asked.

    `beta` is the pace of giving: below 1 late, above 1 early. Refuses numbers that are not in their order.
    """

    target: Decimal
    reservation: Decimal
    months: int
    rounds: int
    beta: Decimal
    aspiration: Decimal | None = None

    def __post_init__(self) -> None:
        if self.reservation <= 0:
            raise Refusal("The lowest total we would sign is above zero.", field="reservation")
        if self.target < self.reservation:
            raise Refusal("The target is not below the lowest total we would sign.", field="target")
        if self.aspiration is not None and self.aspiration < self.target:
            raise Refusal("What we hope for is not below the target.", field="aspiration")
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise Refusal("Plan between 1 and %(most)s rounds.", field="rounds", most=MOST_ROUNDS)
        if not LEAST_BETA <= self.beta <= MOST_BETA:
            message = "The pace lies between %(least)s and %(most)s."
            raise Refusal(message, field="beta", least=LEAST_BETA, most=MOST_BETA)

    def over(self, months: int) -> "Aims":
        """The same plan at the same prices a month, for so many months; see `Total.over`."""
        told: Any = {
            name: Total(amount, self.months).over(months)
            for name in ("target", "reservation", "aspiration")
            if (amount := getattr(self, name)) is not None
        }
        return replace(self, **told, months=months)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Our first number, with tax, beside what it is held against: the upper end of the budget that still counts, and
    the upper quartile of comparable closed deals, both as totals of the same offer; None where nobody knows, or not for
    this reader."""

    first: Decimal
    budget: Decimal | None = None
    closed: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A competitor's price that is only claimed, nothing in writing: an amount in its own currency, or a part of ours
    in points, or both; and how many days ago it was heard. `against` is the offer of ours that the part is of, by its
    mark, and `total` what it came to then; empty and None where nobody knows."""

    rival: str
    days: int
    source: str
    currency: str = "CNY"
    amount: Decimal | None = None
    percent: Decimal | None = None
    against: str = ""
    total: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What is not known of the deal while its first price is about to go out, in words of the gate; whether anybody who
    decides was met; and for how many days nothing came from the customer, None where nothing ever did."""

    missing: tuple[str, ...] = ()
    is_decider_met: bool = True
    quiet: int | None = None


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What was logged. `offers` begin with the total that was on the table before the first round and go on with what
    stood after each; `asks` are theirs, oldest first, and `asked_in` the round of each, 0 before the first; empty where
    nobody knows. `floor` is None for readers who may not see one."""

    offers: tuple[Total, ...] = ()
    asks: tuple[Total, ...] = ()
    asked_in: tuple[int, ...] = ()
    moves: tuple[MoveTerms, ...] = ()
    aims: Aims | None = None
    floor: Total | None = None
    # Only where first numbers are looked at.
    reach: Reach | None = None
    # What competitors are said to ask, the latest first, and how the talk stands in time; none where it is not asked.
    claims: tuple[Claim, ...] = ()
    timing: Timing | None = None

    @property
    def rounds(self) -> int:
        return max(len(self.offers) - 1, 0)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The move being composed; `offer` None leaves the total as it is, `loosened` says that payment gets easier.

    `ours` and `theirs` are ranges that were named instead of one number, as totals with tax.
    """

    offer: Total | None = None
    ask: Total | None = None
    moves: tuple[MoveTerms, ...] = ()
    loosened: bool = False
    ours: Span | None = None
    theirs: Span | None = None
    # The free months among those of the offer before it, and of its own.
    free: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Next:
    """A negotiation with the move being composed, and what several hints ask of the two.

    Its numbers are all for `months`: as they were named where all are for the same time, and at their own prices a
    month where they are not.
    """

    talk: Talk
    draft: Draft | None = None

    @cached_property
    def _named(self) -> tuple[Total, ...]:
        new = (self.draft.offer, self.draft.ask) if self.draft else ()
        return (*self.talk.offers, *self.talk.asks, *(total for total in new if total is not None))

    @property
    def is_mixed(self) -> bool:
        """Whether offers and asks are for different lengths, so that only their prices a month can be compared."""
        return is_mixed(self._named)

    @cached_property
    def months(self) -> int:
        """For how many months every number is told. A plan for another length does not make the offers mixed: it is
        brought to theirs."""
        aims = self.talk.aims
        plan = (Total(aims.target, aims.months),) if aims and (self.is_mixed or not self._named) else ()
        return common_months((*self._named, *plan))

    @cached_property
    def aims(self) -> Aims | None:
        return self.talk.aims and self.talk.aims.over(self.months)

    @property
    def floor(self) -> Decimal | None:
        return None if self.talk.floor is None else self.talk.floor.over(self.months)

    @property
    def turn(self) -> int:
        """The number of the round that is composed, or of the last one logged."""
        return self.talk.rounds + (self.draft is not None)

    @cached_property
    def offers(self) -> tuple[Decimal, ...]:
        new = self.draft.offer if self.draft else None
        return self._told(self.talk.offers if new is None else (*self.talk.offers, new))

    @cached_property
    def asks(self) -> tuple[Decimal, ...]:
        new = self.draft.ask if self.draft else None
        return self._told(self.talk.asks if new is None else (*self.talk.asks, new))

    def _told(self, totals: Sequence[Total]) -> tuple[Decimal, ...]:
        return tuple(total.over(self.months) for total in totals)

    @property
    def step(self) -> Decimal:
        """By how much the composed move lowers the price; nothing where none is composed."""
        if self.draft is None or self.draft.offer is None or not self.talk.offers:
            return ZERO
        return EXACT.subtract(self.offers[-2], self.offers[-1])

    @property
    def is_answer(self) -> bool:
        """They moved towards us, have not gone back, and none of our totals fell since: what is composed answers it.
        What both sides said in one round is one exchange."""
        asks, offers = self._told(self.talk.asks), self._told(self.talk.offers)
        rises = [place for place in range(1, len(self.talk.asked_in)) if asks[place] > asks[place - 1]]
        if not rises or asks[-1] < asks[rises[-1]]:
            return False
        since = max(self.talk.asked_in[rises[-1]], 1)
        return not any(offers[turn] < offers[turn - 1] for turn in range(since, len(offers)))

    @property
    def made(self) -> tuple[Decimal, ...]:
        """Our steps that moved the price, oldest first; see `steps`."""
        return steps(self.offers)

    @property
    def room(self) -> Decimal | None:
        """From the first offer down to the reservation price; None without a plan or without room."""
        if self.aims is None or not self.offers:
            return None
        room = EXACT.subtract(self.offers[0], self.aims.reservation)
        return room if room > 0 else None

    def for_the_offer(self, amount: Decimal) -> Decimal:
        """One of these numbers as a total of what is on the table, or composed; unrounded."""
        offers = (*self.talk.offers, *([self.draft.offer] if self.draft and self.draft.offer else []))
        return Total(amount, self.months).over(offers[-1].months) if offers else amount

    @property
    def all_moves(self) -> tuple[MoveTerms, ...]:
        """What was logged and what is composed, a fall of the total among it that no move tells."""
        moves = self.draft.moves if self.draft else ()
        if self.draft and self.draft.offer and self.talk.offers:
            moves = with_fall(moves, self.talk.offers[-1], self.draft.offer, free=self.draft.free)
        return (*self.talk.moves, *moves)

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
    unrounded, for the months of the offer on the table. None without a plan, before anything is on the table, or where
    there is no room left."""
    now = Next(talk)
    aims, room = now.aims, now.room
    if aims is None or room is None:
        return None
    share = share_given(talk.rounds + 1, aims.rounds, aims.beta)
    wanted = max(planned(now.offers[0], aims.reservation, share), aims.target)
    return now.for_the_offer(wanted) if wanted < now.offers[-1] else None


def composed(
    *,
    offer: Total | None,
    before: OfferTerms,
    after: OfferTerms,
    ask: Total | None,
    moves: Sequence[MoveTerms],
    ours: Span | None = None,
    theirs: Span | None = None,
) -> Draft:
    """The move that is composed, from the terms on the table and those it leads to; the same where none change."""
    loose = loosened(before.payment, after.payment, after.term_months)
    free = before.free_months, after.free_months
    return Draft(offer=offer, ask=ask, moves=tuple(moves), loosened=loose, ours=ours, theirs=theirs, free=free)


def answered(talk: Talk) -> Decimal | None:
    """Our next total when we move as they did last, in proportion; unrounded, for the months of the offer on the table.
    None without a plan, before they moved twice, or where their last move was none."""
    now = Next(talk)
    if now.aims is None or not now.offers or len(now.asks) < 2 or now.asks[-1] <= now.asks[-2]:
        return None
    before, last = now.asks[-2:]
    found = in_kind(before, last, now.offers[-1], lowest=now.aims.reservation, highest=now.offers[0])
    return now.for_the_offer(found) if found < now.offers[-1] else None


def loosened(before: PaymentTerms, after: PaymentTerms, months: int) -> bool:
    """Whether the customer may pay later than before in any way: by the plan over so many paid months, the part
    prepaid, or the days of credit."""
    waited, waits = (mean_wait(payment.plan, months) for payment in (before, after))
    later = waited is not None and waits is not None and waits > waited
    return later or after.prepay_percent < before.prepay_percent or after.credit_days > before.credit_days
