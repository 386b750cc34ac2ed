"""What a map says of how we hold on to it: seats nobody covers, threads, evidence that expired, coverage."""

from fractions import Fraction

from stakeholders.domain.deals import PATH, Stage
from stakeholders.domain.seats.figures import coverage_index, seat_gap
from stakeholders.domain.seats.strength import is_idle, threads
from stakeholders.domain.seats.told import Asked, FactKind, Found, Insight, InsightKind, Light, Remedy, live
from stakeholders.domain.seats.words import BuyingRole, SeatKind

# The bands of Altify's dashboard, in shares of 1.
THIN, THICK = Fraction(33, 100), Fraction(65, 100)


def gap(asked: Asked) -> Found:
    gap = seat_gap(asked.map_, asked.stage)
    if not gap:
        return
    waiting = [seat for seat in asked.map_.seats if seat.kind in gap]
    target = max(waiting, key=lambda seat: (seat.can_veto, seat.weight), default=None)
    remedy, helper = asked.reaching(target) if target else (Remedy.ADD, None)
    priced = PATH.index(asked.stage) >= PATH.index(Stage.VALUE)
    yield Insight(
        kind=InsightKind.SEAT_GAP,
        light=Light.BAD if priced else Light.WARN,
        facts=asked.facts(waiting, FactKind.COVERAGE),
        remedy=remedy,
        target=target,
        helper=helper,
        people=tuple(waiting),
        kinds=tuple(kind for kind in SeatKind if kind in gap),
    )


def thread(asked: Asked) -> Found:
    held = threads(asked.map_, asked.today)
    silo = {seat.kind for seat in held}
    if len(held) > 1 and len(silo) > 1:
        return
    others = [seat for seat in asked.map_.seats if seat not in held and seat.kind not in silo]
    target = asked.whom_to_win(others)
    yield Insight(
        kind=InsightKind.SAME_SILO if len(held) > 1 else InsightKind.SINGLE_THREAD,
        light=Light.WARN if len(held) > 1 else Light.BAD,
        facts=asked.facts(held, FactKind.LAST_CONTACT),
        remedy=Remedy.MEET if target else Remedy.ADD,
        target=target,
        people=held,
        figures={"threads": Fraction(len(held))},
        kinds=tuple(kind for kind in SeatKind if kind in silo),
    )


def idle(asked: Asked) -> Found:
    for seat in asked.map_.playing(BuyingRole.CHAMPION):
        quiet = seat.quiet_days(asked.today)
        if quiet is None or is_idle(quiet):
            yield Insight(
                kind=InsightKind.IDLE_CHAMPION,
                light=Light.WARN,
                facts=asked.facts((seat,), FactKind.LAST_CONTACT),
                remedy=Remedy.MEET,
                target=seat,
                people=(seat,),
                figures={} if quiet is None else {"days": Fraction(quiet)},
            )


def stale(asked: Asked) -> Found:
    old = [seat for seat in asked.map_.seats if seat.is_stale(asked.today)]
    if old:
        oldest = max(old, key=lambda seat: (seat.age(asked.today) or 0, seat.weight))
        yield Insight(
            kind=InsightKind.STALE,
            light=Light.WARN,
            facts=asked.facts(old, FactKind.EVIDENCE),
            remedy=Remedy.RECORD,
            target=oldest,
            people=tuple(old),
            figures={"days": Fraction(oldest.age(asked.today) or 0), "limit": Fraction(oldest.stale_after)},
        )


def coverage(asked: Asked) -> Found:
    found = coverage_index(asked.map_) or Fraction(0)
    everybody = sum(seat.weight for seat in asked.map_.seats)
    proved = sum((seat.weight * Fraction(seat.depth, 4) for seat in live(asked.map_.seats, asked.today)), Fraction(0))
    if found >= THIN and proved / everybody < THICK:
        return
    thin = found < THIN
    target = min(asked.map_.seats, key=lambda seat: (seat.depth, -seat.weight, seat.name)) if thin else None
    yield Insight(
        kind=InsightKind.COVERAGE,
        light=Light.WARN if thin else Light.GOOD,
        facts=asked.facts(asked.map_.seats, FactKind.COVERAGE),
        remedy=Remedy.MEET if target else None,
        target=target,
        figures={"index": found},
    )
