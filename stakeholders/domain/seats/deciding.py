"""What a map says of those who decide: vetoes, the economic buyer, and the way to them."""

from dataclasses import replace
from fractions import Fraction

from stakeholders.domain.seats.figures import economic_buyers, is_in_touch, path_to, veto_exposure
from stakeholders.domain.seats.told import Asked, FactKind, Found, Insight, InsightKind, Light, Remedy, doubted
from stakeholders.domain.seats.words import BuyingRole


def veto(asked: Asked) -> Found:
    """Σ influence of those who can stop us and are against us or unknown, ÷ Σ influence of all who can."""
    exposure = veto_exposure(asked.map_)
    if exposure.share is None:
        return
    good = not exposure.exposed and asked.is_live(exposure.holders)
    # Whoever is known to be against us can be talked to today; the rest are met by their weight.
    target = min(exposure.exposed or exposure.holders, key=lambda seat: (seat.support is None, -seat.weight, seat.name))
    yield Insight(
        kind=InsightKind.VETO,
        light=Light.BAD if exposure.exposed else Light.GOOD if good else Light.WARN,
        facts=asked.facts(exposure.holders, FactKind.SUPPORT),
        remedy=Remedy.MEET if exposure.exposed else None if good else Remedy.RECORD,
        target=None if good else target,
        people=exposure.exposed or exposure.holders,
        figures={
            "share": exposure.share,
            "exposed": Fraction(sum(seat.weight for seat in exposure.exposed)),
            "all": Fraction(sum(seat.weight for seat in exposure.holders)),
            "holders": Fraction(len(exposure.holders)),
        },
    )


def buyer(asked: Asked) -> Found:
    buyers = economic_buyers(asked.map_)
    if not buyers:
        named = asked.map_.playing(BuyingRole.ECONOMIC)
        yield Insight(
            kind=InsightKind.NO_BUYER,
            light=Light.BAD,
            facts=asked.facts(named, FactKind.ROLE),
            remedy=Remedy.RECORD if named else Remedy.ADD,
            target=next(iter(named), None),
            people=named,
        )
    elif not any(seat.is_contacted for seat in buyers):
        remedy, helper = asked.reaching(buyers[0])
        yield Insight(
            kind=InsightKind.BUYER_UNCONTACTED,
            light=Light.BAD,
            facts=asked.facts(buyers, FactKind.COVERAGE),
            remedy=remedy,
            target=buyers[0],
            helper=helper,
            people=buyers,
        )


def no_decider(asked: Asked) -> Found:
    met = [seat for seat in asked.map_.seats if seat.is_contacted]
    if len(met) >= 3 and not any(seat.decides for seat in met):
        deciders = [seat for seat in asked.map_.seats if seat.decides]
        remedy, helper = asked.reaching(deciders[0]) if deciders else (Remedy.ADD, None)
        yield Insight(
            kind=InsightKind.NO_DECIDER,
            light=Light.BAD,
            facts=asked.facts(met, FactKind.ROLE),
            remedy=remedy,
            target=next(iter(deciders), None),
            helper=helper,
            people=tuple(met),
            figures={"met": Fraction(len(met))},
        )


def path(asked: Asked) -> Found:
    buyers = economic_buyers(asked.map_)
    if not buyers:
        return
    live = replace(asked.map_, seats=tuple(doubted(seat, asked.today) for seat in asked.map_.seats))
    proved = path_to(live, buyers)
    way = proved or path_to(asked.map_, buyers)
    yield Insight(
        kind=InsightKind.PATH,
        light=Light.GOOD if proved else Light.WARN if way else Light.BAD,
        facts=asked.facts(way[:1] or filter(is_in_touch, asked.map_.seats), FactKind.SUPPORT),
        remedy=None if proved else Remedy.RECORD if way else Remedy.DRAW,
        target=None if proved else (way or buyers)[0],
        people=tuple(asked.map_.by_key[seat.key] for seat in way) or buyers,
    )
