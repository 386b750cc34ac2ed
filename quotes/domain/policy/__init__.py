"""Which figures of an offer ask whose approval."""

from quotes.domain.policy.approvers import Agreed, Spared, authority, blockers, fallen, needs, spared
from quotes.domain.policy.chain import Part, Step, Words, parts, steps, words
from quotes.domain.policy.checks import check, problems
from quotes.domain.policy.choices import MOST_STEPS, USUAL, Again, Choices, Mode, Nobody, Own
from quotes.domain.policy.conditions import Condition, Operator
from quotes.domain.policy.figures import Figure, Figures, Seen, figures_of, furthest, seen
from quotes.domain.policy.kept import read_back, written
from quotes.domain.policy.plan import BELOW_PLAN, with_plan
from quotes.domain.policy.rules import NAMED, SENIORITY, Approver, Person, Policy, Rule, Whom
from quotes.domain.policy.stored import conditions_json, read_conditions

__all__ = [
    "BELOW_PLAN",
    "MOST_STEPS",
    "NAMED",
    "SENIORITY",
    "USUAL",
    "Again",
    "Agreed",
    "Approver",
    "Choices",
    "Condition",
    "Figure",
    "Figures",
    "Mode",
    "Nobody",
    "Operator",
    "Own",
    "Part",
    "Person",
    "Policy",
    "Rule",
    "Seen",
    "Spared",
    "Step",
    "Whom",
    "Words",
    "authority",
    "blockers",
    "check",
    "conditions_json",
    "fallen",
    "figures_of",
    "furthest",
    "needs",
    "parts",
    "problems",
    "read_back",
    "read_conditions",
    "seen",
    "spared",
    "steps",
    "with_plan",
    "words",
    "written",
]
