"""One hash over all that an approval holds for, by the numbered form in which it was made."""

from collections.abc import Mapping
from typing import Any

from quotes.domain.spelling import digest

# The first form is the hash of the terms itself. The second covers the amounts that are stored of them as well, and the
# cost that was kept with them. What was hashed in one form is verified in that form for ever.
TERMS_ALONE, WHOLE = 1, 2


def sealed(form: int, *, terms: str, amounts: Mapping[str, Any], cost: str) -> str:
    """SHA-256, in hex; `terms` and `cost` are hashes themselves, and `cost` is "" where none was kept."""
    return digest({"form": form, "terms": terms, "amounts": amounts, "cost": cost or None})
