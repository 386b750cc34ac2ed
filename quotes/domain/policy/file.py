"""A policy as one readable file: JSON, rules in their order, everything that is wrong told at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Blocker
from quotes.domain.policy.checks import problems
from quotes.domain.policy.choices import MOST_STEPS, USUAL, Again, Choices, Mode, Nobody, Own, modes
from quotes.domain.policy.conditions import Condition, Operator
from quotes.domain.policy.figures import Figure
from quotes.domain.policy.rules import NAMED, Approver, Person, Policy, Rule, Whom
from quotes.domain.policy.stored import condition_json

FORMAT = "dealdesk-policy-1"
HEAD = {
    "format": True, "name": True, "source": True, "own": False, "nobody": False, "again": False, "steps": False,
    "rules": True,
}  # fmt: skip
RULE = {
    "conditions": True,
    "logic": False,
    "approver": True,
    "person": False,
    "step": False,
    "reason": True,
    "owner": False,
}
CONDITION = {
    "figure": True, "operator": True, "threshold": True, "group": False, "smart": False, "tolerance": False,
}  # fmt: skip
MOST = 10**14
NOBODY: Mapping[str, Person] = MappingProxyType({})
LONGEST = {"person": 254, "name": 80, "source": 200, "reason": 200, "owner": 80, "logic": 200, "group": 60}


@dataclass(frozen=True, kw_only=True)
class Filed:
    name: str
    source: str
    rules: tuple[Rule, ...]
    choices: Choices


def as_file(name: str, source: str, policy: Policy) -> str:
    """Every rule with all its conditions; what is not said is left out."""
    told: dict[str, Any] = {"format": FORMAT, "name": name, "source": source}
    told |= {name: getattr(policy.choices, name).value for name in ("own", "nobody", "again")}
    told |= {"steps": [mode.value for mode in policy.choices.modes]} if policy.choices.modes else {}
    told |= {"rules": [_rule_json(one) for one in policy.in_order()]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _rule_json(rule: Rule) -> dict[str, Any]:
    told: dict[str, Any] = {"conditions": [condition_json(condition) for condition in rule.conditions]}
    told |= {"logic": rule.logic} if rule.logic else {}
    told |= _asked_json(rule.approver)
    told |= {"step": rule.step} if rule.step > 1 else {}
    told |= {"reason": rule.reason}
    return told | ({"owner": rule.owner} if rule.owner else {})


def _asked_json(asked: Whom) -> dict[str, str]:
    """A person by their address, which is the same in every desk that knows them."""
    if isinstance(asked, Person):
        return {"approver": NAMED, "person": asked.email}
    return {"approver": asked.value}


def read_file(text: str, people: Mapping[str, Person] = NOBODY) -> tuple[Filed | None, tuple[Blocker, ...]]:
    """The policy, or everything that is wrong with the file, each with its rule; never a part of it. `people` are those
    who can be named, by their addresses."""
    try:
        told = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        return None, (Blocker(message="This is not a JSON file."),)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        message = "This file is not a policy: its format must be %(format)s."
        return None, (Blocker(message=message, params={"format": FORMAT}),)
    reader = _Reader(people)
    filed = reader.policy(told)
    if reader.wrong or filed is None:
        return None, tuple(reader.wrong)
    wrong = problems(Policy(number=0, rules=filed.rules, choices=filed.choices))
    return (None, wrong) if wrong else (filed, ())


class _Reader:
    """Collects what is wrong as it reads, and goes on."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.wrong: list[Blocker] = []
        self.people = people

    def policy(self, told: Mapping[str, Any]) -> Filed | None:
        self._fields(told, HEAD, "$")
        name, source = self._text(told, "name", "$"), self._text(told, "source", "$")
        rows = told.get("rules")
        if not isinstance(rows, list) or not rows:
            self._say("%(where)s: it needs at least one rule.", "$")
            return None
        rules = [self._rule(row, position) for position, row in enumerate(rows, 1)]
        found = tuple(rule for rule in rules if rule)
        return Filed(name=name, source=source, choices=self._choices(told), rules=found)

    def _choices(self, told: Mapping[str, Any]) -> Choices:
        rows = told.get("steps", [])
        if not isinstance(rows, list) or len(rows) > MOST_STEPS:
            self._say(
                "%(where)s: “%(field)s” is a list of at most %(most)s words.", "$", field="steps", most=MOST_STEPS
            )
            rows = []
        steps = [self._word({"steps": row}, "steps", Mode, f"$.steps[{i}]") for i, row in enumerate(rows, 1)]
        return Choices(
            own=self._word(told, "own", Own, "$") or USUAL.own,
            nobody=self._word(told, "nobody", Nobody, "$") or USUAL.nobody,
            again=self._word(told, "again", Again, "$") or USUAL.again,
            modes=modes(mode or Mode.ALL for mode in steps),
        )

    def _rule(self, told: Any, position: int) -> Rule | None:
        where = f"$.rules[{position}]"
        if not isinstance(told, dict):
            self._say("%(where)s is not written as a rule.", where)
            return None
        self._fields(told, RULE, where)
        rows = told.get("conditions")
        if not isinstance(rows, list) or not rows:
            self._say("%(where)s: it needs at least one condition.", where)
            return None
        found = [self._condition(row, number, f"{where}.conditions[{number}]") for number, row in enumerate(rows, 1)]
        approver = self._asked(told, where)
        own, *more = found
        if own is None or approver is None or None in more:
            return None
        return Rule(
            position=position,
            figure=own.figure,
            operator=own.operator,
            threshold=own.threshold,
            group=own.group,
            smart=own.smart,
            tolerance=own.tolerance,
            more=tuple(one for one in more if one),
            logic=self._text(told, "logic", where),
            approver=approver,
            reason=self._text(told, "reason", where),
            owner=self._text(told, "owner", where),
            step=self._step(told, where),
        )

    def _condition(self, told: Any, number: int, where: str) -> Condition | None:
        if not isinstance(told, dict):
            self._say("%(where)s is not written as a condition.", where)
            return None
        self._fields(told, CONDITION, where)
        figure = self._word(told, "figure", Figure, where)
        operator = self._word(told, "operator", Operator, where)
        threshold = self._number(told, "threshold", where)
        tolerance = self._number(told, "tolerance", where) if "tolerance" in told else ZERO
        if not isinstance(told.get("smart", False), bool):
            self._say("%(where)s: “%(field)s” is true or false.", where, field="smart")
        if figure is None or operator is None or threshold is None or tolerance is None:
            return None
        return Condition(
            number=number,
            figure=figure,
            operator=operator,
            threshold=threshold,
            group=self._text(told, "group", where),
            smart=bool(told.get("smart")),
            tolerance=tolerance,
        )

    def _fields(self, told: Mapping[str, Any], known: Mapping[str, bool], where: str) -> None:
        for field in told:
            if field not in known:
                self._say("%(where)s: nobody knows a field “%(field)s”.", where, field=field)
        for field, needed in known.items():
            if needed and field not in told:
                self._say("%(where)s: “%(field)s” is missing.", where, field=field)

    def _text(self, told: Mapping[str, Any], field: str, where: str) -> str:
        value = told.get(field, "")
        if not isinstance(value, str) or len(value) > LONGEST[field] or "\0" in value:
            message = "%(where)s: “%(field)s” is a text of at most %(most)s characters."
            self._say(message, where, field=field, most=LONGEST[field])
            return ""
        return value.strip()

    def _word[W: StrEnum](self, told: Mapping[str, Any], field: str, words: type[W], where: str) -> W | None:
        value = told.get(field)
        if value in [word.value for word in words]:
            return words(value)
        if field in told:
            self._say("%(where)s: “%(field)s” cannot be “%(value)s”.", where, field=field, value=value)
        return None

    def _asked(self, told: Mapping[str, Any], where: str) -> Whom | None:
        if told.get("approver") != NAMED:
            return self._word(told, "approver", Approver, where)
        address = self._text(told, "person", where)
        if address not in self.people:
            self._say("%(where)s: nobody who may approve has the address “%(value)s”.", where, value=address)
        return self.people.get(address)

    def _step(self, told: Mapping[str, Any], where: str) -> int:
        step = told.get("step", Decimal(1))
        if isinstance(step, Decimal) and step in range(1, MOST_STEPS + 1):
            return int(step)
        message = "%(where)s: “%(field)s” is a whole number from 1 to %(most)s."
        self._say(message, where, field="step", most=MOST_STEPS)
        return 1

    def _number(self, told: Mapping[str, Any], field: str, where: str) -> Decimal | None:
        value = told.get(field)
        try:
            number = Decimal(value) if isinstance(value, str | Decimal) else None
        except InvalidOperation:
            number = None
        if number is not None and number.is_finite() and abs(number) < MOST and number == round(number, 4):
            return number
        if field in told:
            self._say("%(where)s: “%(field)s” is a number with at most four decimals.", where, field=field)
        return None

    def _say(self, message: str, where: str, **params: object) -> None:
        """`where` is a path in the file, read alike in every language."""
        self.wrong.append(Blocker(message=message, params={"where": where, **params}))
