"""Price models for tests: published tables, and random ones of every kind."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quotes.domain.pricing.charges import (
    AnyCharge,
    Block,
    Bound,
    Charge,
    Commitment,
    CommittedSpend,
    Contracted,
    DiscountSchedule,
    Flat,
    Graduated,
    MaximumSpend,
    Measure,
    MinimumSpend,
    Package,
    PercentOf,
    PerUnit,
    Prorated,
    Ramp,
    Ratio,
    RatioPackage,
    Reach,
    Schedule,
    Scope,
    Tier,
    Volume,
    Year,
    joined,
)

type Row = tuple[str | None, str] | tuple[str | None, str, str]


def D(value: str | int) -> Decimal:
    return Decimal(value)


def table(*rows: Row) -> tuple[Tier, ...]:
    """Rows as (up to, unit price) or (up to, unit price, flat fee)."""
    return joined(
        [
            Tier(
                up_to=None if row[0] is None else D(row[0]),
                unit=D(row[1]),
                flat=D(row[2]) if len(row) == 3 else D(0),
            )
            for row in rows
        ]
    )


# OpenMeter's and Lago's own test tables, and Zuplo's published one.
OPENMETER = table(("5", "0", "100"), ("10", "0", "150"), ("15", "10"), (None, "5"))
LAGO = table(("100", "2", "10"), ("200", "1"), (None, "0.5", "50"))
ZUPLO = table(("1000", "0.10"), ("10000", "0.05"), (None, "0.01"))

quantities = st.one_of(
    st.integers(0, 20_000).map(Decimal), st.decimals(min_value=0, max_value=5_000, places=6, allow_nan=False)
)
prices = st.one_of(
    st.decimals(min_value=0, max_value=100_000, places=2), st.decimals(min_value=0, max_value=1, places=8)
)
points = st.decimals(min_value=0, max_value=100, places=4)
sizes = st.decimals(min_value=Decimal("0.01"), max_value=5_000, places=2)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@st.composite
def tables(draw: Callable[[st.SearchStrategy[Any]], Any], **columns: st.SearchStrategy[Decimal]) -> tuple[Tier, ...]:
    """Tier tables with the columns asked for, and zero in the others."""
    bounds = sorted(draw(st.sets(sizes, max_size=5)))
    rows = [Tier(up_to=bound, **{name: draw(values) for name, values in columns.items()}) for bound in (*bounds, None)]
    return joined(rows)


bounds = st.sampled_from(list(Bound))
graduated = st.builds(Graduated, tiers=tables(unit=prices, flat=prices), upper=bounds, free_when_unused=st.booleans())
volumes = st.builds(
    Volume, tiers=tables(unit=prices, flat=prices, percent=points), upper=bounds, free_when_unused=st.booleans()
)
packages = st.builds(Package, size=sizes, price=prices, free=quantities, at_least_one=st.booleans())
plain: st.SearchStrategy[Charge] = st.one_of(
    st.builds(Flat, amount=prices),
    st.builds(PerUnit, unit=prices),
    st.builds(Block, tiers=tables(flat=prices), overage=st.none() | prices, upper=bounds),
    graduated,
    volumes,
    st.builds(
        DiscountSchedule,
        list_price=prices,
        schedule=st.sampled_from(list(Schedule)),
        tiers=tables(percent=points),
        upper=bounds,
    ),
    packages,
    st.builds(
        RatioPackage,
        size=sizes,
        price=prices,
        ratios=st.lists(
            st.builds(Ratio, name=names, weight=sizes), min_size=1, max_size=4, unique_by=lambda r: r.name
        ).map(tuple),
        months=st.none() | st.integers(1, 120),
    ),
    st.builds(Commitment, included=quantities, fee=prices, overage=prices),
    st.builds(
        Ramp,
        years=st.lists(st.builds(Year, unit=prices, share=points), min_size=1, max_size=4).map(tuple),
    ),
)
charges: st.SearchStrategy[Charge] = st.one_of(
    plain,
    st.builds(CommittedSpend, commitment=prices, usage=plain),
    st.builds(
        Prorated,
        charge=plain,
        part=st.integers(0, 100),
        whole=st.integers(1, 100),
        measure=st.sampled_from(list(Measure)),
    ),
    st.builds(Contracted, price=plain, list=plain),
)
scopes = st.one_of(
    st.just(Scope()),
    st.builds(
        Scope,
        reach=st.sampled_from([Reach.GROUPS, Reach.PRODUCTS]),
        names=st.lists(names, min_size=1, max_size=3).map(tuple),
    ),
)
every_model: st.SearchStrategy[AnyCharge] = st.one_of(
    charges,
    st.builds(PercentOf, percent=points, scope=scopes, default_months=st.none() | st.integers(1, 120)),
    st.builds(MinimumSpend, minimum=prices, scope=scopes),
    st.builds(MaximumSpend, maximum=prices, scope=scopes),
)
