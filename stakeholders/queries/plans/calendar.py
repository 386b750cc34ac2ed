"""The plan as both sides may read it: who does what by when, and how long there is until the budget freezes.

Lead times, blockers, evidence and chances stay with us.
"""

from dataclasses import dataclass
from datetime import date

from stakeholders.domain.plans.path import ordered
from stakeholders.models import Deal
from stakeholders.queries.plans.screen import reckoned, row_of


@dataclass(frozen=True, kw_only=True)
class CalendarStep:
    """`latest_on` is the last day to begin, where the whole way to the freeze is known."""

    name: str
    ours: str
    theirs: str
    due_on: date | None
    latest_on: date | None
    done_on: date | None


@dataclass(frozen=True, kw_only=True)
class DecisionCalendar:
    """`left` is working days from the day it was made until the freeze."""

    steps: tuple[CalendarStep, ...]
    freeze_on: date | None
    left: int | None
    latest_start: date | None


def decision_calendar(deal: Deal, today: date) -> DecisionCalendar:
    """The same number of statements for any number of milestones."""
    found = reckoned(deal, today)
    rows = [row_of(one, found) for one in ordered(found.plan)]
    return DecisionCalendar(
        steps=tuple(
            CalendarStep(
                name=row.name,
                ours=row.owner,
                theirs=row.buyer,
                due_on=row.due_on,
                latest_on=row.latest_on,
                done_on=row.done_on,
            )
            for row in rows
        ),
        freeze_on=found.freeze,
        left=found.left,
        latest_start=found.latest_start,
    )
