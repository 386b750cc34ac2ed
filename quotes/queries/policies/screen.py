"""The approval policies, and what one of them says."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from quotes.domain import policy as domain
from quotes.domain.policy import SENIORITY, Condition, Person, Rule, authority
from quotes.domain.policy.figures import said
from quotes.domain.policy.rules import LINE
from quotes.domain.policy.tiers import Tier
from quotes.models import Policy, PriceBookVersion
from quotes.models.policies import named
from quotes.queries.dated import state_of
from stakeholders.domain.people import Role
from stakeholders.models import User
from stakeholders.permissions import Act, AnyoneOf

# As far up as a policy is read whatever it names: the team's manager and two above.
USUAL_RUNGS = 3


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


def known_groups(day: date) -> frozenset[str]:
    """The product groups of the price books in force, which a condition can name."""
    return PriceBookVersion.objects.in_force(day).families()


def nameable(policy: Policy | None = None) -> tuple[Person, ...]:
    """Whom a rule can name: everybody who may decide on a request, and whom the draft names already."""
    deciding = [role.value for role in Role if Act.DECIDE_APPROVAL.permits(AnyoneOf(role))]
    found = Q(is_active=True, role__in=deciding)
    if policy is not None:
        found |= Q(pk__in=policy.rules.exclude(person=None).values("person"))
    return tuple(named(person) for person in User.objects.filter(found))


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
    asked = {rule.approver for rule in policy.rules}
    line = [approver for approver in LINE if SENIORITY[approver] <= USUAL_RUNGS or approver in asked]
    alone = Tier(who=_("Sales alone"), limit=authority(policy))
    return (alone, *(Tier(who=_(approver.label), limit=authority(policy, approver)) for approver in line))
