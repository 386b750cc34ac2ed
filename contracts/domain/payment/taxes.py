"""VAT on what is sold together, and two prices as their buyer pays them in the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.payment.law import Supply, tax_on
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.percent import Percent
from quotes.domain.invoicing import Invoice, cost_to_buyer, is_credited, with_tax


@dataclass(frozen=True, kw_only=True)
class Together:
    """The tax on supplies of several rates, unrounded: each booked apart; not booked apart, at the highest rate; and as
    one supply, at the rate of its main business, which is taken to be the part with the largest net amount."""

    apart: Decimal
    highest: Percent
    at_highest: Decimal
    main: Percent
    at_main: Decimal

    @property
    def is_mixed(self) -> bool:
        return self.at_highest != self.apart


def together(supplies: Sequence[Supply]) -> Together:
    """Source: 增值税法, articles 12 and 13. What the main business is, is for the tax office to say in the end."""
    taxed = tax_on(supplies, apart=False)
    whole = sum((supply.net for supply in supplies), ZERO)
    by_rate: dict[Percent, Decimal] = {}
    for supply in supplies:
        by_rate[supply.rate] = by_rate.get(supply.rate, ZERO) + supply.net
    main = max(by_rate, key=lambda rate: (by_rate[rate], rate))
    highest = max(by_rate)
    return Together(
        apart=taxed.vat_apart, highest=highest, at_highest=highest.of(whole), main=main, at_main=main.of(whole)
    )


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A price with tax, its VAT rate, and the invoice it comes with."""

    gross: Decimal
    rate: Percent
    invoice: Invoice

    def cost(self, *, buyer_credits: bool) -> Decimal:
        """What is left of it after the buyer's credit; unrounded."""
        found = cost_to_buyer(self.gross, self.rate.points, self.invoice, buyer_credits)
        return self.gross if found is None else found

    def at_cost(self, cost: Decimal, *, buyer_credits: bool) -> Decimal:
        """The price with tax at which this offer would cost the buyer so much; unrounded."""
        credited = is_credited(self.invoice, buyer_credits)
        return with_tax(cost, self.rate.points) if credited else cost


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Ours and theirs after the credit; `dearer` is how much more theirs costs, in points of ours, and below nothing
    where it costs less; `level` the price with tax at which ours would cost the buyer the same. Unrounded."""

    ours: Decimal
    theirs: Decimal
    dearer: Percent
    level: Decimal


def compared(ours: Offered, theirs: Offered, *, buyer_credits: bool) -> Compared:
    """100 on a special invoice at 6 % against 97 on an ordinary one: theirs is 2.8 points dearer for a buyer who
    credits. Source: 增值税法, articles 10 (3) and 16."""
    costs = [one.cost(buyer_credits=buyer_credits) for one in (ours, theirs)]
    return Compared(
        ours=costs[0],
        theirs=costs[1],
        dearer=Percent.part_of(costs[1] - costs[0], costs[0]),
        level=ours.at_cost(costs[1], buyer_credits=buyer_credits),
    )
