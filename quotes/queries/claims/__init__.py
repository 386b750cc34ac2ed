"""The library of claims, as it is read."""

from quotes.queries.claims.screen import (
    ClaimRow,
    claim_row,
    claim_screen,
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
    "claims_screen",
    "ending_claims",
    "keepers",
    "newest_editions",
    "newest_of",
]
