"""What to say about a move before it is made: one function a hint, in a table; each hint carries its numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.words import Word
from quotes.domain.coach.curve import share_given
from quotes.domain.coach.figures import RangeClass, range_class, range_width, trailing_zeros
from quotes.domain.coach.limits import implied_limit, pace, steps
from quotes.domain.coach.talk import Next, Talk, agreed
from quotes.domain.coach.trades import concentration
from quotes.domain.issues.ledger import Trade, both_sides, trades
from quotes.domain.issues.swaps import step_class
from quotes.domain.negotiation import PAYING, Issue, MoveKind, MoveStatus, MoveTerms, Side, untraded


class Hint(Word):
    BELOW_RESERVATION = "below_reservation", "Below the lowest total we would sign"
    FIRST_STEP = "first_step", "The first step is too long"
    NOT_SHRINKING = "not_shrinking", "The concession does not shrink"
    AHEAD_OF_PLAN = "ahead_of_plan", "Ahead of the plan"
    ONE_SIDED = "one_sided", "We move and they do not"
    UNTRADED = "untraded", "Given for nothing"
    TWO_AT_ONCE = "two_at_once", "Margin and payment in one move"
    PRICE_ONLY = "price_only", "Only the price moves"
    PACE = "pace", "The pace of giving"
    OUR_LIMIT = "our_limit", "What our pattern tells them"
    THEIR_LIMIT = "their_limit", "What their pattern tells us"
    ROUND_NUMBER = "round_number", "A round number"
    SHRINKING = "shrinking", "Concessions shrink"
    EXTREME = "extreme", "A first number out of reach"
    LOSING = "losing", "Costs more than it brings"
    PAST_FLOOR = "past_floor", "Past our limit on an issue"
    STEP = "step", "How the move sits between both sides"
    RANGE = "range", "A range instead of a number"
    CLAIMED = "claimed", "A step against a mere claim"
    EARLY = "early", "A price too early"
    LATE = "late", "They have fallen silent"


class Weight(Word):
    """How much a hint weighs, the heaviest first."""

    STOP = "stop"
    WARN = "warn", "Warning"
    INFO = "info", "To know"
    GOOD = "good"


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The settings a hint is asked with; what they mean stands with the hint. None where it needs none."""

    low: Decimal | None = None
    high: Decimal | None = None


