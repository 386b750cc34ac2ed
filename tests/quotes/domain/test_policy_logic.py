from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.policy import Condition, Figure, Operator
from quotes.domain.policy.conditions import TOO_MUCH, is_worse
from quotes.domain.policy.logic import All, Logic, Ref, Some, asks_again, numbers, read
from quotes.domain.policy.tiers import Tier, tier_for

refs = st.integers(1, 9).map(Ref)


def put_together(kind: type[All | Some], parts: list[Logic]) -> Logic:
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, kind) else (part,)))
    return kind(flat)


trees: st.SearchStrategy[Logic] = st.recursive(
    refs,
    lambda inner: st.builds(put_together, st.sampled_from([All, Some]), st.lists(inner, min_size=2, max_size=3)),
    max_leaves=8,
)
values = st.decimals(0, 100, places=2)


@given(trees)
def test_what_is_written_is_read_back(tree: Logic) -> None:
    assert read(str(tree)) == tree


@given(trees, st.integers(0, 3))
def test_brackets_around_the_whole_say_nothing(tree: Logic, depth: int) -> None:
    assert read("(" * depth + str(tree) + " ) " * depth) == tree


@given(trees, st.sets(st.integers(1, 9)), st.integers(1, 9))
def test_one_more_condition_met_never_asks_less(tree: Logic, met: set[int], more: int) -> None:
    def holds(held: set[int]) -> bool:
        return tree.holds({number: number in held for number in range(1, 10)})

    assert holds(met | {more}) >= holds(met)


@given(trees, st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_what_is_unchanged_never_asks_more(tree: Logic, met: set[int], unchanged: set[int]) -> None:
    truth = {number: number in met for number in range(1, 10)}
    assert asks_again(tree, truth, unchanged) <= asks_again(tree, truth, ())


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("1", "1"),
        ("((1S or 2) and 3S)", "(1 or 2) and 3"),
        ("1 or 2 and 3", "1 or (2 and 3)"),
        ("1 AND 2 Or (3)", "(1 and 2) or 3"),
        ("1 or (2 or 3)", "1 or 2 or 3"),
        ("（1 或 2）且 12s", "(1 or 2) and 12"),
    ],
)
def test_logic_is_read_as_people_write_it(text: str, means: str) -> None:
    assert str(read(text)) == means


def test_every_condition_named_is_known() -> None:
    assert numbers(read("(1 or 2) and 12S")) == {1, 2, 12}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Something is missing at the end: a condition's number is expected."),
        ("1 and", "Something is missing at the end: a condition's number is expected."),
        ("(1 or 2", "A bracket is not closed."),
        ("1 2", "“2” cannot be read here: write numbers, “and”, “or” and brackets."),
        ("1)", "“)” cannot be read here: write numbers, “and”, “or” and brackets."),
        ("1 and or 2", "“or” cannot be read here: write numbers, “and”, “or” and brackets."),
        ("1 xor 2", "“xor” cannot be read here: write numbers, “and”, “or” and brackets."),
        ("1 & 2", "“& 2” cannot be read here: write numbers, “and”, “or” and brackets."),
        ("1x", "“1x” cannot be read here: write numbers, “and”, “or” and brackets."),
        ("not 1", "There is no “not”: turn the condition round instead."),
        ("1 " * 101, "Put the conditions together in at most 200 characters."),
    ],
)
def test_what_cannot_be_read_is_said(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert str(refused.value) == sentence


def smart(operator: Operator, threshold: str, tolerance: str = "0") -> Condition:
    return Condition(
        figure=Figure.DISCOUNT_PERCENT,
        operator=operator,
        threshold=Decimal(threshold),
        smart=True,
        tolerance=Decimal(tolerance),
    )


@pytest.mark.parametrize(
    ("now", "approved", "asks"),
    [("9", None, False), ("20", None, True), ("20", "20", False), ("21.5", "20", False), ("22.01", "20", True)],
)
def test_a_smart_condition_asks_only_about_what_got_worse(now: str, approved: str | None, asks: bool) -> None:
    before = None if approved is None else Decimal(approved)
    assert smart(Operator.GT, "10", "2").asks(Decimal(now), before) is asks


def test_lower_is_worse_where_the_operator_says_so() -> None:
    prepaid = smart(Operator.LT, "30", "5")
    assert [prepaid.asks(Decimal(now), Decimal(20)) for now in (30, 25, 15, 14)] == [False, False, False, True]


@given(st.sampled_from(Operator), values, values, values)
def test_a_plain_condition_knows_no_before(operator: Operator, threshold: Decimal, now: Decimal, was: Decimal) -> None:
    plain = Condition(figure=Figure.DISCOUNT_PERCENT, operator=operator, threshold=threshold)
    assert plain.asks(now, was) is plain.is_met(now)


@given(st.sampled_from(Operator), values, values, values, values)
def test_further_the_wrong_way_stays_worse(
    operator: Operator, now: Decimal, was: Decimal, more: Decimal, tolerance: Decimal
) -> None:
    further = now + more if operator in TOO_MUCH else now - more
    assert is_worse(further, was, operator, tolerance) >= is_worse(now, was, operator, tolerance)


def test_the_first_whose_authority_reaches_agrees() -> None:
    tiers = [Tier(who="销售", limit=Decimal(10)), Tier(who="主管", limit=Decimal(20)), Tier(who="总监")]
    asked = [tier_for(tiers, Decimal(points)) for points in ("10", "10.01", "20", "99")]
    assert [tier and tier.who for tier in asked] == ["销售", "主管", "主管", "总监"]


def test_nobody_may_agree_past_the_last_limit() -> None:
    assert tier_for([Tier(who="主管", limit=Decimal(20))], Decimal(21)) is None
