"""The approval policies, and what one of them says."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from quotes.domain import policy as domain
from quotes.domain.policy import Approver, Condition, Rule, authority
from quotes.domain.policy.figures import said
from quotes.domain.policy.tiers import Tier
from quotes.models import Policy
from quotes.queries.dated import state_of


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    policy: Policy
    value: domain.Policy
    state: str
    rules: tuple[str, ...]
    own: str
    nobody: str
    again: str
    # How each step is answered, where there are several, or one of several is enough.
    steps: tuple[tuple[int, str], ...]
    tiers: tuple[Tier, ...]


def policy_list(today: date) -> tuple[PolicyRow, ...]:
    """Newest first; two statements whatever their number."""
    policies = Policy.objects.select_related("published_by").prefetch_related("rules").order_by("-valid_from", "-id")
    return tuple(policy_row(policy, today) for policy in policies)


def policy_row(policy: Policy, today: date) -> PolicyRow:
    value = policy.value()
    return PolicyRow(
        policy=policy,
        value=value,
        state=state_of(policy, today),
        rules=tuple(sentence_of(rule, in_steps=bool(_steps(value))) for rule in value.in_order()),
        own=_(value.choices.own.label),
        nobody=_(value.choices.nobody.label),
        again=_(value.choices.again.label),
        steps=_steps(value),
        tiers=_tiers(value),
    )


def _steps(policy: domain.Policy) -> tuple[tuple[int, str], ...]:
    numbers, choices = sorted({rule.step for rule in policy.rules}), policy.choices
    if len(numbers) < 2 and not choices.modes:
        return ()
    return tuple((number, _(choices.mode(number).label)) for number in numbers)


def sentence_of(rule: Rule, *, in_steps: bool = False) -> str:
    """One rule as it is read aloud; conditions have their numbers where the logic names them."""
    if in_steps:
        return _("Step %(number)s: %(rule)s") % {"number": rule.step, "rule": sentence_of(rule)}
    numbered = bool(rule.more)
    found = [_condition(condition, numbered=numbered and bool(rule.logic)) for condition in rule.conditions]
    return _("%(conditions)s → %(approver)s must agree, because: %(reason)s") % {
        "conditions": f"{_(' and ').join(found)}" if not rule.logic else f"{_('; ').join(found)}: {rule.logic_tree}",
        "approver": _(rule.approver.label),
        "reason": rule.reason,
    }


def _condition(condition: Condition, *, numbered: bool) -> str:
    said_ = _("%(figure)s %(operator)s %(threshold)s") % {
        "figure": _name(condition),
        "operator": _(condition.operator.label),
        "threshold": said(condition.figure, condition.threshold),
    }
    if condition.smart:
        beyond = said(condition.figure, condition.tolerance)
        said_ += (
            _(" (asked again past what was approved by more than %(tolerance)s)") % {"tolerance": beyond}
            if condition.tolerance
            else _(" (asked again only if worse than approved)")
        )
    return f"[{condition.number}] {said_}" if numbered else said_


def _name(condition: Condition) -> str:
    name = _(condition.figure.label)
    return f"{name} “{condition.group}”" if condition.group else name


def _tiers(policy: domain.Policy) -> tuple[Tier, ...]:
    """How much each may give off list before anybody above is asked."""
    if not policy.rules:
        return ()
    line: tuple[tuple[str, Approver | None], ...] = (
        (_("Sales alone"), None),
        (_(Approver.TEAM_MANAGER.label), Approver.TEAM_MANAGER),
        (_(Approver.UPPER_MANAGER.label), Approver.UPPER_MANAGER),
        (_(Approver.THIRD_MANAGER.label), Approver.THIRD_MANAGER),
    )
    return tuple(Tier(who=who, limit=authority(policy, approver)) for who, approver in line)
