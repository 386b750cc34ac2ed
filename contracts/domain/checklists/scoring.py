"""How far a contract is from ours as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.clauses.words import Stance
from dealdesk.kernel.percent import Percent

WORST = Stance.WALK_AWAY.level


@dataclass(frozen=True)
class Judged:
    """`level` is None where nobody has looked yet."""

    level: int | None
    weight: int


@dataclass(frozen=True, kw_only=True)
class Score:
    """`points` from 0, all as we would write it, to 100, nothing of which we sign; None before the first was judged.
    One clause at the worst level stops the signing, whatever the points are."""

    points: Percent | None
    judged: int
    items: int
    stops: int


def score(items: Sequence[Judged]) -> Score:
    """Weighted deviations of what was judged, in percent of the worst they could be; unrounded.

    Method: the sum of weight and level against three times the sum of weights, as contract playbooks add it up.
    """
    told = [(one.weight, one.level) for one in items if one.level is not None]
    most = sum(weight * WORST for weight, _ in told)
    return Score(
        points=Percent.part_of(Decimal(sum(weight * level for weight, level in told)), Decimal(most)) if told else None,
        judged=len(told),
        items=len(items),
        stops=sum(level == WORST for _, level in told),
    )
