"""Offers by chance, from a seed: cheaper to make than Hypothesis's, for many at a time and for benchmarks."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from quotes.domain.pricing.charges import (
    AnyCharge,
    Contracted,
    Flat,
    Graduated,
    MaximumSpend,
    MinimumSpend,
    PercentOf,
    PerUnit,
    Reach,
    Scope,
    Tier,
    joined,
)
from quotes.domain.pricing.discounts import MarkupKind
from quotes.domain.pricing.terms import (
    HeaderDiscount,
    LineTerms,
    Markup,
    OfferTerms,
    Reckoning,
    Role,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    Stacking,
    Step,
)
from tests.quotes.domain.offers import RATES, line, offer, unmoved

QUANTITIES = (1, 3, 12, 24, 400, 9_600, 10_000)
GROUPS = ("", "通话", "录制", "服务")
# Of the first hundred thousand seeds, those in which the first two reckonings do not tell a whole cent, or two equal
# remainders, from what a division left behind (decision 0030).
NOT_TOLD = (34352, 42105, 89071, 97915)
POINTS = (Decimal(5), Decimal(18), Decimal("12.5"), Decimal("33.33333333"), Decimal(100))


def decimal(random: Random, most: int, places: int) -> Decimal:
    return Decimal(random.randint(0, most * 10**places)).scaleb(-places)


def chance_line(random: Random, position: int) -> LineTerms:
    """A line of the plain kind: a quantity, a list price, one discount, one rate."""
    return line(
        position,
        quantity=Decimal(random.choice(QUANTITIES)) if random.random() < 0.7 else decimal(random, 500, 6),
        list_price=decimal(random, 9_000, 2) if random.random() < 0.6 else decimal(random, 1, 8),
        discount=random.choice(POINTS) if random.random() < 0.4 else Decimal(0),
        vat_rate=random.choice(RATES),
        floor_price=None if random.random() < 0.1 else decimal(random, 9_000, 4),
        group=random.choice(GROUPS),
    )


def chance_offer(random: Random, lines: int | None = None) -> OfferTerms:
    """An offer of plain lines, itemised or a bundle, in either basis and any way of rounding of the first schema."""
    values: dict[str, Any] = {
        "tax_included": random.random() < 0.5,
        "rounding": RoundingPolicy(
            scope=random.choice([RoundingScope.LINE, RoundingScope.DOCUMENT]), mode=random.choice(list(RoundingMode))
        ),
    }
    if random.random() < 0.3:
        values["bundle_price"] = decimal(random, 900_000, 2)
    count = lines or random.randint(1, 8)
    return offer(*(chance_line(random, position) for position in range(1, count + 1)), **values)


def chance_full_offer(random: Random) -> OfferTerms:
    """An offer with everything there is; its first line is worth 9,000 and in the total, to take a discount off."""
    plain = chance_offer(random)
    first = replace(plain.lines[0], quantity=Decimal(1), list_price=Decimal(9_000), discount=Decimal(0))
    # The second is left out: it is the third but for what a division leaves behind, which the oracle does not know.
    reckoning = random.choice([Reckoning.FIRST, Reckoning.THIRD])
    others = [_full(random, line) for line in plain.lines[1:]]
    if others and random.random() < 0.3:
        # Above what the first line alone comes to, so that something is left to take a discount off.
        cap = MaximumSpend(maximum=decimal(random, 90_000, 2) + 9_000, scope=chance_scope(random))
        others[-1] = unmoved(replace(others[-1], charge=cap))
    values: dict[str, Any] = {
        "lines": (first, *(others if reckoning is Reckoning.FIRST else map(unmoved, others))),
        "reckoning": reckoning,
        "rounding": replace(plain.rounding, scope=random.choice(list(RoundingScope))),
        "stacking": random.choice(list(Stacking)),
    }
    if plain.bundle_price is None and random.random() < 0.6:
        amount, steps = decimal(random, 5_000, 2), chance_steps(random)
        values["header"] = HeaderDiscount(steps=steps) if steps else HeaderDiscount(amount=amount)
    return replace(plain, **values)


def _full(random: Random, line: LineTerms) -> LineTerms:
    return replace(
        line,
        charge=chance_charge(random) if random.random() < 0.3 else None,
        discounts=chance_steps(random),
        markup=random.choice(
            [None, None, Markup(percent=decimal(random, 80, 2), kind=random.choice(list(MarkupKind)))]
        ),
        other_taxes=random.choice([(), (), (Decimal(5),), (Decimal(7), Decimal(2))]),
        role=random.choice([Role.INCLUDED, Role.INCLUDED, *Role]),
    )


def chance_scope(random: Random) -> Scope:
    return random.choice([Scope(), Scope(reach=Reach.GROUPS, names=("通话", "录制"))])


def chance_steps(random: Random) -> tuple[Step, ...]:
    count = random.choice((0, 0, 1, 2, 3))
    return tuple(Step(name=f"{i}", percent=decimal(random, 70, 4) - 10) for i in range(count))


def chance_charge(random: Random) -> AnyCharge:
    """A price model of the kinds whose place in the offer matters: plain ones, and those that look at other lines."""
    scope = chance_scope(random)
    tiers = joined(
        [Tier(up_to=decimal(random, 400, 2) + 1, unit=decimal(random, 90, 4)), Tier(unit=decimal(random, 9, 6))]
    )
    price, listed = decimal(random, 900, 4), decimal(random, 900, 4)
    return random.choice(
        [
            Flat(amount=price),
            Graduated(tiers=tiers),
            Contracted(price=PerUnit(unit=price), list=PerUnit(unit=listed)),
            PercentOf(percent=decimal(random, 30, 2), scope=scope),
            MinimumSpend(minimum=decimal(random, 90_000, 2), scope=scope),
        ]
    )
