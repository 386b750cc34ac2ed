"""What a document for a customer is put together from: its sections in their order, and what its reader asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from dealdesk.kernel.words import Word
from quotes.domain.proposals import Kind


class Section(Word):
    COVER = "cover"
    NEEDS = "needs", "What we understood"
    SOLUTION = "solution", "What we propose"
    PRICES = "prices", "Prices item by item"
    BESIDE = "beside", "One price, columns and options"
    RULES = "rules", "Rules of pricing and counting"
    TERMS = "terms", "Service levels and terms"
    SIGNATURES = "signatures", "Invoicing and signatures"
    LETTER = "letter", "Parties and numbers"
    REQUEST = "request", "Request for approval"
    COMPARISON = "comparison", "Compared like for like"
    OUTLAY = "outlay", "Three years of cost and when it is paid"
    ANSWERS = "answers", "Answers for each department"
    SERVICE = "service", "Service levels in plain words"
    CALENDAR = "calendar", "Who decides what by when"


# In the order they come in where nobody chose another.
SECTIONS: dict[Kind, tuple[Section, ...]] = {
    Kind.PROPOSAL: (
        Section.COVER,
        Section.NEEDS,
        Section.SOLUTION,
        Section.PRICES,
        Section.BESIDE,
        Section.RULES,
        Section.TERMS,
        Section.SIGNATURES,
    ),
    # Strict: whoever files it looks for everything in its place.
    Kind.QUOTATION: (Section.LETTER, Section.PRICES, Section.TERMS, Section.SIGNATURES),
    Kind.CHAMPION: (
        Section.REQUEST,
        Section.COMPARISON,
        Section.SERVICE,
        Section.OUTLAY,
        Section.CALENDAR,
        Section.ANSWERS,
        Section.PRICES,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Composition:
    """What an export was ordered with. `starts_on` is the day that payments are counted from, `renewal` the points by
    which a year after the term is assumed to be dearer than the one before, `rivals` the offers in writing that may be
    shown beside ours, by number; where nobody said, nothing of it is printed."""

    starts_on: date | None = None
    renewal: Decimal | None = None
    rivals: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The SHA-256 of all of it: two orders with the same key make the same document."""
        return sha256(dumps(composition_json(self), sort_keys=True).encode()).hexdigest()


AS_USUAL = Composition()


def composition_json(composition: Composition) -> dict[str, Any]:
    """As a column keeps it; what nobody said is left out."""
    found = {
        "starts_on": composition.starts_on and composition.starts_on.isoformat(),
        "renewal": None if composition.renewal is None else str(composition.renewal),
        "rivals": list(composition.rivals),
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def composition_from(told: Mapping[str, Any]) -> Composition:
    starts_on, renewal = told.get("starts_on"), told.get("renewal")
    return Composition(
        starts_on=date.fromisoformat(starts_on) if starts_on else None,
        renewal=None if renewal is None else Decimal(renewal),
        rivals=tuple(told.get("rivals", ())),
    )
