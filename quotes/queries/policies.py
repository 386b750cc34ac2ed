"""The approval policies, and what one of them says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quotes.domain.policy import Approver, Figure, Operator, authority
from quotes.domain.policy.figures import said
from quotes.domain.policy.tiers import Tier
from quotes.models import Policy, PolicyRule
from quotes.queries.dated import state_of


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    policy: Policy
    state: str
    rules: tuple[str, ...]
    tiers: tuple[Tier, ...]


def policy_list(today: date) -> tuple[PolicyRow, ...]:
    """Newest first; two statements whatever their number."""
    policies = Policy.objects.select_related("published_by").prefetch_related("rules").order_by("-valid_from", "-id")
    return tuple(policy_row(policy, today) for policy in policies)


def policy_row(policy: Policy, today: date) -> PolicyRow:
    rules = list(policy.rules.all())
    return PolicyRow(
        policy=policy,
        state=state_of(policy, today),
        rules=tuple(sentence_of(rule) for rule in rules),
        tiers=_tiers(policy, rules),
    )


def sentence_of(rule: PolicyRule) -> str:
    """One rule as it is read aloud."""
    return _("%(figure)s %(operator)s %(threshold)s → %(approver)s must agree, because: %(reason)s") % {
        "figure": _(Figure(rule.figure).label),
        "operator": _(Operator(rule.operator).label),
        "threshold": said(Figure(rule.figure), rule.threshold),
        "approver": _(Approver(rule.approver).label),
        "reason": rule.reason,
    }


def _tiers(policy: Policy, rules: Sequence[PolicyRule]) -> tuple[Tier, ...]:
    """How much each may give off list before anybody above is asked."""
    if not rules:
        return ()
    value = policy.value()
    line: tuple[tuple[str, Approver | None], ...] = (
        (_("Sales alone"), None),
        (_(Approver.TEAM_MANAGER.label), Approver.TEAM_MANAGER),
        (_(Approver.UPPER_MANAGER.label), Approver.UPPER_MANAGER),
    )
    return tuple(Tier(who=who, limit=authority(value, approver)) for who, approver in line)


def initial_rules(policy: Policy) -> list[dict[str, Any]]:
    """A draft's rules as its form starts with them."""
    columns = ("figure", "operator", "threshold", "approver", "reason")
    return [{name: getattr(rule, name) for name in columns} for rule in policy.rules.all()]
