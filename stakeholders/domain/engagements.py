"""What the log of meetings, calls, messages and visits proves about a decision, and about the people in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from dealdesk.kernel.words import Word
from stakeholders.domain.seats.map import Evidence, Seated
from stakeholders.domain.seats.words import DEPTH, Channel, Coverage, EvidenceKind

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


def both_took_part(kind: EngagementKind, direction: Direction) -> bool:
    """Whoever is met or called does, and whoever writes himself. A message of ours may lie unread: what comes back is
    an engagement of its own. See also EngagementQuerySet.answered()."""
    return kind is not EngagementKind.MESSAGE or direction is Direction.THEIRS


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """One exchange with the customer as far as it proves anything: who was there, when, how, and who wanted it."""

    on: date
    kind: EngagementKind
    direction: Direction
    contacts: frozenset[int]
    learned: str = ""
    author: str = ""

    @property
    def is_answered(self) -> bool:
        return both_took_part(self.kind, self.direction)


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

    @property
    def answered(self) -> "Record | None":
        """The same without our messages that nobody answered; None where nothing is left."""
        left = tuple(one for one in self.engagements if one.is_answered)
        return Record(engagements=left) if left else None


def records(engagements: Iterable[Engagement]) -> dict[int, Record]:
    """By contact; who was never met is not in it."""
    ordered = sorted(engagements, key=lambda one: one.on)
    met = {contact for one in ordered for contact in one.contacts}
    return {
        contact: Record(engagements=tuple(one for one in ordered if contact in one.contacts)) for contact in sorted(met)
    }


def without_a_decider(engagements: Iterable[Engagement], deciders: Collection[int]) -> int | None:
    """The number of engagements, where there are ENOUGH and none of them with somebody who decides; else None. To have
    written to one is not to have met them."""
    told = tuple(engagements)
    met = [one.contacts for one in told if one.is_answered]
    if len(told) < ENOUGH or any(not contacts.isdisjoint(deciders) for contacts in met):
        return None
    return len(told)


# The least that so many engagements prove; how deep it goes is a judgement, which a count never makes. Once is a brief
# contact, and from the third on there were several: two may be one question and its answer.
PROVES: tuple[tuple[int, Coverage], ...] = ((ENOUGH, Coverage.REPEATED), (1, Coverage.BRIEF), (0, Coverage.UNKNOWN))


def proved(count: int) -> Coverage:
    """By so many engagements alone."""
    return next(coverage for least, coverage in PROVES if count >= least)


def with_log(seat: Seated, record: Record | None) -> Seated:
    """The seat as the log makes it: coverage and last contact are never less than what the log proves, and may have
    been raised by hand; every engagement is evidence on whoever was there, and what they wanted themselves is theirs.
    What we wrote and nobody answered proves nothing.
    """
    if record is None or (record := record.answered) is None:
        return seat
    return replace(
        seat,
        coverage=max(seat.coverage, proved(record.count), key=DEPTH.__getitem__),
        last_contact_on=max(seat.last_contact_on or date.min, record.last_on),
        evidence=(*seat.evidence, *map(_evidence, record.engagements)),
    )


def _evidence(one: Engagement) -> Evidence:
    said = EvidenceKind.QUOTE if one.direction is Direction.THEIRS else EvidenceKind.OBSERVATION
    return Evidence(on=one.on, kind=said, channel=Channel(one.kind.value), text=one.learned, author=one.author)
