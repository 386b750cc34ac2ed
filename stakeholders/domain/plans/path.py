"""The critical path: what must follow what, how long the longest chain takes, and when its first day comes.

The critical path method (Kelley and Walker 1959) on working days, reckoned with P80 of each lead time. What is done
takes no more time. What has begun counts whole until somebody shortens its lead time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar
from stakeholders.domain.plans.leads import LeadTime

CIRCLE = "These milestones wait for each other in a circle: take one of them out of what must be done before."


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One milestone as the reckoning sees it; `lead` is None while nobody has said how long it takes."""

    key: int
    lead: LeadTime | None
    after: frozenset[int] = frozenset()
    is_done: bool = False

    @property
    def days(self) -> int:
        """P80 in working days; nothing once it is done, and nothing known is nothing counted."""
        return 0 if self.is_done or self.lead is None else self.lead.p80


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a milestone lies: working days from today to its earliest start, and what is left from its start to the
    signature. `slack` is how much longer it may take before the whole does; None behind the signature."""

    start: int
    end: int
    remaining: int | None
    slack: int | None

    @property
    def is_critical(self) -> bool:
        return self.slack == 0


@dataclass(frozen=True, kw_only=True)
class Path:
    """`days` is the P80 sum of the longest chain to the signature, `chain` its open milestones in order."""

    days: int
    chain: tuple[int, ...]
    places: Mapping[int, Place]


def ordered(plan: Iterable[Planned]) -> tuple[Planned, ...]:
    """Every milestone behind those it waits for, otherwise as they came; a circle is refused.

    What it should wait for and is not in the plan is as good as done.
    """
    by_key = {one.key: one for one in plan}
    sorter = TopologicalSorter({one.key: sorted(one.after & by_key.keys()) for one in by_key.values()})
    try:
        sorter.prepare()
    except CycleError:
        raise Refusal(CIRCLE, field="after") from None
    found, rank = [], {key: n for n, key in enumerate(by_key)}
    ready: list[int] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=lambda key: rank[key])
        found.append(by_key[ready[0]])
        sorter.done(ready.pop(0))
    return tuple(found)


def unknown(plan: Iterable[Planned]) -> tuple[int, ...]:
    """Open milestones without a lead time: until somebody gives them one, no end can be reckoned."""
    return tuple(one.key for one in plan if not one.is_done and one.lead is None)


def needed(plan: Sequence[Planned], target: int | None) -> frozenset[int]:
    """The target and everything that must be done before it; the whole plan where it has no target."""
    if target is None:
        return frozenset(one.key for one in plan)
    by_key, found, waiting = {one.key: one for one in plan}, set[int](), [target]
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in found:
            found.add(key)
            waiting += by_key[key].after
    return frozenset(found)


def critical_path(plan: Iterable[Planned], target: int | None = None) -> Path:
    """The longest chain of P80 lead times to the target, a milestone's key; without one, to the end of the plan."""
    rows = ordered(plan)
    counts = needed(rows, target)
    ends: dict[int, int] = {}
    for one in rows:
        ends[one.key] = max((ends[key] for key in one.after if key in ends), default=0) + one.days
    tails = _tails(rows, counts)
    days = max((ends[key] for key in counts), default=0)
    places = {
        one.key: Place(
            start=ends[one.key] - one.days,
            end=ends[one.key],
            remaining=tails.get(one.key),
            slack=days - ends[one.key] + one.days - tails[one.key] if one.key in tails else None,
        )
        for one in rows
    }
    last = max((one.key for one in rows if one.key in counts), key=ends.__getitem__, default=None)
    chain = _chain({one.key: one for one in rows}, ends, last)
    return Path(days=days, chain=chain, places=places)


def _tails(rows: Sequence[Planned], counts: frozenset[int]) -> dict[int, int]:
    """From the start of each milestone to the target: its own days and the longest chain behind it."""
    behind: dict[int, int] = {}
    tails: dict[int, int] = {}
    for one in reversed([row for row in rows if row.key in counts]):
        tails[one.key] = behind.get(one.key, 0) + one.days
        for key in one.after:
            behind[key] = max(behind.get(key, 0), tails[one.key])
    return tails


def _chain(by_key: Mapping[int, Planned], ends: Mapping[int, int], last: int | None) -> tuple[int, ...]:
    """One longest chain, walked back from its end over whatever was awaited longest; what is done is left out."""
    found: list[int] = []
    while last is not None:
        if not by_key[last].is_done:
            found.append(last)
        last = max((key for key in sorted(by_key[last].after) if key in by_key), key=ends.__getitem__, default=None)
    return tuple(reversed(found))


def latest_start(plan: Iterable[Planned], freeze: date, calendar: WorkCalendar, target: int | None = None) -> date:
    """The last day on which the plan's first milestone may begin: the freeze less P80 along the critical path.

    The freeze itself is too late: what is planned must be done when that day begins.
    """
    return calendar.before(freeze, critical_path(plan, target).days)