Facts = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One hint with the numbers behind it: amounts are totals with tax, shares are 0 to 1; all unrounded.

    `months` is for how many of service its amounts are told where offers of different lengths were compared; None where
    they are what the offers came to.
    """

    hint: Hint
    weight: Weight
    facts: Facts = field(default_factory=dict)
    months: int | None = None

    def told(self) -> dict[str, object]:
        """The facts as text and numbers that JSON can hold; what somebody typed stays where it can be crossed out."""
        basis = {} if self.months is None else {"months": self.months}
        return {name: _told(fact) for name, fact in self.facts.items() if name not in TYPED} | basis


# Facts in words of a person's own, which may name somebody.
TYPED = {"rival", "source"}

type Told = tuple[Weight, Facts] | None
type Rules = Mapping[Hint, Bounds]


def _told(fact: object) -> object:
    if isinstance(fact, Decimal):
        return str(fact)
    return [_told(part) for part in fact] if isinstance(fact, tuple) else fact


def advise(now: Next, rules: Rules) -> tuple[Advice, ...]:
    """Every hint that its rule is in force for and that has something to say, the heaviest first.

    What is said does not depend on the order in which the moves of a round are told.
    """
    found = [
        Advice(
            hint=hint, weight=told[0], facts=told[1], months=now.months if now.is_mixed and hint in COMPARING else None
        )
        for hint, ask in HINTS.items()
        if hint in rules and (told := ask(now, rules[hint]))
    ]
    return tuple(sorted(found, key=lambda advice: list(Weight).index(advice.weight)))


def _below_reservation(now: Next, bounds: Bounds) -> Told:
    aims = now.aims
    if aims is None or now.draft is None or now.draft.offer is None or now.offers[-1] >= aims.reservation:
        return None
    return Weight.STOP, {"offer": now.offers[-1], "reservation": aims.reservation}


def _first_step(now: Next, bounds: Bounds) -> Told:
    """`high`: the part of the room that a first step may take."""
    if now.step <= 0 or len(now.made) != 1 or now.room is None or bounds.high is None:
        return None
    share = EXACT.divide(now.step, now.room)
    return (Weight.WARN, {"share": share, "most": bounds.high, "room": now.room}) if share > bounds.high else None


def _not_shrinking(now: Next, bounds: Bounds) -> Told:
    if now.step <= 0 or len(now.made) < 2 or now.made[-1] < now.made[-2]:
        return None
    return Weight.WARN, {"before": now.made[-2], "step": now.made[-1]}


def _ahead_of_plan(now: Next, bounds: Bounds) -> Told:
    """`high`: by how much of the room we may be ahead of the curve."""
    aims, room = now.aims, now.room
    if aims is None or room is None or now.step <= 0 or bounds.high is None:
        return None
    spent = EXACT.divide(now.offers[0] - now.offers[-1], room)
    plan = share_given(now.turn, aims.rounds, aims.beta)
    if spent <= plan + bounds.high:
        return None
    return Weight.WARN, {"spent": spent, "plan": plan, "room": room, "left": now.offers[-1] - aims.reservation}


def _one_sided(now: Next, bounds: Bounds) -> Told:
    """Their last number is the one before it, or they have named none since ours fell, and nothing was got for it."""
    if now.draft is None or now.step <= 0 or agreed(now.draft.moves, MoveKind.GET):
        return None
    moved = len(now.asks) > len(now.talk.asks) and (len(now.asks) < 2 or now.asks[-1] > now.asks[-2])
    if moved or now.is_answer:
        return None
    back = len(now.asks) > 1 and now.asks[-1] < now.asks[-2]
    return Weight.WARN, {"step": now.step, "ask": now.asks[-1] if now.asks else None, "back": back}


def _untraded(now: Next, bounds: Bounds) -> Told:
    """A give without a get in its trade, or a lower total for which nothing was got in this round."""
    if now.draft is None:
        return None
    bare = untraded(now.draft.moves)
    for_nothing = now.step > 0 and not agreed(now.draft.moves, MoveKind.GET)
    if not bare and not for_nothing:
        return None
    return Weight.WARN, {"gives": len(bare), "step": now.step if for_nothing else ZERO}


def _two_at_once(now: Next, bounds: Bounds) -> Told:
    if now.draft is None or now.step <= 0:
        return None
    gives = {move.issue for move in agreed(now.draft.moves, MoveKind.GIVE)}
    return (Weight.WARN, {"step": now.step}) if now.draft.loosened or gives & PAYING else None


def _price_only(now: Next, bounds: Bounds) -> Told:
    """`high`: how much of what was given may lie in one issue, as the sum of squared shares. One give alone is in one
    issue whatever it is, and narrows nothing yet."""
    turns = [now.touched_in(turn) for turn in range(1, now.turn + 1)]
    last = [touched for touched in turns if touched][-2:]
    streak = len(last) == 2 and all(touched == {Issue.PRICE} for touched in last)
    gives = [move for move in agreed(now.all_moves, MoveKind.GIVE) if move.worth is not None and move.worth > 0]
    found = concentration(_by_issue(gives))
    narrow = bounds.high is not None and found is not None and len(gives) > 1 and found > bounds.high
    if not streak and not narrow:
        return None
    return Weight.WARN, {"rounds": len(last) if streak else 0, "share": found if narrow else None, "most": bounds.high}


def _by_issue(gives: Sequence[MoveTerms]) -> list[Decimal]:
    """What was given on each issue, as far as it has a price: what has none makes nothing narrow."""
    found: dict[Issue, Decimal] = {}
    for move in gives:
        found[move.issue] = found.get(move.issue, ZERO) + (move.worth or ZERO)
    return list(found.values())


def _pace(now: Next, bounds: Bounds) -> Told:
    """`low` to `high`: a step over the one before it; outside, we slow down too suddenly or hardly at all."""
    ratio = pace(now.made)
    if now.step <= 0 or ratio is None or ratio >= 1 or bounds.low is None or bounds.high is None:
        return None
    if bounds.low <= ratio <= bounds.high:
        return None
    return Weight.INFO, {"ratio": ratio, "low": bounds.low, "high": bounds.high}


def _our_limit(now: Next, bounds: Bounds) -> Told:
    """Where our steps seem to end: below what we could sign it tells of room that is not there, and above what we hope
    for, or our target where nobody said, that we are through too early."""
    limit, aims = implied_limit(now.offers), now.aims
    lowest = max((number for number in (now.floor, aims and aims.reservation) if number), default=None)
    if limit is None:
        return None
    if lowest is not None and limit < lowest:
        return Weight.WARN, {"limit": limit, "lowest": lowest}
    if aims is not None and limit > (aims.aspiration or aims.target):
        return Weight.INFO, {"limit": limit, "target": aims.target, "hoped": aims.aspiration}
    return None


def _their_limit(now: Next, bounds: Bounds) -> Told:
    limit = implied_limit(now.asks, rising=True)
    if limit is None:
        return None
    return Weight.INFO, {
        "limit": limit,
        "steps": steps(now.asks, rising=True),
        "target": now.aims and now.aims.target,
    }


def _round_number(now: Next, bounds: Bounds) -> Told:
    """`low`: from how many zeros at the end a number is taken for a rough one."""
    if now.draft is None or now.draft.offer is None or bounds.low is None:
        return None
    said = now.draft.offer.amount
    zeros = trailing_zeros(said)
    return (Weight.INFO, {"offer": said, "zeros": zeros}) if zeros >= bounds.low else None


def _shrinking(now: Next, bounds: Bounds) -> Told:
    if len(now.made) < 2 or not all(later < before for before, later in pairwise(now.made)) or now.made[-1] <= 0:
        return None
    return Weight.GOOD, {"steps": now.made, "limit": implied_limit(now.offers)}


def _extreme(now: Next, bounds: Bounds) -> Told:
    """`low`: the part of the budget's distribution that our first number may reach; `high`: how many times the upper
    quartile of comparable closed deals. What lies there is read by whoever may see it."""
    reach = now.talk.reach
    if reach is None:
        return None
    over_budget = reach.budget is not None and reach.first > reach.budget
    most = None if reach.closed is None or bounds.high is None else EXACT.multiply(reach.closed, bounds.high)
    over_closed = most is not None and reach.first > most
    if not over_budget and not over_closed:
        return None
    return Weight.WARN, {
        "first": reach.first,
        "budget": reach.budget if over_budget else None,
        "share": bounds.low,
        "closed": most if over_closed else None,
        "times": bounds.high,
    }


def _losing(now: Next, bounds: Bounds) -> Told:
    """A trade that costs us more than what it buys brings us, as far as both are priced."""
    found = [trade.net for trade in _traded(now) if trade.is_losing and trade.net is not None]
    return (Weight.WARN, {"net": sum(found, ZERO), "trades": len(found)}) if found else None


def _past_floor(now: Next, bounds: Bounds) -> Told:
    """Issues on which the composed move agrees, or leaves open, an outcome worse than the worst we would sign."""
    moves = now.draft.moves if now.draft else ()
    standing = {MoveStatus.AGREED, MoveStatus.OPEN}
    past = {move.issue for move in moves if move.is_past_floor and move.status in standing}
    return (Weight.WARN, {"issues": tuple(issue.value for issue in Issue if issue in past)}) if past else None


def _range(now: Next, bounds: Bounds) -> Told:
    """`high`: how wide our range may be, over the number we mean. Theirs is told for what it gives away."""
    ours, theirs = (now.draft.ours, now.draft.theirs) if now.draft else (None, None)
    if ours is None or now.draft is None or not now.talk.offers:
        return None if theirs is None else (Weight.INFO, {"their_low": theirs.low, "their_high": theirs.high})
    meant = (now.draft.offer or now.talk.offers[-1]).amount
    sounds, width = range_class(Side.OURS, meant, ours.low, ours.high), range_width(meant, ours.low, ours.high)
    bad = sounds in {RangeClass.BACKDOWN, RangeClass.OUTSIDE} or (bounds.high is not None and width > bounds.high)
    facts: Facts = {"low": ours.low, "high": ours.high, "sounds": sounds.value, "width": width, "most": bounds.high}
    if theirs is not None:
        facts = {**facts, "their_low": theirs.low, "their_high": theirs.high}
    return Weight.WARN if bad else Weight.INFO, facts


def _claimed(now: Next, bounds: Bounds) -> Told:
    """`high`: for how many days a price that somebody only claimed is taken to be what a step answers."""
    fresh = [claim for claim in now.talk.claims if bounds.high is not None and claim.days <= bounds.high]
    if now.step <= 0 or not fresh:
        return None
    return Weight.WARN, {"step": now.step, **vars(fresh[0])}


def _early(now: Next, bounds: Bounds) -> Told:
    """While the customer has no price of ours yet."""
    timing = now.talk.timing
    if timing is None or now.talk.rounds or now.draft is None or (timing.is_decider_met and not timing.missing):
        return None
    return Weight.WARN, {"missing": timing.missing, "decider": timing.is_decider_met}


def _late(now: Next, bounds: Bounds) -> Told:
    """`high`: for how many days nothing may come from the customer. Whoever writes down a round has heard from them."""
    quiet = now.talk.timing.quiet if now.talk.timing and now.draft is None else None
    if quiet is None or bounds.high is None or quiet < bounds.high:
        return None
    return Weight.WARN, {"days": quiet, "most": bounds.high}


def _step(now: Next, bounds: Bounds) -> Told:
    """`low`: the part of the room within which a change is none."""
    traded = _traded(now)
    both = both_sides(traded)
    if not traded or both is None:
        return None
    ours, theirs = both
    step = step_class(ours, theirs, _least(now, bounds))
    return Weight.INFO, {"step": step.value, "ours": ours, "theirs": theirs}


def _traded(now: Next) -> list[Trade]:
    """What is agreed in the composed move, and not given for nothing."""
    found = trades(now.draft.moves) if now.draft else ()
    return [trade for trade in found if trade.status is MoveStatus.AGREED and trade.gives and trade.gets]


def _least(now: Next, bounds: Bounds) -> Decimal:
    return EXACT.multiply(bounds.low, now.for_the_offer(now.room)) if bounds.low is not None and now.room else ZERO


def least_step(talk: Talk, rules: Rules) -> Decimal:
    """An amount within which a change is none, by the setting in force; nothing without a setting or a plan."""
    return _least(Next(talk), rules.get(Hint.STEP, Bounds()))


HINTS: dict[Hint, Callable[[Next, Bounds], Told]] = {
    Hint.BELOW_RESERVATION: _below_reservation,
    Hint.FIRST_STEP: _first_step,
    Hint.NOT_SHRINKING: _not_shrinking,
    Hint.AHEAD_OF_PLAN: _ahead_of_plan,
    Hint.ONE_SIDED: _one_sided,
    Hint.UNTRADED: _untraded,
    Hint.TWO_AT_ONCE: _two_at_once,
    Hint.PRICE_ONLY: _price_only,
    Hint.PACE: _pace,
    Hint.OUR_LIMIT: _our_limit,
    Hint.THEIR_LIMIT: _their_limit,
    Hint.ROUND_NUMBER: _round_number,
    Hint.SHRINKING: _shrinking,
    Hint.EXTREME: _extreme,
    Hint.LOSING: _losing,
    Hint.PAST_FLOOR: _past_floor,
    Hint.STEP: _step,
    Hint.RANGE: _range,
    Hint.CLAIMED: _claimed,
    Hint.EARLY: _early,
    Hint.LATE: _late,
}

# Whose amounts set offers and asks against each other; the others speak of one total, or of what trades are worth.
COMPARING = frozenset(
    {
        Hint.BELOW_RESERVATION,
        Hint.FIRST_STEP,
        Hint.NOT_SHRINKING,
        Hint.AHEAD_OF_PLAN,
        Hint.ONE_SIDED,
        Hint.UNTRADED,
        Hint.TWO_AT_ONCE,
        Hint.OUR_LIMIT,
        Hint.THEIR_LIMIT,
        Hint.SHRINKING,
        Hint.CLAIMED,
    }
)
