"""Which form to offer: the cheapest for the customer that can be kept, with the reason in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.formats import percent
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from quotes.domain.billing.breakeven import BreakEven
from quotes.domain.billing.compared import Priced
from quotes.domain.metering.words import Phrase, phrase
from quotes.domain.pricing.margin import Margin


@dataclass(frozen=True, kw_only=True)
class Advice:
    """`place` is that of the tariff to offer, None where there is none to."""

    place: int | None
    reason: Phrase


def advised(
    prices: Sequence[Priced],
    pairs: Sequence[BreakEven],
    own: Decimal,
    *,
    margins: Sequence[Margin | None] = (),
    least: Percent | None = None,
) -> Advice:
    """The cheapest form that carries the customer's peak and, where margins and a `least` are given, leaves that much.

    Of equals the first. `own` is the customer's utilisation. A form whose margin nobody knows is not advised where
    others' are known.
    """
    usable = [place for place, one in enumerate(prices) if one.total is not None and one.warning is None]
    if not usable:
        return Advice(place=None, reason=phrase("None of these forms can be offered as it stands."))
    cheapest = _cheapest(prices, usable)
    left = {place: margins[place] for place in usable} if margins else {}
    if least is None or not any(left.values()):
        return Advice(place=cheapest, reason=_while_cheapest(pairs, cheapest, own))
    kept = [place for place in usable if _leaves(left[place], least)]
    best = _cheapest(prices, kept) if kept else None
    if best == cheapest:
        return Advice(place=best, reason=_while_cheapest(pairs, cheapest, own))
    return Advice(place=best, reason=_dearer(best, [place for place in usable if left[place] is None], cheapest, least))


def _dearer(best: int | None, unknown: Sequence[int], cheapest: int, least: Percent) -> Phrase:
    """Why the cheapest form is not offered; of a form whose margin nobody knows, nothing is claimed."""
    needed = percent(least.points)
    if best is None and unknown:
        return phrase("No form is known to leave the %(least)s that is needed.", least=needed)
    if best is None:
        return phrase("No form leaves the %(least)s that is needed.", least=needed)
    if cheapest in unknown:
        return phrase("The cheapest for the customer that is known to leave %(least)s.", least=needed)
    return phrase("The cheapest for the customer that leaves %(least)s; what costs less leaves less.", least=needed)


def _cheapest(prices: Sequence[Priced], places: Sequence[int]) -> int:
    return min(places, key=lambda place: (prices[place].total, place))


def _leaves(margin: Margin | None, least: Percent) -> bool:
    return margin is not None and margin.percent is not None and margin.percent >= least


def _while_cheapest(pairs: Sequence[BreakEven], place: int, own: Decimal) -> Phrase:
    """Between which utilisations nothing is cheaper; the first of the others to change places with it says so."""
    crossings = [use for pair in pairs if place in {pair.one, pair.other} for use in pair.at]
    low = _points(max((use for use in crossings if use <= own), default=None))
    high = _points(min((use for use in crossings if use > own), default=None))
    now = _points(own)
    if low and high:
        return phrase(
            "The cheapest for the customer while his mean is between %(low)s and %(high)s of his peak; it is %(own)s.",
            own=now,
            low=low,
            high=high,
        )
    if high:
        return phrase(
            "The cheapest for the customer as long as his mean is below %(high)s of his peak; it is %(own)s.",
            own=now,
            high=high,
        )
    if low:
        return phrase(
            "The cheapest for the customer once his mean is above %(low)s of his peak; it is %(own)s.", own=now, low=low
        )
    return phrase("The cheapest for the customer however evenly he uses it; his mean is %(own)s of his peak.", own=now)


def _points(ratio: Decimal | None) -> str:
    """One decimal, half up; nothing for nothing."""
    return "" if ratio is None else percent(round_to(Percent.from_ratio(ratio).points, 1))
