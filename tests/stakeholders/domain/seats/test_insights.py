from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.figures import Rag
from stakeholders.domain.seats.insights import insights, light, red_lights
from stakeholders.domain.seats.map import DecisionMap, Seated
from stakeholders.domain.seats.told import FactKind, Insight, InsightKind, Light, Remedy
from stakeholders.domain.seats.words import EvidenceKind, Influence, Standing
from tests.stakeholders.domain.seats.people import (
    BUYER,
    CHAMPION,
    TODAY,
    C,
    K,
    days_ago,
    heard,
    influences,
    maps,
    of,
    seat,
)

I = InsightKind  # noqa: E741

TECHNICAL = seat("技术负责人", K.TECHNICAL, key=1, can_veto=True, influence=Influence.HIGH, coverage=C.NO_CONTACT)
BUYING = seat("采购", K.PROCUREMENT, key=2, support=-1, coverage=C.BRIEF)
BUSINESS = seat("业务", key=3, support=4, coverage=C.IN_DEPTH, roles=CHAMPION, days=3, last_contact_on=days_ago(3))
FINANCE = seat(
    "财务", K.FINANCE, key=4, support=1, coverage=C.BRIEF, roles=BUYER, can_approve=True, standing=Standing.HEARD
)
FOUR = (TECHNICAL, BUYING, BUSINESS, FINANCE)


def told(*seats: Seated, stage: Stage = Stage.VALUE, **rest: Any) -> tuple[Insight, ...]:
    return insights(of(*seats, **rest), stage=stage, today=TODAY)


def one(found: Iterable[Insight], kind: InsightKind) -> Insight:
    (insight,) = (insight for insight in found if insight.kind is kind)
    return insight


def kinds(found: Iterable[Insight]) -> set[InsightKind]:
    return {insight.kind for insight in found}


def test_nobody_on_the_map_says_nothing() -> None:
    assert told() == ()


def test_the_technical_lead_nobody_met_is_the_first_red_light_of_the_four_roles() -> None:
    found = told(*FOUR)
    assert [(insight.kind, insight.light) for insight in found[:3]] == [
        (I.VETO, Light.BAD),
        (I.SEAT_GAP, Light.BAD),
        (I.SINGLE_THREAD, Light.BAD),
    ]
    assert (found[0].people, found[0].target, found[0].remedy) == ((TECHNICAL,), TECHNICAL, Remedy.MEET)


def test_every_fact_is_told_with_its_age() -> None:
    for insight in told(*FOUR):
        for fact in insight.facts:
            expected = fact.seat.quiet_days(TODAY) if fact.kind is FactKind.LAST_CONTACT else fact.seat.age(TODAY)
            assert fact.age == expected


def test_a_veto_that_is_won_on_live_evidence_is_green_and_on_old_evidence_is_not() -> None:
    won = replace(TECHNICAL, support=2, evidence=(heard(3),))
    assert one(told(won), I.VETO).light is Light.GOOD
    assert one(told(replace(won, evidence=(heard(31),))), I.VETO).light is Light.WARN
    assert one(told(replace(won, evidence=())), I.VETO).light is Light.WARN


def test_an_economic_buyer_is_missing_where_nobody_with_a_say_spends_the_money() -> None:
    assert I.NO_BUYER in kinds(told(BUSINESS))
    on_paper = one(told(replace(FINANCE, standing=Standing.OUTSIDE)), I.NO_BUYER)
    assert (on_paper.people[0].name, on_paper.remedy) == ("财务", Remedy.RECORD)
    assert I.NO_BUYER not in kinds(told(FINANCE))


def test_an_economic_buyer_nobody_met_is_reached_through_somebody_who_knows_them() -> None:
    unmet = replace(FINANCE, coverage=C.NO_CONTACT)
    found = one(told(BUSINESS, unmet, lines=(influences(BUSINESS, unmet),)), I.BUYER_UNCONTACTED)
    assert (found.remedy, found.helper) == (Remedy.INTRODUCE, BUSINESS)
    assert one(told(BUSINESS, unmet), I.BUYER_UNCONTACTED).remedy is Remedy.MEET


def test_three_contacts_and_still_no_decider_is_an_alarm() -> None:
    met = [seat(name, key=key, coverage=C.BRIEF) for key, name in enumerate("甲乙丙", 10)]
    assert one(told(*met), I.NO_DECIDER).light is Light.BAD
    assert I.NO_DECIDER not in kinds(told(*met[:2]))
    assert I.NO_DECIDER not in kinds(told(*met, FINANCE))


def test_one_thread_is_red_and_several_in_one_seat_are_a_silo() -> None:
    assert one(told(BUSINESS), I.SINGLE_THREAD).people == (BUSINESS,)
    twin = replace(BUSINESS, key=9, name="业务二")
    assert one(told(BUSINESS, twin), I.SAME_SILO).light is Light.WARN
    other = replace(twin, kind=K.TECHNICAL)
    assert {I.SINGLE_THREAD, I.SAME_SILO} & kinds(told(BUSINESS, other)) == set()


