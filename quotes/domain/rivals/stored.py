"""What their offer covers of ours, as a column keeps it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quotes.domain.rivals.content import Cover, Covers


def covers_json(covers: Covers) -> dict[str, Any]:
    """By item; one that nobody knows anything of is left out."""
    return {
        item: {"is_covered": cover.is_covered, "quantity": None if cover.quantity is None else str(cover.quantity)}
        for item, cover in covers.items()
        if cover != Cover()
    }


def covers_from(told: Mapping[str, Any]) -> dict[str, Cover]:
    return {
        item: Cover(
            is_covered=cover["is_covered"],
            quantity=None if cover["quantity"] is None else Decimal(cover["quantity"]),
        )
        for item, cover in told.items()
    }
