"""Every give beside what it bought, in money, for both sides; totals by issue and by round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from dealdesk.kernel.money import EXACT, ZERO
from quotes.domain.issues.options import Option
from quotes.domain.issues.swaps import StepClass, Swap, step_class
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms, Span

MADE_FOR_BOTH = frozenset({StepClass.FORTUNATE, StepClass.NICE, StepClass.CONCESSION})
MOST_PAIRS = 3


@dataclass(frozen=True, kw_only=True)
class Trade:
    """Gives and the gets they bought, of one round and in one state. An amount is None where a move has no price."""

    round: int
    status: MoveStatus
    gives: tuple[MoveTerms, ...]
    gets: tuple[MoveTerms, ...]

    @property
    def given(self) -> Decimal | None:
        return _sum(move.worth for move in self.gives)

    @property
    def got(self) -> Decimal | None:
        return _sum(move.worth for move in self.gets)

    @property
    def net(self) -> Decimal | None:
        """For us: what we got less what it cost; a give that bought nothing is all cost."""
        return None if self.given is None or self.got is None else self.got - self.given

    @property
    def theirs(self) -> Span | None:
        """For them: what they got, as we estimate it, less what it cost them."""
        spans = [move.theirs if move.kind is MoveKind.GIVE else move.theirs and -move.theirs for move in self.moves]
        return None if None in spans else sum((span for span in spans if span), Span.exactly(ZERO))

    @property
    def swap(self) -> Swap | None:
        """Both sides by the middle of what we estimate; None where anything is unknown."""
        given, got = self.given, self.got
        if given is None or got is None or self.theirs is None:
            return None
        return Swap(give_cost=given, give_worth=_middles(self.gives), get_worth=got, get_cost=_middles(self.gets))

    @property
    def moves(self) -> tuple[MoveTerms, ...]:
        return (*self.gives, *self.gets)

    @property
    def reason(self) -> str:
        """Why it is made although it brings less than it costs."""
        return next((move.untraded_reason.strip() for move in self.gives if move.untraded_reason.strip()), "")

    @property
    def is_losing(self) -> bool:
        """Agreed, and it costs us more than it brings."""
        return self.status is MoveStatus.AGREED and self.net is not None and self.net < 0


@dataclass(frozen=True, kw_only=True)
class Account:
    given: Decimal = ZERO
    got: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        return self.got - self.given

    def with_move(self, move: MoveTerms) -> "Account":
        given, got = (move.worth or ZERO, ZERO) if move.kind is MoveKind.GIVE else (ZERO, move.worth or ZERO)
        return Account(given=self.given + given, got=self.got + got)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What was agreed so far, as far as it is priced; moves without a price are counted, never taken for zero."""

    trades: tuple[Trade, ...]
    total: Account = field(default_factory=Account)
    by_issue: Mapping[Issue, Account] = field(default_factory=dict)
    by_round: Mapping[int, Account] = field(default_factory=dict)
    unpriced_gives: int = 0
    unpriced_gets: int = 0


def ledger(moves: Sequence[MoveTerms]) -> Ledger:
    """Trades in the order of their rounds and numbers, and the totals of the agreed moves."""
    total, unpriced = Account(), {MoveKind.GIVE: 0, MoveKind.GET: 0}
    by_issue: dict[Issue, Account] = {}
    by_round: dict[int, Account] = {}
    for move in moves:
        if move.status is MoveStatus.AGREED:
            unpriced[move.kind] += move.worth is None
            total = total.with_move(move)
            by_issue[move.issue] = by_issue.get(move.issue, Account()).with_move(move)
            by_round[move.round] = by_round.get(move.round, Account()).with_move(move)
    return Ledger(
        trades=trades(moves),
        total=total,
        by_issue=by_issue,
        by_round=by_round,
        unpriced_gives=unpriced[MoveKind.GIVE],
        unpriced_gets=unpriced[MoveKind.GET],
    )


def trades(moves: Sequence[MoveTerms]) -> tuple[Trade, ...]:
    """Moves of one trade number and one state side by side; a move without a number stands alone, after the others."""
    keys = [(move.round, move.trade is None, move.trade or place, move.status) for place, move in enumerate(moves)]
    keyed = sorted(zip(keys, moves, strict=True), key=itemgetter(0))
    return tuple(_trade([move for _key, move in group]) for _key, group in groupby(keyed, key=itemgetter(0)))


def _trade(moves: Sequence[MoveTerms]) -> Trade:
    gives, gets = (tuple(move for move in moves if move.kind is kind) for kind in (MoveKind.GIVE, MoveKind.GET))
    return Trade(round=moves[0].round, status=moves[0].status, gives=gives, gets=gets)


