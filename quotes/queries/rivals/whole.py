"""Offers of others as a buyer lays them beside ours: our whole scope at theirs, by what they say and at our prices.

The one source of the difference that documents, the value and the situations tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.money import ZERO, round_to
from dealdesk.web.templatetags.paper import letter
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.rivals.alike import Ours, priced_alike
from quotes.domain.rivals.content import item_of, weigh_scale, weigh_scope
from quotes.domain.rivals.words import Open
from quotes.models import RivalOffer
from quotes.queries.papers import showable
from stakeholders.models import Deal


@dataclass(frozen=True, kw_only=True)
class Whole:
    """Amounts with tax, for our months of service, None where the offer does not say enough: their price, what it
    leaves out and what it has less of, both at our prices. `name` is its letter, `told` the price as they told it."""

    row: RivalOffer
    name: str
    told: Decimal
    priced: Decimal | None
    missing: Decimal | None
    left_out: tuple[str, ...]
    fewer: Decimal | None
    unknown: tuple[Open, ...]

    @property
    def alike(self) -> Decimal | None:
        """What our whole scope comes to at theirs; None while something has to be asked first, or where no price is
        left of it."""
        if self.unknown:
            return None
        found = sum((one or ZERO for one in (self.priced, self.missing, self.fewer)), ZERO)
        return found if found > 0 else None


def laid_beside(deal: Deal, offer: PricedOffer, chosen: Sequence[int]) -> tuple[Whole, ...]:
    """Those in writing that were chosen; one statement where any was."""
    found = [row for row in showable(deal, offer.terms.currency) if row.pk in chosen] if chosen else []
    # In the order they were heard, so that a letter says nothing but which.
    ordered = enumerate(sorted(found, key=lambda row: row.pk), 2)
    return tuple(
        whole_of(row, offer, gettext("Offer %(letter)s") % {"letter": letter(place)}) for place, row in ordered
    )


def whole_of(row: RivalOffer, offer: PricedOffer, name: str = "") -> Whole:
    """No statement."""
    covers, told, places = row.covered(), row.amount or ZERO, offer.terms.rounding.places
    priced = priced_alike(row.theirs(told), _ours(offer), places)
    scope, scale = weigh_scope(offer, covers), weigh_scale(offer, covers)
    return Whole(
        row=row,
        name=name,
        told=told,
        priced=priced.amount,
        missing=scope.amount,
        left_out=tuple(
            line.terms.description
            for line in offer.lines
            if (cover := covers.get(item_of(line.terms))) and cover.is_covered is False
        ),
        fewer=None if scale.amount is None else round_to(scale.amount, places),
        unknown=(*priced.unknown, *scope.unknown, *scale.unknown),
    )


def least(found: Iterable[Whole]) -> Whole | None:
    """The next best alternative: the one that comes to least like for like; None while none is comparable."""
    known = [(one.alike, place, one) for place, one in enumerate(found) if one.alike is not None]
    return min(known)[2] if known else None


def _ours(offer: PricedOffer) -> Ours:
    terms = offer.terms
    return Ours(
        gross=offer.gross,
        net=offer.net,
        term_months=terms.term_months,
        free_months=terms.free_months,
        payment=terms.payment,
    )
