"""What a policy saw, as a request keeps it for years, and how it is read back."""

from collections.abc import Mapping
from decimal import Decimal

from quotes.domain.policy.figures import Figure, Figures, Seen

type Kept = Mapping[str, str | None]

# What is kept beside the worst of its kind, by name: the other columns' totals, and each product group's discount.
BESIDE = {Figure.GROSS_TOTAL: "totals", Figure.GROUP_DISCOUNT: "groups"}


def written(seen: Seen) -> dict[str, str | None]:
    """The figures by their words, and those of other columns and of product groups by “figure: name”."""
    figures = {figure.value: None if value is None else str(value) for figure, value in seen.figures.items()}
    named = {figure: getattr(seen, part) for figure, part in BESIDE.items()}
    beside = {f"{figure}: {name}": str(value) for figure, values in named.items() for name, value in values.items()}
    return figures | beside


def read_back(kept: Kept) -> Seen:
    """What `written` wrote; a figure that did not exist when it was written is missing, and so never compared with."""
    figures: Figures = {figure: number(kept.get(figure)) for figure in Figure}
    found = {
        part: {
            name.removeprefix(f"{figure}: "): Decimal(value)
            for name, value in kept.items()
            if value is not None and name.startswith(f"{figure}: ")
        }
        for figure, part in BESIDE.items()
    }
    return Seen(figures=dict(figures), where={}, totals=found["totals"], groups=found["groups"])


def number(value: str | None) -> Decimal | None:
    """8.50 and 8.5 are one figure."""
    return None if value is None else Decimal(value)
