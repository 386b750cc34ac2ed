"""The figures of an offer that a policy can look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.formats import priced as with_sign
from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.words import Word
from quotes.domain.concessions import free_months_worth
from quotes.domain.pricing.columns import priced_columns
from quotes.domain.pricing.engine import PERCENT_PLACES, Amounts, PricedLine, PricedOffer, percent_off
from quotes.domain.pricing.terms import OfferTerms, Role


class Figure(Word):
    """What a policy rule can look at; percentages are points, money is in the offer's currency and tax basis."""

    DISCOUNT_PERCENT = "discount_percent", "Discount off list"
    EFFECTIVE_DISCOUNT = "effective_discount", "Discount off list, free months included"
    LINE_DISCOUNT = "line_discount", "Largest discount of one line"
    GROUP_DISCOUNT = "group_discount", "Discount of a product group"
    BELOW_FLOOR_AMOUNT = "below_floor_amount", "Amount below the floor"
    FLOOR_DISTANCE = "floor_distance", "Distance to the floor"
    FLOORS_MISSING = "floors_missing", "Lines without a floor price"
    BUNDLE_SAVING_PERCENT = "bundle_saving_percent", "Saving of the bundle"
    CREDIT_DAYS = "credit_days", "Credit days"
    PREPAY_PERCENT = "prepay_percent", "Prepayment"
    FREE_MONTHS = "free_months", "Free months"
    TERM_MONTHS = "term_months", "Term in months"
    SLA_AVAILABILITY = "sla_availability", "Promised availability"
    URGENT_MINUTES = "urgent_minutes", "Urgent response in minutes"
    NORMAL_MINUTES = "normal_minutes", "Normal response in minutes"
    GROSS_TOTAL = "gross_total", "Total with tax"
    VALIDITY_DAYS = "validity_days", "Days the offer stays open"


PERCENTAGES = frozenset(
    {
        Figure.DISCOUNT_PERCENT,
        Figure.EFFECTIVE_DISCOUNT,
        Figure.LINE_DISCOUNT,
        Figure.GROUP_DISCOUNT,
        Figure.BUNDLE_SAVING_PERCENT,
        Figure.FLOOR_DISTANCE,
        Figure.PREPAY_PERCENT,
        Figure.SLA_AVAILABILITY,
    }
)
AMOUNTS = frozenset({Figure.BELOW_FLOOR_AMOUNT, Figure.GROSS_TOTAL})

# What tells something about the floor, and is for those alone who may see it.
OF_FLOORS = frozenset({Figure.BELOW_FLOOR_AMOUNT, Figure.FLOOR_DISTANCE})

type Figures = Mapping[Figure, Decimal | None]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`where` names the column or option a figure comes from; a figure of the offer itself is not in it.

    A total can be remarkable either way, so no single one of several is the worst: `totals` are those of the other
    columns, with tax, by name. `groups` are the discounts of product groups, each the worst of all columns. Amounts
    are in `currency`: the house's own, or the offer's where no rate leads from one to the other.
    """

    figures: dict[Figure, Decimal | None]
    where: Mapping[Figure, str]
    currency: str = HOME
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    groups: Mapping[str, Decimal] = field(default_factory=dict)


def figures_of(priced: PricedOffer, terms: OfferTerms) -> dict[Figure, Decimal | None]:
    """Everything a rule can look at; None where the offer does not say. Percent points to four decimals, half up.

    What is taken off is the worst of all the customer reads, and amounts are in the house's currency: see `seen`.
    """
    return seen(priced, terms).figures


def seen(priced: PricedOffer, terms: OfferTerms, day: date | None = None) -> Seen:
    """The offer's figures, worsened to those of any other column, option or alternative that gives more away.

    A line of another column counts in that column's total, as a line of the offer does in the offer's. The total with
    tax is the offer's own, and the other columns' stand beside it. Amounts come back to the house's currency at the
    rate that is frozen on the offer, half up to four decimals as thresholds are, so that a rule in yuan never weighs
    dollars. How long the offer stays open is counted from the `day`. Refuses what `price` does.
    """
    months = free_months_worth(terms.term_months, terms.free_months)
    offers = _offers(priced)
    figures = _given(priced, months) | _promised(priced, terms)
    where: dict[Figure, str] = {}
    for name, beside in _beside(offers):
        for figure, value in _given(beside, months).items():
            worst = figures[figure]
            # A figure that is missing anywhere is missing: it is asked for, never assumed.
            if worst is not None and (value is None or _is_further(figure, value, worst)):
                figures[figure], where[figure] = value, name
    lines, groups = _lines(offers), _groups(offers)
    for figure, named in (
        (Figure.LINE_DISCOUNT, [(line.terms.description, line.discount_percent) for line in lines]),
        (Figure.GROUP_DISCOUNT, groups.items()),
    ):
        where[figure], figures[figure] = max(named, key=lambda one: one[1])
    figures[Figure.FLOORS_MISSING] = Decimal(len({line.position for line in lines if line.floor_total is None}))
    figures[Figure.VALIDITY_DAYS] = None if day is None else Decimal((terms.valid_until - day).days)
    return Seen(
        figures=_at_home(figures, terms),
        where=where,
        currency=_counted_in(terms),
        totals=_totals(offers, terms),
        groups=groups,
    )


def _offers(priced: PricedOffer) -> dict[str, PricedOffer]:
    """The offer itself as "", then its other columns by name."""
    others = (column for column in priced_columns(priced) if not column.is_recommended)
    return {"": priced} | {column.name: column.offer for column in others}


def _lines(offers: Mapping[str, PricedOffer]) -> list[PricedLine]:
    """Every line the customer reads a price of."""
    inside = [line for offer in offers.values() for line in offer.lines]
    beside = [line for offer in offers.values() for line in offer.outside if line.terms.role is not Role.INCLUDED]
    return inside + beside


def _groups(offers: Mapping[str, PricedOffer]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for group in (group for offer in offers.values() for group in offer.groups):
        found[group.group] = max(group.discount_percent, found.get(group.group, group.discount_percent))
    return found


def _totals(offers: Mapping[str, PricedOffer], terms: OfferTerms) -> dict[str, Decimal]:
    gross = {name: offer.gross for name, offer in offers.items() if name}
    if terms.exchange is None or not _leads_home(terms):
        return gross
    return {name: terms.exchange.back(total, PERCENT_PLACES) for name, total in gross.items()}


def _leads_home(terms: OfferTerms) -> bool:
    return terms.exchange is not None and terms.exchange.source_currency == HOME


def _counted_in(terms: OfferTerms) -> str:
    return HOME if _leads_home(terms) else terms.currency


def _at_home(figures: dict[Figure, Decimal | None], terms: OfferTerms) -> dict[Figure, Decimal | None]:
    if terms.exchange is None or not _leads_home(terms):
        return figures
    amounts = {name: value for name in AMOUNTS if (value := figures[name]) is not None}
    return figures | {name: terms.exchange.back(value, PERCENT_PLACES) for name, value in amounts.items()}


def _beside(offers: Mapping[str, PricedOffer]) -> Iterator[tuple[str, Amounts]]:
    """What is printed with a price of its own and is not the offer's total, by its name."""
    yield from ((name, offer) for name, offer in offers.items() if name)
    for offer in offers.values():
        for line in offer.outside:
            if line.terms.role is not Role.INCLUDED:
                yield line.terms.description, line


