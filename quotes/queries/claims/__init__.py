"""The library of claims, as it is read."""

from quotes.queries.claims.screen import (
    ClaimRow,
    claim_row,
    claim_screen,
    claim_shown,
    claims_screen,
    ending_claims,
    keepers,
    newest_editions,
    newest_of,
)

__all__ = [
    "ClaimRow",
    "claim_row",
    "claim_screen",
    "claim_shown",
    "claims_screen",
    "ending_claims",
    "keepers",
    "newest_editions",
    "newest_of",
]