def steps(found: Iterable[Trade], least: Decimal = ZERO) -> dict[int, StepClass | None]:
    """How what was agreed in each round sits between both sides; None where something in it has no price."""
    agreed = [trade for trade in found if trade.status is MoveStatus.AGREED]
    rounds = dict.fromkeys(trade.round for trade in agreed)
    return {number: _step([trade for trade in agreed if trade.round == number], least) for number in rounds}


def _step(of_a_round: Sequence[Trade], least: Decimal) -> StepClass | None:
    both = both_sides(of_a_round)
    return None if both is None else step_class(*both, least)


def both_sides(found: Iterable[Trade]) -> tuple[Decimal, Decimal] | None:
    """What the trades come to for us and for them; None where one of them has no price on a side."""
    swaps = [trade.swap for trade in found]
    known = [swap for swap in swaps if swap is not None]
    if len(known) < len(swaps):
        return None
    return sum((swap.ours for swap in known), ZERO), sum((swap.theirs for swap in known), ZERO)


@dataclass(frozen=True, kw_only=True)
class Both:
    """What agreed trades come to: `net` for us, `theirs` as we estimate it, `joint` by the middle of that. None where
    one of them has no price on a side: an unknown is never taken for nothing."""

    net: Decimal | None
    theirs: Span | None
    joint: Decimal | None


def summed(found: Iterable[Trade]) -> Both:
    agreed = [trade for trade in found if trade.status is MoveStatus.AGREED]
    spans, sides = [trade.theirs for trade in agreed], both_sides(agreed)
    return Both(
        net=_sum(trade.net for trade in agreed),
        theirs=None if None in spans else sum((span for span in spans if span), Span.exactly(ZERO)),
        joint=sum(sides, ZERO) if sides else None,
    )


def sensitivity(classes: Iterable[StepClass | None]) -> Decimal | None:
    """Steps that serve the other side over those that do not, unrounded: above 1 we heed what they want.

    (fortunate + nice + concession) / (selfish + unfortunate + silent); None before there are any of the latter.
    Source: Hindriks, Jonker and Tykhonov 2007.
    """
    known = [each for each in classes if each is not None]
    heeding = sum(each in MADE_FOR_BOTH for each in known)
    return EXACT.divide(Decimal(heeding), Decimal(len(known) - heeding)) if len(known) > heeding else None


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One outcome with both sides known; `cost` is ours and `worth` theirs, by the middle of the estimate."""

    issue: Issue
    option: Option
    cost: Decimal
    worth: Decimal


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A give that means much to them and costs us little, for a get of which the reverse is true."""

    give: Lever
    get: Lever

    @property
    def swap(self) -> Swap:
        return Swap(
            give_cost=self.give.cost, give_worth=self.give.worth, get_worth=-self.get.cost, get_cost=-self.get.worth
        )


def logrolls(levers: Sequence[Lever]) -> tuple[Pair, ...]:
    """Pairs of two issues by which both sides gain, the gives of the largest worth to them over cost to us first, each
    with the get that brings us most over what it costs them."""
    gives = sorted((one for one in levers if one.cost >= 0 < one.worth), key=_worth_over_cost, reverse=True)
    gets = sorted((one for one in levers if one.cost < 0), key=_brought_over_worth, reverse=True)
    pairs = (next((pair for get in gets if (pair := _pair(give, get))), None) for give in gives)
    return tuple(pair for pair in pairs if pair)[:MOST_PAIRS]


def _pair(give: Lever, get: Lever) -> Pair | None:
    pair = Pair(give=give, get=get)
    return pair if give.issue is not get.issue and pair.swap.is_balanced else None


def _worth_over_cost(lever: Lever) -> tuple[bool, Decimal]:
    """What costs us nothing comes before all else."""
    return (True, lever.worth) if not lever.cost else (False, EXACT.divide(lever.worth, lever.cost))


def _brought_over_worth(lever: Lever) -> tuple[bool, Decimal]:
    return (True, -lever.cost) if lever.worth >= 0 else (False, EXACT.divide(-lever.cost, -lever.worth))


def _middles(moves: Iterable[MoveTerms]) -> Decimal:
    return sum((move.theirs.middle for move in moves if move.theirs), ZERO)


def _sum(worths: Iterable[Decimal | None]) -> Decimal | None:
    """None as soon as one of them has no price."""
    told = list(worths)
    return None if None in told else sum((worth for worth in told if worth is not None), ZERO)
