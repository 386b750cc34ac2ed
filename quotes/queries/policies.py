"""The approval policies, and the sentences of one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import quantity
from quotes.domain.policy import Approver, Figure, Operator
from quotes.models import Policy, PolicyRule


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    policy: Policy
    state: str
    rules: tuple[str, ...]


def policy_list(today: date) -> tuple[PolicyRow, ...]:
    """Newest first; two statements whatever their number."""
    policies = Policy.objects.select_related("published_by").prefetch_related("rules").order_by("-valid_from", "-id")
    return tuple(policy_row(policy, today) for policy in policies)


def policy_row(policy: Policy, today: date) -> PolicyRow:
    return PolicyRow(
        policy=policy, state=state_of(policy, today), rules=tuple(said(rule) for rule in policy.rules.all())
    )


def state_of(policy: Policy, today: date) -> str:
    """draft, coming, in_force or over."""
    if policy.is_draft:
        return "draft"
    if policy.valid_from > today:
        return "coming"
    return "over" if policy.valid_to and policy.valid_to <= today else "in_force"


def said(rule: PolicyRule) -> str:
    """One rule as a sentence."""
    return _("%(figure)s %(operator)s %(threshold)s → %(approver)s: %(reason)s") % {
        "figure": _(Figure(rule.figure).label),
        "operator": _(Operator(rule.operator).label),
        "threshold": quantity(rule.threshold),
        "approver": _(Approver(rule.approver).label),
        "reason": rule.reason,
    }


def initial_rules(policy: Policy) -> list[dict[str, Any]]:
    return [
        {
            "figure": rule.figure,
            "operator": rule.operator,
            "threshold": rule.threshold.normalize(),
            "approver": rule.approver,
            "reason": rule.reason,
        }
        for rule in policy.rules.all()
    ]
