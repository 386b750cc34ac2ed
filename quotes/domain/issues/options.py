"""One issue of a deal: its possible outcomes from best to worst for us, each with its price on both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.negotiation import Issue, Span
from quotes.domain.pricing.checks import HUNDRED

__all__ = ["LEAST_OPTIONS", "MOST_OPTIONS", "IssueTerms", "Option", "Span", "Tier"]

LEAST_OPTIONS, MOST_OPTIONS = 2, 8
MOST_TIERS = 6


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A credit that a service level promises: its share of a month's fee, and the chance that a month falls under it;
    both in percent points, as somebody told them."""

    share: Decimal
    chance: Decimal

    def __post_init__(self) -> None:
        if not (0 < self.share <= HUNDRED and 0 <= self.chance <= HUNDRED):
            raise Refusal("A credit and its chance are between 0 and 100 %%.", field="tiers")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One outcome. `cost` is what it costs us and `worth` what it is worth to them, with tax, both against what is on
    the table when the talk begins; below zero it brings us money, or takes theirs. None where nobody has said.

    `key` tells it from the others once it is stored; `is_today` is what the offer and its clauses say as it stands.
    """

    name: str
    key: int | None = None
    cost: Decimal | None = None
    worth: Span | None = None
    tiers: tuple[Tier, ...] = ()
    source: str = ""
    is_target: bool = False
    is_floor: bool = False
    is_today: bool = False


@dataclass(frozen=True, kw_only=True)
class IssueTerms:
    """An issue with its outcomes, the best for us first; the target is the one we aim at, the floor the worst that we
    would sign."""

    issue: Issue
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        names = [option.name.strip() for option in self.options]
        if not LEAST_OPTIONS <= len(names) <= MOST_OPTIONS:
            message = "An issue has between %(least)s and %(most)s options."
            raise Refusal(message, field="options", least=LEAST_OPTIONS, most=MOST_OPTIONS)
        if not all(names) or len(set(names)) < len(names):
            raise Refusal("Every option has a name of its own.", field="options")
        self._check_aims()
        for option in self.options:
            _check(self.issue, option)

    @property
    def target(self) -> int | None:
        """Its place."""
        return _place(option.is_target for option in self.options)

    @property
    def floor(self) -> int | None:
        return _place(option.is_floor for option in self.options)

    @property
    def today(self) -> Option | None:
        """What stands as the talk begins; None where nobody has said."""
        return next((option for option in self.options if option.is_today), None)

    def option(self, key: int | None) -> Option | None:
        """By its key; None where it is off the list."""
        return next((option for option in self.options if key is not None and option.key == key), None)

    def is_past_floor(self, key: int) -> bool:
        """Whether an outcome is worse for us than the worst we would sign."""
        place = _place(option.key == key for option in self.options)
        return place is not None and self.floor is not None and place > self.floor

    def _check_aims(self) -> None:
        for told in ([option.is_target for option in self.options], [option.is_floor for option in self.options]):
            if sum(told) > 1:
                raise Refusal("One option is the target, and one the floor.", field="options")
        if sum(option.is_today for option in self.options) > 1:
            raise Refusal("One option stands today: mark that one alone.", field="options")
        if self.target is not None and self.floor is not None and self.target > self.floor:
            message = "Options stand from best to worst for us: the target does not come after the floor."
            raise Refusal(message, field="options")


def _place(told: Iterable[bool]) -> int | None:
    return next((place for place, is_it in enumerate(told) if is_it), None)


def _check(issue: Issue, option: Option) -> None:
    if (option.cost is not None or option.worth is not None or option.tiers) and not option.source.strip():
        message = "“%(name)s”: say where its figures come from."
        raise Refusal(message, field="source", name=option.name)
    if option.tiers and issue is not Issue.SLA:
        raise Refusal("“%(name)s”: only a service level has credits.", field="tiers", name=option.name)
    if len(option.tiers) > MOST_TIERS or sum((tier.chance for tier in option.tiers), ZERO) > HUNDRED:
        message = "“%(name)s”: the chances of all credits come to 100 %% at most."
        raise Refusal(message, field="tiers", name=option.name)
