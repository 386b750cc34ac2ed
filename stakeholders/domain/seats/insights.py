"""What a decision map says to do next, the worst first.

A light is green only on evidence that still counts: every rule that may say so looks at live seats alone, so that
evidence that expires can darken a light and never lighten one.
"""

from collections.abc import Callable
from datetime import date

from stakeholders.domain.deals import Stage
from stakeholders.domain.seats import deciding, touching, weighing
from stakeholders.domain.seats.figures import Rag, rag
from stakeholders.domain.seats.influence import Shares, by_influence, shares
from stakeholders.domain.seats.map import DecisionMap
from stakeholders.domain.seats.told import Asked, Found, Insight, InsightKind, Light, live

RULES: tuple[Callable[[Asked], Found], ...] = (
    deciding.veto,
    deciding.buyer,
    deciding.no_decider,
    deciding.path,
    touching.gap,
    touching.thread,
    touching.idle,
    touching.stale,
    touching.coverage,
    weighing.support,
    weighing.champion,
    weighing.separate,
    weighing.pivot,
)


# Those that can turn a light red: the head of every page of a deal asks no others.
RED = (deciding.veto, deciding.buyer, deciding.no_decider, deciding.path, touching.gap, touching.thread)


def insights(map_: DecisionMap, *, stage: Stage, today: date, by: Shares | None = None) -> tuple[Insight, ...]:
    """Everything there is to say, the worst light first; nothing of a map without people. `by` is `shares` of the map,
    where somebody has them already."""
    if not map_.seats:
        return ()
    asked = Asked(map_=map_, stage=stage, today=today, by=by or shares(map_))
    found = [insight for rule in RULES for insight in rule(asked)]
    order = list(InsightKind)
    return tuple(sorted(found, key=lambda insight: (insight.light, order.index(insight.kind))))


def red_lights(map_: DecisionMap, *, stage: Stage, today: date) -> int:
    """How many of them are red. Whom to meet about it is told nobody here, so that no consensus is reckoned for it."""
    if not map_.seats:
        return 0
    asked = Asked(map_=map_, stage=stage, today=today, by=by_influence(map_))
    return sum(insight.light is Light.BAD for rule in RED for insight in rule(asked))


def light(map_: DecisionMap, *, today: date) -> Rag:
    """Altify's red, amber or green, of the seats whose evidence still counts."""
    return rag(live(map_.seats, today))
