"""What is wrong with a policy before it is published."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dealdesk.kernel.refusals import Blocker, Refusal
from quotes.domain.policy.choices import MOST_STEPS, Choices, Mode
from quotes.domain.policy.conditions import TOO_LITTLE, TOO_MUCH, Condition
from quotes.domain.policy.figures import PERCENTAGES, Figure
from quotes.domain.policy.logic import All, Ref, numbers
from quotes.domain.policy.rules import MOST_CONDITIONS, SENIORITY, SUSPECT, Policy, Rule, Whom


def check(policy: Policy, groups: Collection[str] | None = None) -> None:
    """Refuses a policy that contradicts itself, with the first of its problems."""
    for problem in problems(policy, groups):
        raise Refusal(problem.message, field=problem.field, **problem.params)


def problems(policy: Policy, groups: Collection[str] | None = None) -> tuple[Blocker, ...]:
    """Everything that is wrong with a policy, in the order of its rules; `groups` are the product groups that can be
    sold, None where nobody tells."""
    rules = policy.in_order()
    if not rules:
        return (Blocker(message="A policy needs at least one rule.", field="rules"),)
    alone = [found for rule in rules for found in _alone(rule)]
    alone += [] if groups is None else _unknown(rules, groups)
    wrong = (*_twice(rules), *alone, *_ladder(rules, policy.choices), *_chain(rules, policy.choices))
    # What a rule adds is only told of rules that can be read.
    return wrong or tuple(_nothing_new(rules))


def _twice(rules: Sequence[Rule]) -> Iterator[Blocker]:
    for i, rule in enumerate(rules):
        if any(rule.position == other.position for other in rules[:i]):
            yield _problem("Two rules both have position %(rule)s.", rule, "position")
        if any(_same_question(rule, other) for other in rules[:i]):
            yield _problem("Rule %(rule)s: %(approver)s is already asked about %(figure)s.", rule, "approver")


def _same_question(rule: Rule, other: Rule) -> bool:
    if rule.approver != other.approver or rule.step != other.step:
        return False
    if rule.more or other.more:
        return (rule.conditions, rule.logic) == (other.conditions, other.logic)
    return (rule.figure, rule.group) == (other.figure, other.group)


def _chain(rules: Sequence[Rule], choices: Choices) -> Iterator[Blocker]:
    """A step that no rule belongs to, and one of several where there are no several."""
    last = max(len(choices.modes), *(rule.step for rule in rules))
    for number in range(1, last + 1):
        asked = {rule.approver for rule in rules if rule.step == number}
        if not asked:
            message = "No rule belongs to step %(step)s: steps are numbered without gaps."
            yield Blocker(message=message, params={"step": number}, field="step")
        elif choices.mode(number) is Mode.ANY and len(asked) < 2:
            message = "Step %(step)s: where one of them is enough, its rules must ask at least two."
            yield Blocker(message=message, params={"step": number}, field="step")
        elif choices.mode(number) is Mode.ANY and len(_questions(rules, number)) > 1:
            # Else a second reason would make the first one's approver a mere alternative: a worse offer asked fewer.
            message = "Step %(step)s: where one of them is enough, each must be asked about the same conditions."
            yield Blocker(message=message, params={"step": number}, field="step")


def _questions(rules: Sequence[Rule], step: int) -> set[frozenset[Any]]:
    """What each approver of a step is asked about, told once where several are asked about the same."""
    asked: defaultdict[Whom, set[Any]] = defaultdict(set)
    for rule in rules:
        if rule.step == step:
            asked[rule.approver].add((rule.conditions, rule.logic))
    return {frozenset(questions) for questions in asked.values()}


def _alone(rule: Rule) -> Iterator[Blocker]:
    if not 1 <= rule.step <= MOST_STEPS:
        yield _problem("Rule %(rule)s: steps are numbered from 1 to %(most)s.", rule, "step", most=MOST_STEPS)
    if len(rule.conditions) > MOST_CONDITIONS:
        yield _problem("Rule %(rule)s: at most %(most)s conditions.", rule, "logic", most=MOST_CONDITIONS)
    for condition in rule.conditions:
        yield from _one(rule, condition)
    yield from _logic(rule)


def _one(rule: Rule, condition: Condition) -> Iterator[Blocker]:
    if condition.operator not in SUSPECT[condition.figure]:
        yield _problem("Rule %(rule)s: %(operator)s is the harmless side of %(figure)s.", rule, "operator", condition)
    if not condition.threshold.is_finite() or condition.threshold < 0:
        yield _problem("Rule %(rule)s: the threshold cannot be negative.", rule, "threshold", condition)
    elif condition.figure in PERCENTAGES and condition.threshold > 100:
        yield _problem("Rule %(rule)s: a percentage ends at 100.", rule, "threshold", condition)
    if not condition.tolerance.is_finite() or condition.tolerance < 0:
        yield _problem("Rule %(rule)s: the tolerance cannot be negative.", rule, "tolerance", condition)
    elif condition.tolerance and not condition.smart:
        yield _problem(
            "Rule %(rule)s: a tolerance is for what was approved before: tick that too, or leave it empty.",
            rule,
            "tolerance",
            condition,
        )
    if condition.group and condition.figure is not Figure.GROUP_DISCOUNT:
        yield _problem("Rule %(rule)s: only a product group's discount names a group.", rule, "group", condition)


def _unknown(rules: Sequence[Rule], groups: Collection[str]) -> Iterator[Blocker]:
    """A group that nothing is sold in would never ask anybody, and nobody would notice."""
    known = "、".join(sorted(groups)) or "—"
    for rule in rules:
        for condition in rule.conditions:
            if condition.group and condition.group not in groups:
                yield _problem(
                    "Rule %(rule)s: no price book in force has a product group “%(group)s”. There are: %(known)s",
                    rule,
                    "group",
                    condition,
                    group=condition.group,
                    known=known,
                )


def _logic(rule: Rule) -> Iterator[Blocker]:
    known = {condition.number for condition in rule.conditions}
    try:
        named = numbers(rule.logic_tree)
    except Refusal as refused:
        yield Blocker(message=refused.message, params={**refused.params, "rule": rule.position}, field="logic")
        return
    for number in sorted(named - known):
        yield _problem("Rule %(rule)s: there is no condition %(number)s.", rule, "logic", number=number)
    for number in sorted(known - named):
        yield _problem("Rule %(rule)s: condition %(number)s is not used.", rule, "logic", number=number)


def _ladder(rules: Sequence[Rule], choices: Choices) -> Iterator[Blocker]:
    """Where both are asked at the same time, a manager above must come in later than the one below, or one of the two
    rules is dead."""
    together = [rule for rule in rules if choices.mode(rule.step) is Mode.ALL]
    single = [rule for rule in together if rule.approver in SENIORITY and not rule.more]
    managers = sorted(single, key=lambda rule: SENIORITY[rule.approver])
    for lower in managers:
        for upper in managers:
            same = (lower.figure, lower.group, lower.step) == (upper.figure, upper.group, upper.step)
            if same and SENIORITY[lower.approver] < SENIORITY[upper.approver] and not _later(lower, upper):
                yield _problem(
                    "Rule %(rule)s: on %(figure)s, %(approver)s must come in later than the manager below.",
                    upper,
                    "threshold",
                )


def _later(lower: Rule, upper: Rule) -> bool:
    if lower.operator in TOO_MUCH and upper.operator in TOO_MUCH:
        return upper.threshold > lower.threshold
    if lower.operator in TOO_LITTLE and upper.operator in TOO_LITTLE:
        return upper.threshold < lower.threshold
    return False


def _nothing_new(rules: Sequence[Rule]) -> Iterator[Blocker]:
    """A rule that can hold only where another has asked the same approver already overlaps it and is dead."""
    for rule in rules:
        for other in rules:
            alike = (rule.approver, rule.step) == (other.approver, other.step)
            if rule.more and not other.more and alike and _within(rule, other):
                yield _problem(
                    "Rule %(rule)s never adds anything: rule %(other)s asks %(approver)s about all of it already.",
                    rule,
                    "logic",
                    other=other.position,
                )


def _within(rule: Rule, other: Rule) -> bool:
    """Whether the rule's conditions, all of which must hold, hold only where the other's single one does too."""
    tree, wide = rule.logic_tree, other.conditions[0]
    if not isinstance(tree, All) or not all(isinstance(part, Ref) for part in tree.parts):
        return False
    return any(_narrower(condition, wide) for condition in rule.conditions)


def _narrower(condition: Condition, wide: Condition) -> bool:
    # What is settled by an approval differs where one of the two is smart: then both have something to say.
    if (condition.figure, condition.group, condition.smart, condition.tolerance) != (
        wide.figure,
        wide.group,
        wide.smart,
        wide.tolerance,
    ):
        return False
    ways = (TOO_MUCH, TOO_LITTLE)
    if not any({condition.operator, wide.operator} <= way for way in ways):
        return False
    if condition.threshold == wide.threshold:
        return condition.operator is wide.operator or wide.is_met(wide.threshold)
    return wide.is_met(condition.threshold)


def _problem(message: str, rule: Rule, field: str, condition: Condition | None = None, **more: object) -> Blocker:
    about = condition or rule.conditions[0]
    params = {
        "rule": rule.position,
        "figure": about.figure.label,
        "operator": about.operator.label,
        "approver": rule.approver.label,
        "condition": about.number,
        **more,
    }
    return Blocker(message=message, params=params, field=field, figure=about.figure, limit=about.threshold)
