"""How a budget is told: its unit and basis, and sentences with their figures."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import large, money, points
from dealdesk.web.units import unit
from quotes.queries.budgets.prices import Candidate
from stakeholders.domain.budgets.advice import at_floor, at_price
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.distributions import Spread
from stakeholders.domain.budgets.pools import Conflict
from stakeholders.domain.budgets.words import Span

HUNDRED = 100
A_YEAR = 12


def unit_of(basis: Basis) -> str:
    """万元/年，含税; or for so many months; or for the first year alone."""
    months = A_YEAR if basis.span is Span.YEAR else basis.term_months
    in_large = basis.currency == "CNY"
    words = unit(basis.currency, basis.tax_included, large=in_large, months=months)
    return f"{words} · {gettext(basis.span.label)}" if basis.span is Span.FIRST_YEAR else words


def conflict_words(found: Conflict | None) -> str:
    """Nothing where the signals agree."""
    if found is None or not found.is_one:
        return ""
    words = gettext(
        "These signals contradict each other: Q = %(q)s with %(freedom)s degrees of freedom, and signals that agree lie"
        " so far apart in %(often)s of cases. Find out which one is wrong. The log pool is widened by τ² = %(tau2)s."
    )
    often = found.p_value * HUNDRED
    return words % {
        "q": money(found.q, 1),
        "freedom": found.freedom,
        "often": "< 0.1 %" if often < Decimal("0.1") else points(often, 1),
        "tau2": money(found.tau2, 3),
    }


def advice_words(candidates: Sequence[Candidate], currency: str) -> Iterator[str]:
    """What the newest version's price and, for those who see it, its floor say to do."""
    floor = next((one for one in candidates if one.kind == "floor"), None)
    if floor is not None and floor.affords is not None and at_floor(floor.affords / HUNDRED):
        words = gettext("P(budget ≥ floor %(price)s) is only %(share)s: re-scope, do not negotiate.")
        yield words % {"price": large(floor.price, currency), "share": floor.share}
    newest = candidates[0] if candidates else None
    if newest is not None and newest.affords is not None and at_price(newest.affords / HUNDRED):
        words = gettext("P(budget ≥ %(version)s) is %(share)s: leave the anchor to value, not to the budget.")
        yield words % {"version": newest.label, "share": newest.share}


def spread_words(spread: Spread, currency: str) -> str:
    told = (("P10", spread.p10), ("P50", spread.p50), ("P90", spread.p90))
    return " · ".join(f"{name} {large(value, currency)}" for name, value in told)
