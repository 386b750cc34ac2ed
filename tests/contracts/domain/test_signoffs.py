"""Whose word a contract needs, what each word stands on, and what blocks a signature."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.domain.clauses.words import Kind
from contracts.domain.data.answers import People
from contracts.domain.data.routes import Route
from contracts.domain.data.words import Way
from contracts.domain.liability.exposure import Line
from contracts.domain.liability.words import Basis as Cap
from contracts.domain.liability.words import Bucket, Harm
from contracts.domain.payment.received import Instalment, RunsFrom
from contracts.domain.signoffs import (
    CLAUSES_ALONE,
    Basis,
    Beside,
    Data,
    Offer,
    Said,
    asked,
    blockers,
    content,
    deciding,
    facts,
    is_of,
    part,
    unready,
)
from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, Verdict, state_of
from stakeholders.domain.people import Role
from tests.factories.data import ANSWERS
from tests.factories.experience import WHOLE as FREEZE
from tests.factories.liability import LINES, TERMS

BASIS = Basis(offer="a" * 64, industry="finance", size="from_1000", regions=("mainland",), buyer="large",
              we_are_small=True)  # fmt: skip
SAID = tuple(
    Said(clause=number, number=1, kind=kind, theirs="原文", level=0, figure=None) for number, kind in enumerate(Kind, 1)
)
FIRST = Instalment(amount=D(60_000), runs_from=RunsFrom.DAY, from_day=date(2026, 9, 1), credit_days=30)
LAST = Instalment(
    amount=D(40_000), runs_from=RunsFrom.ACCEPTANCE, from_day=date(2026, 12, 1), credit_days=30, window_days=10
)
BESIDE = Beside(
    liability=TERMS, data=Data(answers=ANSWERS, route=Route.EXEMPT), experience=(FREEZE,), payment=(FIRST, LAST)
)
# As it was reckoned before anything beside the clauses was part of it.
FIRST_FORM = "77dcd4859a875515033a9debcaf0091b6e189cf885dccda6341acc52197d8e6a"
OFFER = Offer(mark="2", is_accepted=True, is_approved=True)


def test_a_role_answers_for_its_kinds_and_for_what_it_may_accept() -> None:
    said = (*SAID[:1], replace(SAID[1], level=1, accepted_by=Role.MANAGER), *SAID[2:])
    assert asked(SAID) == (Role.LEGAL, Role.FINANCE, Role.DELIVERY)
    assert asked(said) == (Role.LEGAL, Role.FINANCE, Role.DELIVERY, Role.MANAGER)
    assert part(Role.MANAGER, said) == part(Role.FINANCE, said) == (said[1],)
    assert asked(said[:1]) == (Role.DELIVERY,)


@given(st.permutations(SAID))
@settings(max_examples=10)
def test_the_order_of_clauses_and_the_digits_of_a_figure_say_nothing(shuffled: list[Said]) -> None:
    told = [replace(one, figure=D("8.50")) for one in shuffled]
    assert content(BASIS, told) == content(BASIS, [replace(one, figure=D("8.5")) for one in SAID])


def test_any_other_word_is_another_content() -> None:
    first = SAID[0]
    others = [
        content(replace(BASIS, **changed), SAID)
        for changed in ({"offer": "b" * 64}, {"buyer": ""}, {"regions": ("europe",)}, {"we_are_small": None})
    ] + [
        content(BASIS, (replace(first, **changed), *SAID[1:]))
        for changed in ({"theirs": "改过"}, {"level": 1}, {"figure": D(0)}, {"number": 2})
    ]
    assert len({content(BASIS, SAID), *others}) == 9


def test_what_stands_beside_the_clauses_is_for_whoever_looks_after_such_clauses() -> None:
    payment = (SAID[1],)
    assert asked(payment) == (Role.FINANCE,)
    assert asked(payment, BESIDE) == (Role.LEGAL, Role.FINANCE, Role.DELIVERY)
    assert asked((), Beside(experience=(FREEZE,))) == (Role.DELIVERY,)
    assert BESIDE.of(Role.LEGAL) == replace(BESIDE, experience=(), payment=())
    assert BESIDE.of(Role.DELIVERY) == Beside(experience=(FREEZE,))
    assert BESIDE.of(Role.FINANCE) == Beside(payment=(FIRST, LAST))
    assert not BESIDE.of(Role.MANAGER)


def test_another_word_beside_the_clauses_is_another_content_too() -> None:
    terms = [
        {"basis": Cap.PAID}, {"increased_times": D(10)}, {"increased_times": None, "increased_amount": D(2)},
        {"per_claim": True}, {"credits_outside": True}, {"indemnity_outside": True}, {"one_sided": True},
        {"waives_adjustment": True}, {"damages_cap": D(5)}, {"lines": LINES[:2]},
        {"lines": (Line(harm=Harm.SERVICE, bucket=Bucket.INCREASED), *LINES[1:])},
    ]  # fmt: skip
    answers = [
        {"ways": frozenset(Way) - {Way.STORAGE}, "nodes": "a", "telemetry_path": "a", "support_from": "a",
         "subprocessors": "a"},
        {"important_data": True}, {"critical_operator": True}, {"still": People(plain=1)}, {"a_year": People()},
        {"nodes": "新加坡"}, {"telemetry_path": "新加坡"}, {"support_from": "新加坡"}, {"subprocessors": "新加坡"},
    ]  # fmt: skip
    promises = [
        {"value": D(1)}, {"pause": 500}, {"platform": None}, {"denominator": None}, {"percentile": 99}
    ]  # fmt: skip
    instalments = [{"amount": D(1)}, {"from_day": date(2026, 9, 2)}, {"credit_days": 360}]
    others = [
        *[replace(BESIDE, liability=replace(TERMS, **changed)) for changed in terms],
        *[replace(BESIDE, data=Data(answers=replace(ANSWERS, **changed), route=Route.EXEMPT)) for changed in answers],
        replace(BESIDE, data=Data(answers=ANSWERS, route=Route.CONTRACT)),
        *[replace(BESIDE, experience=(replace(FREEZE, **changed),)) for changed in promises],
        *[replace(BESIDE, payment=(replace(FIRST, **changed), LAST)) for changed in instalments],
        replace(BESIDE, payment=(FIRST, replace(LAST, window_days=20))), replace(BESIDE, payment=()),
        replace(BESIDE, liability=None), replace(BESIDE, data=None), replace(BESIDE, experience=()),
    ]  # fmt: skip
    found = {content(BASIS, SAID, one) for one in (BESIDE, *others)}
    assert len(found) == 1 + len(others)


def test_what_a_harm_costs_and_the_order_of_promises_say_nothing() -> None:
    other = replace(FREEZE, value=D(1))
    first = replace(BESIDE, experience=(FREEZE, other))
    again = replace(
        first,
        experience=(other, FREEZE),
        liability=replace(
            TERMS, increased_times=D("2.00"), turnover=D(9), turnover_source="年报", delay_loss=D(9),
            delay_source="估算", lines=tuple(Line(harm=line.harm, bucket=line.bucket) for line in reversed(LINES)),
        ),
    )  # fmt: skip
    assert content(BASIS, SAID, first) == content(BASIS, SAID, again)


def test_the_day_of_acceptance_and_the_order_of_instalments_say_nothing() -> None:
    accepted = replace(LAST, from_day=date(2026, 12, 5), accepted_on=date(2026, 12, 9))
    again = replace(BESIDE, payment=(accepted, replace(FIRST, amount=D("60000.00"))))
    assert content(BASIS, SAID, BESIDE) == content(BASIS, SAID, again)


def test_a_word_of_the_first_form_stands_for_the_clauses_alone() -> None:
    assert content(BASIS, SAID, form=CLAUSES_ALONE) == FIRST_FORM != content(BASIS, SAID)
    assert is_of(FIRST_FORM, CLAUSES_ALONE, BASIS, SAID, Beside())
    assert not is_of(FIRST_FORM, CLAUSES_ALONE, BASIS, SAID, Beside(experience=(FREEZE,)))
    assert not is_of(FIRST_FORM, CLAUSES_ALONE, BASIS, SAID[:1], Beside())


def standing(now: str, words: list[RequestFacts]) -> RequestState | None:
    states = [state_of(now, word) for word in words]
    place = deciding(states)
    return None if place is None else states[place]


def test_a_word_stands_wherever_the_same_is_said_again() -> None:
    signed, waits = facts("legal", "a", Verdict.APPROVE), facts("legal", "b")
    assert standing("a", [waits, signed]) is RequestState.APPROVED
    assert standing("b", [waits, signed]) is RequestState.OPEN
    assert standing("c", [signed]) is RequestState.OUTDATED
    assert standing("a", [facts("legal", "a", Verdict.REJECT), signed]) is RequestState.REJECTED
    assert standing("a", [facts("legal", "a", Verdict.APPROVE, CloseReason.WITHDRAWN)]) is RequestState.WITHDRAWN
    assert standing("a", []) is None


def test_what_is_not_judged_or_not_signed_waits() -> None:
    said = (replace(SAID[0], level=None), replace(SAID[1], level=3), *SAID[2:])
    assert [str(one) for one in unready(said)] == [
        "1 clauses are not judged yet: have them judged.",
        "1 clauses say what we do not sign: talk them down.",
    ]
    assert unready(SAID) == ()


def test_every_reason_is_said_and_none_where_all_signed() -> None:
    states = dict.fromkeys((Role.LEGAL, Role.FINANCE), RequestState.APPROVED)
    assert blockers(OFFER, [], states) == ()
    found = blockers(
        Offer(mark="2", is_accepted=False, is_approved=False),
        ["责任上限"],
        {Role.LEGAL: None, Role.FINANCE: RequestState.OUTDATED, Role.DELIVERY: RequestState.REJECTED},
    )
    assert [str(one) for one in found] == [
        "The contract cannot be signed, for it says what we do not sign: 责任上限.",
        "The customer has not accepted V2: note that they did.",
        "No approval holds for what V2 says: have it approved as it is.",
        "Legal was not asked to sign off: ask.",
        "Finance signed off something else: the contract changed since.",
        "Delivery refused to sign off.",
    ]
