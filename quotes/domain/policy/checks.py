"""What is wrong with a policy before it is published."""

from collections.abc import Iterator, Sequence

from dealdesk.kernel.refusals import Blocker, Refusal
from quotes.domain.policy.conditions import TOO_LITTLE, TOO_MUCH
from quotes.domain.policy.figures import PERCENTAGES
from quotes.domain.policy.rules import SENIORITY, SUSPECT, Policy, Rule


def check(policy: Policy) -> None:
    """Refuses a policy that contradicts itself, with the first of its problems."""
    for problem in problems(policy):
        raise Refusal(problem.message, field=problem.field, **problem.params)


def problems(policy: Policy) -> tuple[Blocker, ...]:
    """Everything that is wrong with a policy, in the order of its rules."""
    rules = policy.in_order()
    if not rules:
        return (Blocker(message="A policy needs at least one rule.", field="rules"),)
    return (*_twice(rules), *(found for rule in rules for found in _alone(rule)), *_ladder(rules))


def _twice(rules: Sequence[Rule]) -> Iterator[Blocker]:
    for i, rule in enumerate(rules):
        if any(rule.position == other.position for other in rules[:i]):
            yield _problem("Two rules both have position %(rule)s.", rule, "position")
        if any((rule.figure, rule.approver) == (other.figure, other.approver) for other in rules[:i]):
            yield _problem("Rule %(rule)s: %(approver)s is already asked about %(figure)s.", rule, "approver")


def _alone(rule: Rule) -> Iterator[Blocker]:
    if rule.operator not in SUSPECT[rule.figure]:
        yield _problem("Rule %(rule)s: %(operator)s is the harmless side of %(figure)s.", rule, "operator")
    if not rule.threshold.is_finite() or rule.threshold < 0:
        yield _problem("Rule %(rule)s: the threshold cannot be negative.", rule, "threshold")
    elif rule.figure in PERCENTAGES and rule.threshold > 100:
        yield _problem("Rule %(rule)s: a percentage ends at 100.", rule, "threshold")


def _ladder(rules: Sequence[Rule]) -> Iterator[Blocker]:
    """A manager above must come in later than the one below, or one of the two rules is dead."""
    managers = sorted((rule for rule in rules if rule.approver in SENIORITY), key=lambda rule: SENIORITY[rule.approver])
    for lower in managers:
        for upper in managers:
            same = lower.figure is upper.figure and SENIORITY[lower.approver] < SENIORITY[upper.approver]
            if same and not _later(lower, upper):
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


def _problem(message: str, rule: Rule, field: str) -> Blocker:
    params = {
        "rule": rule.position,
        "figure": rule.figure.label,
        "operator": rule.operator.label,
        "approver": rule.approver.label,
    }
    return Blocker(message=message, params=params, field=field, figure=rule.figure, limit=rule.threshold)
