"""How a buyer's weighted scores would rank the offers, and which price or score would change who wins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import HUNDRED
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.coach.trades import score

CENT, TENTH = Decimal("0.01"), Decimal("0.1")


class Method(Word):
    PER_POINT = "per_point", "Price per point, the lowest wins"
    POINTS = "points", "Points with the price among them, the highest wins"


@dataclass(frozen=True, kw_only=True)
class Bidder:
    """One offer as the buyer scores it: its price, and a score from 0 to 100 for each criterion."""

    name: str
    price: Decimal
    scores: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        if self.price <= 0:
            raise Refusal("A price is an amount above zero.", field="price")
        if any(not 0 <= given <= HUNDRED for given in self.scores):
            raise Refusal("A score is from 0 to 100.", field="score")


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """Whose offer is to be scored, told apart by a `key`, with the price that is known of it: all of them with tax,
    for the same months of service. Without one, `why` says what has to be asked."""

    key: str
    name: str
    price: Decimal | None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Scoring:
    """Weights come to 100. `price_weight` is what the price counts for among 100 points; only that method asks it."""

    weights: tuple[Decimal, ...]
    method: Method = Method.PER_POINT
    price_weight: Decimal = ZERO

    def __post_init__(self) -> None:
        if sum(self.weights, ZERO) != HUNDRED:
            raise Refusal(
                "The weights come to %(sum)s: they have to come to 100.", field="weight", sum=sum(self.weights)
            )
        if any(weight < 0 for weight in self.weights):
            raise Refusal("A weight is nothing or more.", field="weight")
        if self.method is Method.POINTS and not 0 < self.price_weight < HUNDRED:
            raise Refusal("The price counts for more than nothing and less than all.", field="price_weight")

    def quality(self, bidder: Bidder) -> Decimal:
        """Σ weight · score / 100, from 0 to 100, exact."""
        return score([EXACT.divide(weight, HUNDRED) for weight in self.weights], bidder.scores)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`figure` is what the method ranks by, unrounded: None for a price per point where there is no point."""

    bidder: Bidder
    quality: Decimal
    figure: Decimal | None
    place: int


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """Where one bidder and the best of the others are even: the highest such price, to the cent below, and the lowest
    such score, to the tenth above, over all and for each criterion alone. None where nothing within reach does it, and
    no price where any price does."""

    price: Decimal | None
    at_any_price: bool
    quality: Decimal | None
    scores: tuple[Decimal | None, ...]


def rank(bidders: Sequence[Bidder], scoring: Scoring) -> tuple[Standing, ...]:
    """The first first; offers that are even share a place.

    Source: price ÷ total score, lowest wins, as Oracle Sourcing ranks responses; points with lowest price ÷ price ·
    weight for the price, as 政府采购货物和服务招标投标管理办法 (财政部令第 87 号) article 55 gives them.
    """
    with localcontext(EXACT):
        figures = [FIGURES[scoring.method](bidder, bidders, scoring) for bidder in bidders]
        keys = [_key(figure, scoring) for figure in figures]
        found = [
            Standing(
                bidder=bidder,
                quality=scoring.quality(bidder),
                figure=figure,
                place=1 + sum(other < key for other in keys),
            )
            for bidder, figure, key in zip(bidders, figures, keys, strict=True)
        ]
    return tuple(sorted(found, key=lambda standing: standing.place))


def _per_point(bidder: Bidder, bidders: Sequence[Bidder], scoring: Scoring) -> Decimal | None:
    quality = scoring.quality(bidder)
    return bidder.price / quality if quality else None


def _points(bidder: Bidder, bidders: Sequence[Bidder], scoring: Scoring) -> Decimal | None:
    lowest = min(one.price for one in bidders)
    return _for_quality(scoring.quality(bidder), scoring) + scoring.price_weight * lowest / bidder.price


def _for_quality(quality: Decimal, scoring: Scoring) -> Decimal:
    return quality * (HUNDRED - scoring.price_weight) / HUNDRED


FIGURES: dict[Method, Callable[[Bidder, Sequence[Bidder], Scoring], Decimal | None]] = {
    Method.PER_POINT: _per_point,
    Method.POINTS: _points,
}


def _key(figure: Decimal | None, scoring: Scoring) -> tuple[bool, Decimal]:
    if figure is None:
        return True, ZERO
    return False, figure if scoring.method is Method.PER_POINT else -figure


def break_even(bidders: Sequence[Bidder], scoring: Scoring, who: int) -> BreakEven:
    """What the bidder at that place of the list would have to ask for, or be scored, to be first beside another.

    Whoever is first already reads how far they could go. Each is asked for alone, the other left as it is.
    """
    bidder, others = bidders[who], [*bidders[:who], *bidders[who + 1 :]]
    if not others:
        raise Refusal("With one offer there is nothing to win: note a competitor's price first.")
    with localcontext(EXACT):
        ask = _even_per_point if scoring.method is Method.PER_POINT else _even_points
        price, quality = ask(bidder, others, scoring)
        at_any_price = price == ANY
        more = max(quality, ZERO) - scoring.quality(bidder)
        alone = (_alone(more, weight, given) for weight, given in zip(scoring.weights, bidder.scores, strict=True))
        return BreakEven(
            price=None if at_any_price or price < CENT else price.quantize(CENT, ROUND_FLOOR),
            at_any_price=at_any_price,
            quality=_within_reach(quality),
            scores=tuple(alone),
        )


def _alone(more: Decimal, weight: Decimal, given: Decimal) -> Decimal | None:
    """The score of one criterion that makes up for the whole of it."""
    if not weight:
        return None
    return _within_reach(given + more * HUNDRED / weight)


def _within_reach(wanted: Decimal) -> Decimal | None:
    found = max(wanted.quantize(TENTH, ROUND_CEILING), ZERO)
    return found if found <= HUNDRED else None


# A price without end is any price.
ANY = Decimal("Infinity")
type _Even = tuple[Decimal, Decimal]


def _even_per_point(bidder: Bidder, others: Sequence[Bidder], scoring: Scoring) -> _Even:
    scored = [found for other in others if (found := _per_point(other, others, scoring)) is not None]
    if not scored:
        return ANY, ZERO
    return min(scored) * scoring.quality(bidder), bidder.price / min(scored)


def _even_points(bidder: Bidder, others: Sequence[Bidder], scoring: Scoring) -> _Even:
    """At a price below all others the lowest price is one's own, and theirs are measured by it."""
    weight, mine = scoring.price_weight, _for_quality(scoring.quality(bidder), scoring)
    lowest = min(other.price for other in others)
    best = max(_for_quality(scoring.quality(o), scoring) + weight * lowest / o.price for o in others)
    price = weight * lowest / (best - mine) if best > mine else ANY
    if price < lowest:
        below = [o.price * (mine + weight - _for_quality(scoring.quality(o), scoring)) / weight for o in others]
        price = min(below)
    now = min(lowest, bidder.price)
    best_now = max(_for_quality(scoring.quality(o), scoring) + weight * now / o.price for o in others)
    return price, (best_now - weight * now / bidder.price) * HUNDRED / (HUNDRED - weight)
