"""Which figures of an offer ask whose approval."""

from quotes.domain.policy.approvers import Step, authority, blockers, needs, steps
from quotes.domain.policy.checks import check, problems
from quotes.domain.policy.figures import Figure, Figures, Seen, beside_of, figures_of, seen
from quotes.domain.policy.rules import SENIORITY, Approver, Operator, Policy, Rule

__all__ = [
    "SENIORITY",
    "Approver",
    "Figure",
    "Figures",
    "Operator",
    "Policy",
    "Rule",
    "Seen",
    "Step",
    "authority",
    "beside_of",
    "blockers",
    "check",
    "figures_of",
    "needs",
    "problems",
    "seen",
    "steps",
]
