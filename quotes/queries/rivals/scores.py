"""How a buyer's scores would rank our offer and those that are known, and what would change who wins."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from quotes.domain.rivals.scores import Bidder, BreakEven, Entrant, Scoring, Standing, break_even, rank
from quotes.models import RivalOffer
from quotes.queries.rivals.ground import Ground, Held, held_against
from quotes.queries.rivals.words import asked
from stakeholders.models import Deal

# More offers than this are not scored side by side.
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A criterion, our score of it, and the one that would make us even with the best of the others."""

    name: str
    now: Decimal
    wanted: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ScoreScreen:
    standings: tuple[Standing, ...]
    even: BreakEven
    wanted: tuple[Wanted, ...]
    is_first: bool
    price: Decimal
    quality: Decimal


def entrants_of(deal: Deal, ground: Ground | None) -> tuple[Entrant, ...]:
    """Ours first, then the offers last heard, all with tax and for our months of service; two statements."""
    ours = Entrant(key="us", name=_("Our offer"), price=ground.priced.gross if ground else None)
    offers = list(RivalOffer.objects.standing().filter(deal=deal).prefetch_related("weighings")[:MOST])
    for offer in offers:
        offer.deal = deal
    return (ours, *(_entrant(offer, held_against(offer, ground)) for offer in offers))


def _entrant(offer: RivalOffer, held: Held) -> Entrant:
    """What is not told of term and tax leaves the price empty, and says so: unlike prices are not ranked."""
    why = " ".join(asked(one) for one in held.alike.unknown) if held.alike else held.why
    return Entrant(key=str(offer.pk), name=offer.rival, price=held.alike.amount if held.alike else None, why=why)


def score_screen(bidders: list[Bidder], scoring: Scoring, criteria: list[str]) -> ScoreScreen:
    """`bidders` begin with us, and there is another; no statement."""
    us, standings = bidders[0], rank(bidders, scoring)
    even = break_even(bidders, scoring, 0)
    mine = next(standing for standing in standings if standing.bidder is us)
    return ScoreScreen(
        standings=standings,
        even=even,
        wanted=tuple(
            Wanted(name=name, now=now, wanted=wanted)
            for name, now, wanted in zip(criteria, us.scores, even.scores, strict=True)
        ),
        is_first=mine.place == 1,
        price=us.price,
        quality=mine.quality,
    )
