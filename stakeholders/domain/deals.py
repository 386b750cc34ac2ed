"""The path of a deal from the first diagnosis to a signature."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from dealdesk.kernel.refusals import Refusal
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


class LossReason(Word):
    """Why a deal was lost, as one word that can be counted; the sentence beside it says the rest."""

    PRICE = "price"
    BUDGET = "budget", "Budget cut or moved"
    FIT = "fit", "Product does not fit"
    RIVAL = "rival", "Chose a competitor"
    PERSON = "person", "A decision maker was against us"
    TIMING = "timing"
    NOTHING = "nothing", "Decided to buy nothing"
    OTHER = "other", "Other reason"
    # Of deals from before anybody was asked; nobody chooses it.
    UNASKED = "unasked", "Not asked then"


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


class Ends(Word):
    """The stages in which a deal is closed."""

    SIGNED = "signed"
    LOST = "lost"


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


ASKED_FOR = tuple(reason for reason in LossReason if reason is not LossReason.UNASKED)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a deal was closed. `last_price` is the last total with tax on the table, above zero and in the deal's
    currency; where no price was ever named, `unpriced_because` says why not."""

    lost_because: LossReason | Literal[""] = ""
    lost_reason: str = ""
    last_price: Decimal | None = None
    unpriced_because: str = ""


STILL_OPEN = Ending()


def ended(to: Stage, ending: Ending) -> Ending:
    """The ending that belongs to a stage: none where the deal goes on, and no reason for a loss where it was signed.

    Refused, by its field, where what the next deal would learn from is missing.
    """
    if to not in CLOSED:
        return STILL_OPEN
    lost, why = to is Stage.LOST, ending.unpriced_because.strip()
    if lost and ending.lost_because not in ASKED_FOR:
        raise Refusal("Choose what the deal was lost by: it is counted over all deals.", field="lost_because")
    if lost and not ending.lost_reason.strip():
        raise Refusal("Say why the deal was lost: the next one learns from it.", field="lost_reason")
    if ending.last_price is None and not lost:
        raise Refusal("Write the total with tax that was signed.", field="last_price")
    if ending.last_price is None and not why:
        raise Refusal("Write the last price that was on the table, or why none was ever named.", field="last_price")
    return Ending(
        lost_because=ending.lost_because if lost else "",
        lost_reason=ending.lost_reason.strip() if lost else "",
        last_price=ending.last_price,
        unpriced_because="" if ending.last_price is not None else why,
    )


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
