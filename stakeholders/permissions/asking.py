"""Who asks: a person, or whoever holds a role."""

from typing import Self

from dealdesk.kept import Given
from stakeholders.models import User


class AnyoneOf(Given):
    """Whoever of a role asks, where a queryset is kept for all of them."""

    is_authenticated = True

    def __init__(self, role: str) -> None:
        super().__init__("user")
        self.role = role

    @property
    def pk(self) -> Self:
        """Who asks is known by a number, and this stands in its place."""
        return self


type Asking = User | AnyoneOf