def test_seats_nobody_covers_are_red_once_a_price_comes_near() -> None:
    assert one(told(BUSINESS, stage=Stage.VALUE), I.SEAT_GAP).light is Light.BAD
    assert one(told(BUSINESS, stage=Stage.DIAGNOSIS), I.SEAT_GAP).light is Light.WARN
    assert I.SEAT_GAP not in kinds(told(BUSINESS, stage=Stage.LOST))


def test_a_way_to_the_decider_is_green_only_from_somebody_known_of_late() -> None:
    lines = (influences(BUSINESS, FINANCE),)
    assert one(told(BUSINESS, FINANCE, lines=lines), I.PATH).light is Light.GOOD
    forgotten = replace(BUSINESS, evidence=(heard(40),))
    assert one(told(forgotten, FINANCE, lines=lines), I.PATH).light is Light.WARN
    assert one(told(BUSINESS, FINANCE), I.PATH).light is Light.BAD


def test_a_champion_is_missed_when_away_idle_after_thirty_days_and_looked_for_where_there_is_none() -> None:
    against = seat("运维", K.TECHNICAL, key=8, support=-2)
    lone = one(told(BUSINESS, against), I.LONE_CHAMPION)
    assert (lone.people, lone.figures["after"]) == ((BUSINESS,), -lone.figures["before"] * 2)
    assert I.IDLE_CHAMPION not in kinds(told(replace(BUSINESS, last_contact_on=days_ago(29))))
    assert I.IDLE_CHAMPION in kinds(told(replace(BUSINESS, last_contact_on=days_ago(30))))
    assert I.IDLE_CHAMPION in kinds(told(replace(BUSINESS, last_contact_on=None)))
    assert I.NO_CHAMPION in kinds(told(FINANCE))


def test_evidence_that_expired_is_told_with_the_oldest_first() -> None:
    old, older = seat("旧", key=5, days=31), seat("更旧", key=6, days=50)
    found = one(told(old, older, BUSINESS), I.STALE)
    assert (found.target, found.figures["days"], found.people) == (older, 50, (old, older))


def test_blocs_are_named_only_where_somebody_drew_who_listens_to_whom() -> None:
    assert I.BLOCS not in kinds(told(BUSINESS, BUYING))
    one_way = one(told(BUSINESS, BUYING, FINANCE, lines=(influences(BUSINESS, FINANCE),)), I.BLOCS)
    assert one_way.blocs == ((BUSINESS,), (BUYING,))
    both = (influences(BUSINESS, BUYING), influences(BUYING, BUSINESS))
    assert I.BLOCS not in kinds(told(BUSINESS, BUYING, lines=both))


def test_whom_to_win_next_is_told_with_what_it_gains() -> None:
    found = one(told(*FOUR), I.PIVOT)
    assert (found.people[0], found.light, found.figures["0"] > 0) == (TECHNICAL, Light.INFO, True)


@pytest.mark.parametrize(("days", "rag"), [(30, Rag.GREEN), (31, Rag.RED)])
def test_the_light_of_a_map_goes_out_with_its_evidence(days: int, rag: Rag) -> None:
    decider = replace(FINANCE, support=3, evidence=(heard(days, EvidenceKind.QUOTE),))
    assert light(of(decider), today=TODAY) is rag


def green(drawn: DecisionMap) -> set[InsightKind]:
    found = insights(drawn, stage=Stage.NEGOTIATION, today=TODAY)
    return {insight.kind for insight in found if insight.light is Light.GOOD}


def forgotten(drawn: DecisionMap, keys: set[int]) -> DecisionMap:
    """The same map with what is known of these people long out of date."""
    old = (heard(400),)
    seats = (replace(one, evidence=old) if one.key in keys and one.evidence else one for one in drawn.seats)
    return replace(drawn, seats=tuple(seats))


@given(maps(), st.sampled_from(Stage))
def test_a_count_of_red_lights_asks_less_and_counts_the_same(drawn: DecisionMap, stage: Stage) -> None:
    red = [insight for insight in insights(drawn, stage=stage, today=TODAY) if insight.light is Light.BAD]
    assert red_lights(drawn, stage=stage, today=TODAY) == len(red)
    assert red_lights(DecisionMap(seats=()), stage=stage, today=TODAY) == 0


@given(maps(), st.sets(st.integers(1, 6)))
def test_evidence_that_expires_never_turns_a_light_green(drawn: DecisionMap, keys: set[int]) -> None:
    later = forgotten(drawn, keys)
    assert green(later) <= green(drawn)
    assert not (light(later, today=TODAY) is Rag.GREEN and light(drawn, today=TODAY) is not Rag.GREEN)
    assert green(forgotten(drawn, set(range(1, 7)))) == set()
