"""How a draft could ask nobody, or fewer, in sentences."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import priced as with_sign
from dealdesk.kernel.formats import quantity
from quotes.domain.policy import Figure, Words, needs, seen, steps, with_plan, words
from quotes.domain.policy.figures import said
from quotes.domain.policy.ways import Change, Way, What, ways
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import QuoteVersion
from quotes.models.coach import plan_of
from quotes.queries.quotes.authority import Growth, agreed_in, policy_on
from quotes.queries.quotes.offer import lines_of
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class WayRow:
    """`left` still have to agree; `costs` is what the customer pays more, with tax."""

    changes: tuple[str, ...]
    left: tuple[str, ...]
    costs: Decimal


def ways_out(user: User, version: QuoteVersion, day: date) -> tuple[WayRow, ...]:
    """The smallest change by which nobody is asked, and by which fewer are; as if there were no floor and no plan for
    whoever may not see one, so that no search tells where it lies."""
    policy = policy_on(day) if version.is_draft else None
    if policy is None:
        return ()
    terms = version.terms(lines_of(version))
    agreed = agreed_in(Growth(version, user).words(policy, day))
    sees_floor = Act.SEE_FLOOR.permits(user)
    plan = plan_of(version.quote_id) if Act.SEE_ROUNDS.permits(user) else None

    def asks(offer: OfferTerms) -> Words:
        priced = price(offer)
        found = needs(policy, seen(priced, offer, day), agreed)
        told = [need for need in found if sees_floor or need.figure != Figure.BELOW_FLOOR_AMOUNT]
        return words(with_plan(steps(told, policy.choices), plan, priced.whole, offer.currency))

    return tuple(_row(way, terms.currency) for way in ways(policy, terms, asks, day))


def _row(way: Way, currency: str) -> WayRow:
    return WayRow(
        changes=tuple(_said(change, currency) for change in way.changes),
        left=tuple(sorted(" / ".join(_(approver.label) for approver in one) for one in way.left)),
        costs=way.costs,
    )


def _said(change: Change, currency: str) -> str:
    message = _("%(what)s: at least %(limit)s") if change.at_least else _("%(what)s: at most %(limit)s")
    if change.figure is not None:
        return message % {"what": _(change.figure.label), "limit": said(change.figure, change.limit)}
    name = _(change.what.label) % {"where": change.where} if change.where else _(change.what.label)
    in_points = change.what in {What.LINE, What.LINES}
    limit = f"{quantity(change.limit)} %" if in_points else with_sign(change.limit, currency)
    return message % {"what": name, "limit": limit}
