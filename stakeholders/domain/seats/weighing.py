"""What a map says of the weight for and against us: support, champions, blocs, and whom to win next."""

from fractions import Fraction

from stakeholders.domain.seats.figures import losses, pivots, weighted_support
from stakeholders.domain.seats.influence import Method
from stakeholders.domain.seats.told import Asked, FactKind, Found, Insight, InsightKind, Light, Remedy, doubted
from stakeholders.domain.seats.words import BuyingRole, LineKind


def support(asked: Asked) -> Found:
    found = weighted_support(asked.map_, asked.by)
    proved = sum(
        (asked.by.by_key[seat.key] * (doubted(seat, asked.today).support or 0) for seat in asked.map_.seats),
        Fraction(0),
    )
    if found >= 0 >= proved:
        return
    against = [seat for seat in asked.map_.seats if (seat.support or 0) < 0]
    target = asked.whom_to_win(asked.map_.seats) if found < 0 else None
    yield Insight(
        kind=InsightKind.SUPPORT,
        light=Light.GOOD if proved > 0 else Light.WARN,
        facts=asked.facts(against if found < 0 else asked.map_.seats, FactKind.SUPPORT),
        remedy=Remedy.MEET if target else None,
        target=target,
        people=tuple(against),
        figures={"support": found},
    )


def champion(asked: Asked) -> Found:
    champions = asked.map_.playing(BuyingRole.CHAMPION)
    others = [seat for seat in asked.map_.seats if seat not in champions and (seat.support or 0) > 0]
    second = max(others, key=lambda seat: (seat.support or 0, seat.weight), default=None)
    if not champions:
        remedy = Remedy.DEVELOP if second else Remedy.ADD
        yield Insight(
            kind=InsightKind.NO_CHAMPION,
            light=Light.WARN,
            facts=asked.facts(others, FactKind.SUPPORT),
            remedy=remedy,
            target=second,
        )
    for loss in losses(asked.map_, asked.by):
        if loss.is_fatal:
            yield Insight(
                kind=InsightKind.LONE_CHAMPION,
                light=Light.WARN,
                facts=asked.facts((loss.champion,), FactKind.SUPPORT),
                remedy=Remedy.DEVELOP if second else Remedy.ADD,
                target=second,
                people=(loss.champion,),
                figures={"before": loss.before, "after": loss.after},
            )


def separate(asked: Asked) -> Found:
    """Only where somebody drew who listens to whom: else there is no graph to speak of."""
    if asked.by.method is Method.DEGROOT or not asked.map_.of(LineKind.INFLUENCE):
        return
    blocs = tuple(tuple(asked.map_.by_key[key] for key in bloc) for bloc in asked.by.blocs)
    yield Insight(
        kind=InsightKind.BLOCS,
        light=Light.INFO,
        facts=asked.facts([seat for bloc in blocs for seat in bloc], FactKind.SUPPORT),
        remedy=Remedy.DRAW,
        target=blocs[0][0],
        blocs=blocs,
    )


def pivot(asked: Asked) -> Found:
    best = pivots(asked.map_, asked.by)[:3]
    if best:
        yield Insight(
            kind=InsightKind.PIVOT,
            light=Light.INFO,
            facts=asked.facts([pivot.seat for pivot in best], FactKind.SUPPORT),
            remedy=Remedy.MEET,
            target=best[0].seat,
            people=tuple(pivot.seat for pivot in best),
            figures={str(place): pivot.gain for place, pivot in enumerate(best)},
        )
