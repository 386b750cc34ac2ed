"""Whose word a contract needs, what each word stands on, and what blocks a signature."""

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.domain.clauses.words import Kind
from contracts.domain.signoffs import Basis, Offer, Said, asked, blockers, content, facts, part, standing, unready
from quotes.domain.approvals import CloseReason, RequestState, Verdict
from stakeholders.domain.people import Role

BASIS = Basis(offer="a" * 64, industry="finance", size="from_1000", regions=("mainland",), buyer="large",
              we_are_small=True)  # fmt: skip
SAID = tuple(
    Said(clause=number, number=1, kind=kind, theirs="原文", level=0, figure=None) for number, kind in enumerate(Kind, 1)
)
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
