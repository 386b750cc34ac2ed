"""A policy as a file: what is written is read back, and everything that is wrong is told at once."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from quotes.domain.policy import (
    Again,
    Approver,
    Choices,
    Condition,
    Figure,
    Mode,
    Operator,
    Own,
    Person,
    Policy,
    Rule,
)
from quotes.domain.policy.file import FORMAT, as_file, read_file

MIXED = Rule(
    position=1,
    figure=Figure.DISCOUNT_PERCENT,
    operator=Operator.GT,
    threshold=Decimal("12.5"),
    smart=True,
    tolerance=Decimal(1),
    more=(
        Condition(number=2, figure=Figure.GROUP_DISCOUNT, operator=Operator.GT, threshold=Decimal(20), group="视频"),
        Condition(number=3, figure=Figure.TERM_MONTHS, operator=Operator.LT, threshold=Decimal(12)),
    ),
    logic="(1 or 2) and 3",
    approver=Approver.TEAM_MANAGER,
    reason="折让过深而期限过短",
    owner="销售管理部",
)
PLAIN = Rule(
    position=2,
    figure=Figure.CREDIT_DAYS,
    operator=Operator.GE,
    threshold=Decimal(60),
    approver=Approver.FINANCE,
    reason="账期过长",
)
POLICY = Policy(number=3, rules=(MIXED, PLAIN))
FAY = Person(7, "方雨", "fay@yunqu.example")
NAMED = replace(PLAIN, position=3, approver=FAY, step=2)
CHAIN = Policy(
    number=4,
    rules=(MIXED, PLAIN, NAMED),
    choices=Choices(own=Own.SKIP, again=Again.EACH, modes=(Mode.TURN,)),
)


def filed(**changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(as_file("2027 年", "制度", POLICY))
    return told | changes


UNREAD = "$.rules[1].conditions[1] is not written as a condition."


def wrong(told: object) -> list[str]:
    found, blockers = read_file(told if isinstance(told, str) else json.dumps(told))
    assert found is None
    return [str(one) for one in blockers]


def test_what_is_written_is_read_back() -> None:
    found, blockers = read_file(as_file("2027 年", "制度", POLICY))
    assert found is not None
    assert (found.name, found.source, found.rules, blockers) == ("2027 年", "制度", POLICY.rules, ())


def test_steps_and_people_are_read_back_too() -> None:
    text = as_file("2027 年", "制度", CHAIN)
    found, blockers = read_file(text, {FAY.email: FAY})
    assert found is not None
    assert (found.rules, found.choices, blockers) == (CHAIN.rules, CHAIN.choices, ())
    assert json.loads(text)["rules"][2] | {"conditions": []} == {
        "conditions": [],
        "approver": "person",
        "person": "fay@yunqu.example",
        "step": 2,
        "reason": "账期过长",
    }


def test_a_step_nobody_can_count_to_and_a_person_nobody_knows_are_told() -> None:
    told = json.loads(as_file("2027 年", "制度", CHAIN)) | {"steps": ["some"]}
    told["rules"][1]["step"] = 6
    assert wrong(told) == [
        "$.rules[2]: “step” is a whole number from 1 to 5.",
        "$.rules[3]: nobody who may approve has the address “fay@yunqu.example”.",
        "$.steps[1]: “steps” cannot be “some”.",
    ]
    assert wrong(told | {"steps": ["all"] * 6})[-1] == "$: “steps” is a list of at most 5 words."


def test_everything_that_is_wrong_is_told_at_once_with_its_place() -> None:
    told = filed(colour="red")
    told["rules"][0]["approver"] = "the boss"
    told["rules"][0]["conditions"][1] |= {"threshold": "many", "mood": 1}
    del told["rules"][1]["reason"]
    assert wrong(told) == [
        "$: nobody knows a field “colour”.",
        "$.rules[1].conditions[2]: nobody knows a field “mood”.",
        "$.rules[1].conditions[2]: “threshold” is a number with at most four decimals.",
        "$.rules[1]: “approver” cannot be “the boss”.",
        "$.rules[2]: “reason” is missing.",
    ]


def test_rules_that_contradict_each_other_are_refused_as_on_the_screen() -> None:
    told = filed()
    told["rules"].append(told["rules"][1])
    assert wrong(told) == ["Rule 3: Finance is already asked about Credit days."]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("{", "This is not a JSON file."),
        ("[" * 100_000, "This is not a JSON file."),
        ("[]", f"This file is not a policy: its format must be {FORMAT}."),
        ({"format": "another"}, f"This file is not a policy: its format must be {FORMAT}."),
        (filed(rules=[]), "$: it needs at least one rule."),
        (filed(rules=["none"]), "$.rules[1] is not written as a rule."),
        (filed(rules=[{**filed()["rules"][1], "conditions": []}]), "$.rules[1]: it needs at least one condition."),
        (filed(rules=[{**filed()["rules"][1], "conditions": [1]}]), UNREAD),
        (filed(name="名" * 81), "$: “name” is a text of at most 80 characters."),
        (filed(name=3), "$: “name” is a text of at most 80 characters."),
    ],
)  # fmt: skip
def test_what_is_no_policy_is_said(told: object, sentence: str) -> None:
    assert wrong(told) == [sentence]


@pytest.mark.parametrize("number", ["NaN", "1e999", "1.00001", True, None, [], "9" * 15])
def test_a_number_that_is_none_is_said(number: object) -> None:
    told = filed()
    told["rules"][1]["conditions"][0]["threshold"] = number
    assert wrong(told) == ["$.rules[2].conditions[1]: “threshold” is a number with at most four decimals."]
