"""The path of a deal from the first diagnosis to a signature."""

from datetime import date
from functools import lru_cache

from dealdesk.kernel.words import Word
from dealdesk.kernel.workdays import WorkCalendar, china


class Stage(Word):
    DIAGNOSIS = "diagnosis", "Needs diagnosis"
    SOLUTION = "solution", "Solution"
    VALUE = "value", "Value case"
    QUOTE = "quote", "Quote"
    NEGOTIATION = "negotiation"
    CONTRACT = "contract"
    SIGNED = "signed"
    LOST = "lost"


# First the need, then the solution, then the value, and only then a price.
PATH = (
    Stage.DIAGNOSIS,
    Stage.SOLUTION,
    Stage.VALUE,
    Stage.QUOTE,
    Stage.NEGOTIATION,
    Stage.CONTRACT,
    Stage.SIGNED,
)
CLOSED = frozenset({Stage.SIGNED, Stage.LOST})

# One step on, any step back, or out; a lost deal comes back where its customer comes back to the table.
# fmt: off
STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DIAGNOSIS:   frozenset({Stage.SOLUTION, Stage.LOST}),
    Stage.SOLUTION:    frozenset({Stage.DIAGNOSIS, Stage.VALUE, Stage.LOST}),
    Stage.VALUE:       frozenset({Stage.DIAGNOSIS, Stage.SOLUTION, Stage.QUOTE, Stage.LOST}),
    Stage.QUOTE:       frozenset({Stage.DIAGNOSIS, Stage.SOLUTION, Stage.VALUE, Stage.NEGOTIATION, Stage.LOST}),
    Stage.NEGOTIATION: frozenset({Stage.SOLUTION, Stage.VALUE, Stage.QUOTE, Stage.CONTRACT, Stage.LOST}),
    Stage.CONTRACT:    frozenset({Stage.QUOTE, Stage.NEGOTIATION, Stage.SIGNED, Stage.LOST}),
    Stage.SIGNED:      frozenset(),
    Stage.LOST:        frozenset({Stage.DIAGNOSIS}),
}
# fmt: on


class Milestone(Word):
    """What an offer does to a deal that had not come so far."""

    FIRST_OFFER = "first_offer", "the first offer"
    FIRST_ROUND = "first_round", "the first round"


# How far each of them brings a deal, by the moves above.
REACHES: dict[Milestone, Stage] = {
    Milestone.FIRST_OFFER: Stage.QUOTE,
    Milestone.FIRST_ROUND: Stage.NEGOTIATION,
}


def way_on(now: Stage, to: Stage) -> tuple[Stage, ...]:
    """The stages ahead on the path, `to` the last of them; none where a deal stands there or beyond, or is lost."""
    if now not in PATH or to not in PATH:
        return ()
    return PATH[PATH.index(now) + 1 : PATH.index(to) + 1]


# Days that were announced and imported: True is worked, False is off. They go before what is built in.
type Noticed = frozenset[tuple[date, bool]]
NONE: Noticed = frozenset()


def workdays_left(today: date, day: date, noticed: Noticed = NONE) -> int:
    """Working days in China from today until the day before; negative once the day has passed."""
    return calendar_of(today, day, noticed).count(today, day)


def after_workdays(today: date, workdays: int, noticed: Noticed = NONE) -> date:
    """The day that lies so many working days ahead; a span of up to a year and a half."""
    return _calendar(today.year, today.year + 1, noticed).after(today, workdays)


def calendar_of(start: date, end: date, noticed: Noticed = NONE) -> WorkCalendar:
    """The working days of every year that two days, in either order, lie in."""
    return _calendar(min(start, end).year, max(start, end).year, noticed)


@lru_cache(maxsize=64)
def _calendar(first_year: int, last_year: int, noticed: Noticed) -> WorkCalendar:
    return china(first_year, last_year, {day: worked for day, worked in noticed if first_year <= day.year <= last_year})
