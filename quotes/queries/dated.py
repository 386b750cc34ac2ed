"""How something dated stands today, in one word for every list of such things."""

from datetime import date
from typing import Protocol


class Dated(Protocol):
    """In force from `valid_from` until the day before `valid_to`, once it is no draft any more."""

    @property
    def is_draft(self) -> bool: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


def state_of(dated: Dated, today: date) -> str:
    """draft, coming, in_force or over."""
    if dated.is_draft:
        return "draft"
    if dated.valid_from > today:
        return "coming"
    return "over" if dated.valid_to and dated.valid_to <= today else "in_force"
