"""What is wrong, as a sentence a user can act on: refusals that are raised, and findings that are all shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


class Refusal(Exception):
    """The change is not made. `message` is an English msgid with %(name)s places; a literal per cent sign is %%."""

    def __init__(self, message: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params: dict[str, object] = params
        self.field = field

    def __str__(self) -> str:
        return self.message % self.params


class StaleRefusal(Refusal):
    """Somebody else changed it meanwhile: reload, look, and try again."""


class ForbiddenRefusal(Refusal):
    """This person may not do this, whatever state it is in."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with something, with the figure and the limit it crossed where there is one."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None
    figure: str | None = None
    value: Decimal | None = None
    limit: Decimal | None = None

    def __str__(self) -> str:
        return self.message % self.params

    def refusal(self) -> Refusal:
        """The same sentence, to be raised."""
        refused = Refusal(self.message, field=self.field)
        refused.params = dict(self.params)
        return refused


def found(refusal: Refusal) -> Finding:
    """What was refused, as a value."""
    return Finding(message=refusal.message, params=refusal.params)


@dataclass(frozen=True, kw_only=True)
class Blocker(Finding):
    """It cannot go on until this is put right."""


@dataclass(frozen=True, kw_only=True)
class ApprovalNeeded(Finding):
    """It can go on once this approver agrees, in the `step` that the rule at this `position` names."""

    approver: str
    position: int = 0
    step: int = 1


@dataclass(frozen=True, kw_only=True)
class Warning_(Finding):
    """It can go on; somebody should know."""
