"""Which figures of an offer ask whose approval."""

from quotes.domain.policy.approvers import Step, authority, blockers, needs, steps
from quotes.domain.policy.checks import check, problems
from quotes.domain.policy.conditions import Condition, Operator
from quotes.domain.policy.figures import Figure, Figures, Seen, figures_of, furthest, seen
from quotes.domain.policy.rules import SENIORITY, Approver, Policy, Rule

__all__ = [
    "SENIORITY",
    "Approver",
    "Condition",
    "Figure",
    "Figures",
    "Operator",
    "Policy",
    "Rule",
    "Seen",
    "Step",
    "authority",
    "blockers",
    "check",
    "figures_of",
    "furthest",
    "needs",
    "problems",
    "seen",
    "steps",
]
