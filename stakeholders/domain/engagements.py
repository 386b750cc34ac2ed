"""What the log of meetings, calls, messages and visits proves about a decision, and about the people in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from dealdesk.kernel.words import Word

# So many engagements without anybody who decides are an alarm: the rule of thumb that the sales method teaches.
ENOUGH = 3


class EngagementKind(Word):
    MEETING = "meeting"
    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"


class Direction(Word):
    """Who took the first step: a relationship in which only one side ever does is a weak one."""

    OURS = "ours", "We reached out"
    THEIRS = "theirs", "They reached out"


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """One exchange with the customer as far as it proves anything: who was there, when, how, and who wanted it."""

    on: date
    kind: EngagementKind
    direction: Direction
    contacts: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Record:
    """All that the log knows of one contact in one deal, oldest first; never empty."""

    engagements: tuple[Engagement, ...]

    @property
    def count(self) -> int:
        return len(self.engagements)

    @property
    def last_on(self) -> date:
        return self.engagements[-1].on

    @property
    def two_way(self) -> bool:
        """Both sides have reached out at least once."""
        return {one.direction for one in self.engagements} == set(Direction)

    def within(self, today: date, days: int) -> int:
        """How many engagements of the last so many days, today included."""
        return sum(0 <= (today - one.on).days < days for one in self.engagements)


def records(engagements: Iterable[Engagement]) -> dict[int, Record]:
    """By contact; who was never met is not in it."""
    ordered = sorted(engagements, key=lambda one: one.on)
    met = {contact for one in ordered for contact in one.contacts}
    return {
        contact: Record(engagements=tuple(one for one in ordered if contact in one.contacts)) for contact in sorted(met)
    }


def without_a_decider(engagements: Iterable[Engagement], deciders: Collection[int]) -> int | None:
    """The number of engagements, where there are ENOUGH and none of them with somebody who decides; else None."""
    met = [one.contacts for one in engagements]
    if len(met) < ENOUGH or any(not contacts.isdisjoint(deciders) for contacts in met):
        return None
    return len(met)
