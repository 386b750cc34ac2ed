"""The approval policies, what one of them says, and what it would have asked."""

from quotes.queries.policies.screen import PolicyRow, policy_list, policy_row
from quotes.queries.policies.trial import TrialRow, past_offers, trial_row

__all__ = ["PolicyRow", "TrialRow", "past_offers", "policy_list", "policy_row", "trial_row"]
