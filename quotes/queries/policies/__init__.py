"""The approval policies, what one of them says, and what it would have asked."""

from quotes.queries.policies.screen import PolicyRow, known_groups, nameable, policy_list, policy_row
from quotes.queries.policies.trial import TrialRow, past_offers, trial_row

__all__ = ["PolicyRow", "TrialRow", "known_groups", "nameable", "past_offers", "policy_list", "policy_row", "trial_row"]
