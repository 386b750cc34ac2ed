"""What approvers answered with conditions of their own, beside the offer they were asked about."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quotes.domain.content import from_canonical
from quotes.domain.pricing.compare import Change
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.revised import Revision, revised
from quotes.models import ApprovalRequest, Counter
from quotes.queries.approvals.alike import above_floor, changes_between, is_decisive
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class CounterRow:
    """`changes` are what an approver decides by, against the offer that was asked about; `may_answer` for whoever
    asked, and `may_take_back` for its maker, while it stands."""

    counter: Counter
    term_months: int
    stands: bool
    changes: tuple[Change, ...]
    above_floor: Decimal | None
    may_answer: bool
    may_take_back: bool


@dataclass(frozen=True, kw_only=True)
class CounterLook:
    """What conditions would come to before they are made."""

    gross: Decimal
    term_months: int
    discount: Decimal
    above_floor: Decimal | None
    changes: tuple[Change, ...]


def counter_rows(user: User, request: ApprovalRequest, asked: PricedOffer) -> tuple[CounterRow, ...]:
    """The latest first; one statement."""
    found = request.counters.select_related("countered_by", "answered_by", "version").order_by("-countered_at", "-pk")
    return tuple(_row(user, request, counter, asked) for counter in found)


def _row(user: User, request: ApprovalRequest, counter: Counter, asked: PricedOffer) -> CounterRow:
    stands = not counter.answer and request.closed_at is None
    offered = price(from_canonical(counter.content))
    theirs = {request.requested_by_id, request.version.quote.deal.owner_id}
    return CounterRow(
        counter=counter,
        term_months=offered.terms.term_months,
        stands=stands,
        changes=_decisive(changes_between(user, asked, offered)),
        above_floor=above_floor(user, offered),
        may_answer=stands and user.pk in theirs and Act.SUBMIT_VERSION.permits(user),
        may_take_back=stands and counter.countered_by_id == user.pk,
    )


def counter_look(user: User, request: ApprovalRequest, offer: Revision) -> CounterLook:
    """Prices conditions that nobody has been told yet."""
    asked = request.version.terms()
    terms = revised(asked, offer)
    priced = price(terms)
    return CounterLook(
        gross=priced.gross,
        term_months=terms.term_months,
        discount=priced.discount_percent,
        above_floor=above_floor(user, priced),
        changes=_decisive(changes_between(user, price(asked), priced)),
    )


def _decisive(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if is_decisive(change))
