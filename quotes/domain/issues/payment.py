"""Changes of payment that come together: one schedule before, one after, and what each bears of the difference."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations
from typing import Any

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import payment_value
from quotes.domain.pricing.allocate import settle
from quotes.domain.pricing.revised import PAYMENT
from quotes.domain.pricing.terms import PaymentTerms
from quotes.domain.promises import Value

# What a change names of how an offer is paid, by column.
Change = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Paying:
    """How an offer is paid, what it comes to with tax, the months it is for without the free ones, and the yearly rate
    that money costs us."""

    payment: PaymentTerms
    gross: Decimal
    months: int
    rate: Percent

    def lost(self, after: PaymentTerms) -> Percent:
        """The fall of the present value, as a part of the price; unrounded. Refuses what has no dates."""
        return Percent.from_ratio(EXACT.subtract(self._value(self.payment), self._value(after)))

    def cost(self, after: PaymentTerms) -> Decimal:
        """The same in money, with tax and half up to the cent."""
        return round_to(self.lost(after).of(self.gross), 2)

    def _value(self, payment: PaymentTerms) -> Decimal:
        return payment_value(payment, self.rate, self.months)


def paid(before: PaymentTerms, changes: Iterable[Change]) -> PaymentTerms | None:
    """The payment with all that is named; None where two name one term differently, or a term is out of bounds."""
    named: dict[str, Any] = {}
    for change in changes:
        for column, value in change.items():
            if named.setdefault(PAYMENT[column], value) != value:
                return None
    try:
        return replace(before, **named)
    except Refusal:
        return None


def changes(before: PaymentTerms, after: PaymentTerms) -> dict[str, Change]:
    """Each term that changes, by its column, as a change by itself."""
    told = {column: getattr(after, name) for column, name in PAYMENT.items()}
    return {column: {column: value} for column, value in told.items() if value != getattr(before, PAYMENT[column])}


def share_of(cost: Decimal, gross: Decimal) -> Percent:
    """The part of the price that it is; unrounded."""
    return Percent.part_of(cost, gross) if cost else Percent(ZERO)


def shares(paying: Paying, changes: Sequence[Change]) -> tuple[Decimal, ...] | None:
    """What each of the changes costs us where all of them are made: together, to the cent, what the one schedule costs
    against the other. None where they make no schedule, or one without dates.

    What a change costs hangs on the others, so each term bears the mean of what it adds over every order in which they
    can change; changes that name one term alike bear it in equal parts. In whatever order they are given.
    Source: Shapley 1953, A Value for n-Person Games.
    """
    after = paid(paying.payment, changes)
    if after is None:
        return None
    try:
        whole = paying.cost(after)
        terms = _by_term(paying, after, {column for one in changes for column in one}) if len(changes) > 1 else {}
    except Refusal:
        return None
    if len(changes) == 1:
        return (whole,)
    named = {column: Decimal(sum(column in one for one in changes)) for column in terms}
    exact = [sum((EXACT.divide(terms[column], named[column]) for column in one), ZERO) for one in changes]
    return settle(whole, exact)


def _by_term(paying: Paying, after: PaymentTerms, columns: Iterable[str]) -> dict[str, Decimal]:
    """What each term that changes costs, with tax and unrounded."""
    values = {column: getattr(after, PAYMENT[column]) for column in sorted(columns)}
    orders = list(permutations(values))
    lost: dict[frozenset[str], Decimal] = {}
    for made in (frozenset(order[:place]) for order in orders for place in range(len(order) + 1)):
        if made not in lost:
            between = replace(paying.payment, **{PAYMENT[column]: values[column] for column in made})
            lost[made] = paying.lost(between).of(paying.gross)
    added = dict.fromkeys(values, ZERO)
    for order in orders:
        for place, column in enumerate(order):
            step = EXACT.subtract(lost[frozenset(order[: place + 1])], lost[frozenset(order[:place])])
            added[column] = EXACT.add(added[column], step)
    return {column: EXACT.divide(amount, Decimal(len(orders))) for column, amount in added.items()}