def furthest(priced: PricedOffer) -> tuple[str, Amounts]:
    """What the customer reads that is furthest below list: "" for the offer itself, else a column or an option by name.

    Screens that speak of how far an offer goes ask this, so that they name what `seen` weighs.
    """
    return max((("", priced), *_beside(_offers(priced))), key=lambda one: one[1].discount_percent)


def _is_further(figure: Figure, value: Decimal, worst: Decimal) -> bool:
    """Of a distance the smaller is worse."""
    return value < worst if figure is Figure.FLOOR_DISTANCE else value > worst


def _given(amounts: Amounts, months: Percent) -> dict[Figure, Decimal | None]:
    """The distance to the floor is in points of the floor, below zero where the offer is below it."""
    floor, least = amounts.above_floor, amounts.floor_total
    return {
        Figure.DISCOUNT_PERCENT: amounts.discount_percent,
        Figure.EFFECTIVE_DISCOUNT: percent_off(amounts.list_total, months.off(amounts.total)),
        Figure.BELOW_FLOOR_AMOUNT: None if floor is None else max(ZERO, -floor),
        Figure.FLOOR_DISTANCE: None if least is None else -percent_off(least, amounts.total),
        Figure.BUNDLE_SAVING_PERCENT: percent_off(amounts.itemised_total, amounts.total),
    }


def _promised(priced: PricedOffer, terms: OfferTerms) -> dict[Figure, Decimal | None]:
    service, payment = terms.service, terms.payment
    return {
        Figure.CREDIT_DAYS: Decimal(payment.credit_days),
        Figure.PREPAY_PERCENT: round_to(payment.prepay_percent, PERCENT_PLACES),
        Figure.FREE_MONTHS: Decimal(terms.free_months),
        Figure.TERM_MONTHS: Decimal(terms.term_months),
        Figure.SLA_AVAILABILITY: service.sla_availability,
        Figure.URGENT_MINUTES: None if service.urgent_minutes is None else Decimal(service.urgent_minutes),
        Figure.NORMAL_MINUTES: None if service.normal_minutes is None else Decimal(service.normal_minutes),
        Figure.GROSS_TOTAL: priced.gross,
    }


def said_beside(figure: Figure, value: Decimal, threshold: Decimal, currency: str = HOME) -> str:
    """A share with the decimals of what it is held against, one at least, and all where it would read as the same."""
    if figure not in PERCENTAGES:
        return said(figure, value, currency)
    exponent = threshold.normalize().as_tuple().exponent
    near = round_to(value, max(1, -exponent if isinstance(exponent, int) else 1))
    return said(figure, value if near == threshold else near, currency)


def said(figure: Figure, value: Decimal, currency: str = HOME) -> str:
    """A figure as a reader knows it: with its per cent sign, or as an amount with its currency's."""
    if figure in PERCENTAGES:
        return f"{quantity(value)} %"
    return with_sign(value, currency) if figure in AMOUNTS else quantity(value)
