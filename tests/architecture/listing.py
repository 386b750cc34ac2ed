"""What a list is tried with: who reads it, how it is filled, and what every list starts from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quotes.actions.approvals import submit_version
from quotes.actions.negotiation import log_round
from quotes.domain.negotiation import Issue, MoveKind, MoveTerms
from quotes.models import ApprovalRequest, PriceBookVersion, QuoteVersion
from stakeholders.models import Customer, Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


@dataclass(frozen=True)
class Cast:
    """What every list starts from: Ada's deal with one customer and no offers, and whom she works with."""

    ada: User
    bo: User
    adm: User
    fay: User
    lin: User
    dov: User
    customer: Customer
    deal: Deal
    price_book: PriceBookVersion

    def draft(self, **terms: object) -> QuoteVersion:
        return offered.draft(deal=self.deal, price_book=self.price_book, by=self.ada, **terms)

    def asked(self, price: int = 650_000) -> ApprovalRequest:
        """A version that somebody has to approve: the lower its price, the more of them."""
        version = self.draft(form="bundle", bundle_price=Decimal(price))
        return submit_version(version=version, reason="竞品压价", by=self.ada, at=NOW)


Fill = Callable[[Cast, int], str]


@dataclass(frozen=True)
class Listing:
    """`fill` makes so many rows and returns the address that lists them."""

    who: str
    statements: int
    fill: Fill


def meet(cast: Cast, version: QuoteVersion, moves: int) -> None:
    contact = cast.customer.contacts.first() or whom.contact(customer=cast.customer, name="周昀")
    log_round(
        quote=version.quote,
        on=date(2026, 11, 20),
        channel="call",
        ours=[cast.ada],
        theirs=[contact],
        their_ask=Decimal(500_000),
        said="太贵",
        next_step="再谈",
        next_step_on=date(2026, 11, 27),
        moves=[
            MoveTerms(kind=MoveKind.GIVE, issue=Issue.SUPPORT, what=f"支持 {n}", untraded_reason="客情")
            for n in range(moves)
        ],
        by=cast.ada,
        at=NOW,
    )
