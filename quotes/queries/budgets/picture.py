"""The budget as a hill, with our prices standing in it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.web.charts import EMPTY, PHONE, Picture, PriceMark, density, either
from quotes.queries.budgets.prices import Candidate
from quotes.queries.budgets.words import spread_words
from stakeholders.domain.budgets.distributions import Distribution, Spread

# From where to where the hill is drawn, and in how many steps.
ENDS = (Decimal("0.005"), Decimal("0.985"))
CELLS = 96
# As many versions as a picture tells apart; the table has all of them.
MOST_VERSIONS = 4


def picture(
    budget: Distribution | None, spread: Spread | None, offered: Sequence[Candidate], unit: str, currency: str
) -> Picture:
    """Wide, and as a phone shows it."""
    if budget is None or spread is None:
        return EMPTY
    low, high = (budget.quantile(end) for end in ENDS)
    drawn = list(_drawn(offered))
    prices = [one.price for one in drawn if one.price is not None]
    heights = budget.heights(min([low, *prices]), max([high, *prices]), CELLS)
    marks = [
        PriceMark(label=f"{one.label} {one.share} ·", value=one.price, kind=one.kind)
        for one in drawn
        if one.price is not None
    ]
    words = gettext("Budget, %(unit)s: %(spread)s. %(prices)s")
    said = "; ".join(f"{one.label}: P(≥) {one.share}" for one in drawn if one.price is not None)
    label = words % {"unit": unit, "spread": spread_words(spread, currency), "prices": said}
    told = (spread.p10, spread.p50, spread.p90)
    return either(
        density(heights, spread=told, marks=marks, unit=unit, label=label, currency=currency, width=920),
        density(heights, spread=told, marks=marks, unit=unit, label=label, currency=currency, width=PHONE, hill=120),
    )


def _drawn(offered: Sequence[Candidate]) -> Iterator[Candidate]:
    """The newest versions, with the columns, our target and the floor of the newest; its options are read in the table,
    where there is room for them."""
    versions = 0
    for one in offered:
        if one.kind == "option":
            continue
        versions += bool(one.url)
        if not one.url or versions <= MOST_VERSIONS:
            yield one
