"""Rules of several conditions: how they go together, what they look at, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.policy import (
    Approver,
    Condition,
    Figure,
    Operator,
    Policy,
    Rule,
    Seen,
    blockers,
    conditions_json,
    needs,
    problems,
    read_back,
    read_conditions,
    seen,
    spared,
    written,
)
from quotes.domain.policy.conditions import TOO_MUCH
from quotes.domain.policy.figures import said_beside
from quotes.domain.policy.rules import SUSPECT
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import OfferTerms
from tests.quotes.domain.offers import premium, with_line

D = Decimal
BOSS, FINANCE = Approver.TEAM_MANAGER, Approver.FINANCE


def condition(number: int, figure: Figure, operator: Operator, threshold: str, **more: Any) -> Condition:
    return Condition(number=number, figure=figure, operator=operator, threshold=D(threshold), **more)


def rule(*conditions: Condition, position: int = 1, approver: Approver = BOSS, **more: Any) -> Rule:
    own, *rest = conditions
    told = {name: getattr(own, name) for name in ("figure", "operator", "threshold", "group", "smart", "tolerance")}
    return Rule(position=position, approver=approver, more=tuple(rest), **told, **more)


def policy(*rules: Rule) -> Policy:
    return Policy(number=1, rules=rules)


def told(**figures: str) -> Seen:
    return Seen(figures={Figure(name): D(value) for name, value in figures.items()}, where={})


DEEP = condition(1, Figure.DISCOUNT_PERCENT, Operator.GT, "10")
SHORT = condition(2, Figure.TERM_MONTHS, Operator.LT, "12")
SLOW = condition(3, Figure.CREDIT_DAYS, Operator.GT, "60")
MIXED = policy(rule(DEEP, SHORT, SLOW, logic="1 and (2 or 3)"))


@pytest.mark.parametrize(
    ("discount", "term", "credit", "reasons"),
    [
        ("12", "24", "30", []),
        ("8", "6", "90", []),
        ("12", "6", "30", ["discount_percent", "term_months"]),
        ("12", "6", "90", ["discount_percent", "term_months", "credit_days"]),
    ],
)
def test_a_rule_asks_where_its_logic_holds_and_says_each_condition_that_is_met(
    discount: str, term: str, credit: str, reasons: list[str]
) -> None:
    offer = told(discount_percent=discount, term_months=term, credit_days=credit)
    assert [need.figure for need in needs(MIXED, offer)] == reasons


def test_without_logic_every_condition_must_hold() -> None:
    both = policy(rule(DEEP, SHORT))
    assert [len(needs(both, told(discount_percent="12", term_months=term))) for term in ("6", "12")] == [2, 0]


def test_an_unchanged_smart_condition_counts_as_not_met() -> None:
    smart = policy(rule(replace(DEEP, smart=True), SHORT))
    offer = told(discount_percent="12", term_months="6")
    agreed = {BOSS: told(discount_percent="12", term_months="24")}
    assert needs(smart, offer, agreed) == ()
    assert [(one.value, one.approved) for one in spared(smart, offer, agreed)] == [(12, 12)]
    assert len(needs(smart, offer, {FINANCE: agreed[BOSS]})) == 2


def test_a_rule_that_looks_at_the_floor_too_is_private_as_a_whole() -> None:
    floor = condition(2, Figure.BELOW_FLOOR_AMOUNT, Operator.GT, "0")
    offer = told(discount_percent="12", below_floor_amount="1")
    assert {need.figure for need in needs(policy(rule(DEEP, floor)), offer)} == {Figure.BELOW_FLOOR_AMOUNT}


SURE = [figure for figure, ways in SUSPECT.items() if len(ways) == 2 and figure is not Figure.GROUP_DISCOUNT]
amounts = st.decimals(0, 100, places=1)


def conditions(number: int) -> st.SearchStrategy[Condition]:
    return st.builds(
        lambda figure, threshold, over: Condition(
            number=number,
            figure=figure,
            operator=sorted(SUSPECT[figure])[over],
            threshold=threshold,
        ),
        st.sampled_from(SURE),
        amounts,
        st.integers(0, 1),
    )


@given(
    st.tuples(conditions(1), conditions(2), conditions(3)),
    st.sampled_from(["", "1 or 2 or 3", "1 and (2 or 3)", "(1 and 2) or 3"]),
    st.dictionaries(st.sampled_from(SURE), amounts),
    st.sampled_from(SURE),
    amounts,
)
def test_a_worse_figure_never_asks_fewer(
    three: tuple[Condition, ...], logic: str, figures: dict[Figure, Decimal], figure: Figure, by: Decimal
) -> None:
    written_down = policy(rule(*three, logic=logic), rule(three[0], position=2, approver=FINANCE))
    worse = figures.get(figure, D(0)) + (by if SUSPECT[figure] == TOO_MUCH else -by)
    before = needs(written_down, Seen(figures=dict(figures), where={}))
    after = needs(written_down, Seen(figures=figures | {figure: worse}, where={}))
    assert {need.approver for need in before} <= {need.approver for need in after}


def with_groups() -> OfferTerms:
    terms = with_line(premium(), 1, group="视频", discount=D(30))
    return with_line(with_line(terms, 2, group="语音", discount=D(5)), 3, group="语音", discount=D(5))


def test_one_line_and_one_group_are_looked_at_by_themselves() -> None:
    terms = with_groups()
    offer = seen(price(terms), terms)
    lines = policy(rule(condition(1, Figure.LINE_DISCOUNT, Operator.GT, "20")))
    voice, worst = (
        policy(rule(condition(1, Figure.GROUP_DISCOUNT, Operator.GT, "4", group=group))) for group in ("语音", "")
    )
    assert offer.groups == {"视频": 30, "语音": 5}
    assert [need.value for one in (lines, voice, worst) for need in needs(one, offer)] == [30, 5, 30]
    assert needs(policy(rule(condition(1, Figure.GROUP_DISCOUNT, Operator.GT, "4", group="没有"))), offer) == ()


def test_a_missing_floor_asks_whom_a_rule_names_instead_of_stopping_the_offer() -> None:
    terms = with_line(premium(), 2, floor_price=None)
    offer = seen(price(terms), terms)
    below = rule(condition(1, Figure.BELOW_FLOOR_AMOUNT, Operator.GT, "0"), approver=FINANCE)
    unknown = rule(condition(1, Figure.FLOORS_MISSING, Operator.GT, "0"), position=2, approver=FINANCE)
    assert [len(blockers(one, offer)) for one in (policy(below), policy(below, unknown))] == [1, 0]
    assert [str(need) for need in needs(policy(below, unknown), offer)] == [
        "Lines without a floor price is 1, more than 0: Finance must agree."
    ]


def test_the_days_an_offer_stays_open_run_from_the_day_it_is_asked_about() -> None:
    terms = premium(valid_until=date(2026, 12, 31))
    days = [seen(price(terms), terms, day).figures[Figure.VALIDITY_DAYS] for day in (date(2026, 12, 1), None)]
    assert days == [30, None]


def test_what_was_seen_is_read_back_as_it_was() -> None:
    terms = with_groups()
    offer = seen(price(terms), terms, date(2026, 1, 1))
    back = read_back(written(offer))
    assert (back.figures, back.totals, back.groups) == (offer.figures, offer.totals, offer.groups)


def test_what_was_written_before_a_figure_existed_is_missing() -> None:
    assert read_back({"discount_percent": "8.50"}).figures[Figure.LINE_DISCOUNT] is None


@given(st.lists(conditions(2), max_size=1), st.booleans())
def test_conditions_are_kept_as_they_were_told(more: list[Condition], smart: bool) -> None:
    told_ = tuple(replace(one, smart=smart, tolerance=D("0.5") if smart else D(0)) for one in more)
    assert read_conditions(conditions_json(told_)) == told_


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        (rule(DEEP, logic="1 and 2"), "logic", "Rule 1: there is no condition 2."),
        (rule(DEEP, SHORT, logic="1"), "logic", "Rule 1: condition 2 is not used."),
        (rule(DEEP, SHORT, logic="1 and"), "logic", "Something is missing at the end"),
        (rule(DEEP, replace(SHORT, operator=Operator.GT)), None, ""),
        (rule(DEEP, replace(SLOW, number=2, operator=Operator.LT)), "operator", "Rule 1: Less than is the harmless"),
        (rule(replace(DEEP, tolerance=D(1))), "tolerance", "Rule 1: a tolerance is for what was approved before"),
        (rule(replace(DEEP, smart=True, tolerance=D(-1))), "tolerance", "Rule 1: the tolerance cannot be negative."),
        (rule(replace(DEEP, group="视频")), "group", "Rule 1: only a product group's discount names a group."),
        (rule(DEEP, SHORT, SLOW, replace(SLOW, number=4)), "logic", "Rule 1: at most 3 conditions."),
    ],
)
def test_what_does_not_hold_together_is_said(wrong: Rule, field: str | None, sentence: str) -> None:
    found = problems(policy(wrong))
    assert [problem.field for problem in found] == ([field] if field else [])
    assert all(str(problem).lower().startswith(sentence.lower()) for problem in found)


def test_a_rule_that_another_covers_is_told() -> None:
    wide = rule(DEEP)
    narrow = rule(replace(DEEP, threshold=D(20)), SHORT, position=2)
    (found,) = problems(policy(wide, narrow))
    assert str(found) == "Rule 2 never adds anything: rule 1 asks Team manager about all of it already."
    assert problems(policy(wide, replace(narrow, approver=FINANCE))) == ()
    assert problems(policy(wide, rule(replace(DEEP, threshold=D(5)), SHORT, position=2))) == ()


@pytest.mark.parametrize(
    ("value", "threshold", "read"),
    [("19.1489", "15", "19.1 %"), ("25.04", "25", "25.04 %"), ("25.128", "25.12", "25.13 %"), ("15", "15", "15 %")],
)
def test_a_share_is_read_with_the_decimals_of_its_threshold_and_never_as_the_same(
    value: str, threshold: str, read: str
) -> None:
    assert said_beside(Figure.DISCOUNT_PERCENT, Decimal(value), Decimal(threshold)) == read
