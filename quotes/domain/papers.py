"""What a document for a customer is put together from: its sections in their order, and what its reader asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
    NEEDS = "needs", "Your requirements"
    SOLUTION = "solution", "Proposed solution"
    VALUE = "value", "What it is worth"
    TRAFFIC = "traffic", "Your usage"
    PRICES = "prices", "Itemised prices"
    BESIDE = "beside", "Bundle, packages and options"
    RULES = "rules", "Pricing and metering rules"
    TERMS = "terms", "Service levels and terms"
    PROMISES = "promises", "Data, confidentiality and liability"
    SIGNATURES = "signatures", "Invoicing and signatures"
    LETTER = "letter", "Parties and numbers"
    REQUEST = "request", "Request for approval"
    COMPARISON = "comparison", "Like-for-like comparison"
    OUTLAY = "outlay", "Three-year cost and payments"
    ANSWERS = "answers", "Answers for each department"
    SERVICE = "service", "Service levels in plain words"
    CALENDAR = "calendar", "Decision calendar"


# In the order they come in where nobody chose another.
SECTIONS: dict[Kind, tuple[Section, ...]] = {
    Kind.PROPOSAL: (
        Section.COVER,
        Section.NEEDS,
        Section.SOLUTION,
        Section.VALUE,
        Section.PRICES,
        Section.BESIDE,
        Section.RULES,
        Section.TERMS,
        Section.PROMISES,
        Section.SIGNATURES,
    ),
    # Strict: whoever files it looks for everything in its place.
    Kind.QUOTATION: (Section.LETTER, Section.PRICES, Section.TERMS, Section.SIGNATURES),
    Kind.CHAMPION: (
        Section.REQUEST,
        Section.COMPARISON,
        Section.SERVICE,
        # Before the prices; nothing is printed of it where nothing is acknowledged.
        Section.VALUE,
        Section.OUTLAY,
        Section.CALENDAR,
        Section.ANSWERS,
        Section.PRICES,
    ),
}


# What else may be put into one.
BESIDES: dict[Kind, tuple[Section, ...]] = {
    Kind.PROPOSAL: (Section.TRAFFIC, Section.SERVICE, Section.OUTLAY, Section.CALENDAR),
    Kind.CHAMPION: (
        Section.NEEDS,
        Section.SOLUTION,
        Section.TRAFFIC,
        Section.BESIDE,
        Section.RULES,
        Section.TERMS,
        Section.PROMISES,
    ),
}


def available(kind: Kind) -> tuple[Section, ...]:
    """All that one can be put together from: what else there is comes after the usual, and signatures last."""
    *usual, last = SECTIONS[kind]
    besides = BESIDES.get(kind, ())
    return (*usual, *besides, last) if last is Section.SIGNATURES else (*usual, last, *besides)


# The first page says whose document it is, and no offer goes without its prices.
ALWAYS = frozenset({Section.COVER, Section.REQUEST, Section.LETTER, Section.PRICES})
# These need what is collected for a champion.
PACKED = frozenset(
    {Section.REQUEST, Section.COMPARISON, Section.OUTLAY, Section.ANSWERS, Section.SERVICE, Section.CALENDAR}
)


class Block(Word):
    """A text of one's own in a section."""

    NEEDS = "needs", "On what we understood"
    SOLUTION = "solution", "On what we propose"
    VALUE = "value", "On what it is worth"
    PRICES = "prices", "On the prices"
    TERMS = "terms", "On service levels and terms"
    DATA = "data", "Data and confidentiality"
    LIABILITY = "liability"
    REQUEST = "request", "Reasons for the request"
    COMPARISON = "comparison", "On the comparison"
    OUTLAY = "outlay", "On cost and payments"
    ANSWERS = "answers", "More answers"
    CALENDAR = "calendar", "On the calendar"
    # Printed as somebody typed them in the deal or the offer; nobody writes words of their own there.
    NAMES = "names", "Names of the deal and the quote"
    LINES = "lines", "Lines that are not from the price book"
    ENGLISH = "english", "English words"


BLOCKS: dict[Section, tuple[Block, ...]] = {
    Section.NEEDS: (Block.NEEDS,),
    Section.SOLUTION: (Block.SOLUTION,),
    Section.VALUE: (Block.VALUE,),
    Section.PRICES: (Block.PRICES,),
    Section.TERMS: (Block.TERMS,),
    Section.PROMISES: (Block.DATA, Block.LIABILITY),
    Section.REQUEST: (Block.REQUEST,),
    Section.COMPARISON: (Block.COMPARISON,),
    Section.OUTLAY: (Block.OUTLAY,),
    Section.ANSWERS: (Block.ANSWERS,),
    Section.CALENDAR: (Block.CALENDAR,),
}
LONGEST_TEXT = 2000
# Days that both go by. Anything else they could hold us to, or carry to their own people as our word: what we
# understood of them, too, for it says what we found and what follows from it.
HARMLESS = frozenset({Block.CALENDAR})
BINDING = frozenset(block for found in BLOCKS.values() for block in found) - HARMLESS
# The same words are another promise beside another price or term.
OF_ONE_OFFER = frozenset({Block.PRICES, Block.TERMS, Block.REQUEST})


@dataclass(frozen=True)
class Passage:
    """A text as it is printed in one document."""

    block: Block
    text: str

    def key(self, content: str) -> str:
        """The SHA-256 of exactly these words in this place, and of the offer's content hash where they speak of it."""
        offer = f"\n{content}" if self.block in OF_ONE_OFFER else ""
        return sha256(f"{self.block}\n{self.text}{offer}".encode()).hexdigest()


# What is printed of a deal and of its offer as somebody typed it there and may be left out with its sections, by its
# name in a snapshot.
TYPED: dict[str, frozenset[Section]] = {
    "needs": frozenset({Section.NEEDS, Section.REQUEST, Section.ANSWERS}),
    "solution": frozenset({Section.SOLUTION, Section.ANSWERS}),
    "notes": frozenset({Section.TERMS}),
}
# And what of these is read by itself, since only some documents tell it: which of their situations a part of our
# solution is for.
READ_APART = {"answers": frozenset({Section.ANSWERS})}
# All that a file says as somebody typed it, and where in its snapshot.
SAYS = {name: name for name in (*TYPED, "title", "subtitle", "own_lines", "english", "chinese")} | {
    "no_cost": "worth__no_cost_because"
}
# Among the words of which place it is read.
PLACES: dict[str, Block] = {
    "needs": Block.NEEDS,
    "solution": Block.SOLUTION,
    "notes": Block.TERMS,
    "names": Block.NAMES,
    "no_cost": Block.VALUE,
    "lines": Block.LINES,
    "answers": Block.ANSWERS,
}
NAMES = ("title", "subtitle")
BARS = ("|", "｜")
BETWEEN = re.compile(r"[^\S\n]*[|｜][^\S\n]*")


@dataclass(frozen=True)
class Chosen:
    """An edition of a text of the house, by its number among all of them."""

    block: Block
    edition: int


def as_read(text: str) -> str:
    """As somebody reads it on a screen: without the bars that part a typed row."""
    return BETWEEN.sub(" · ", text)


def arranged(kind: Kind, chosen: Iterable[Section]) -> tuple[Section, ...]:
    """The sections in the order they were chosen, with those that are always there: the first page first, the prices
    where nobody placed them last. Nothing where that is the usual order."""
    usual = SECTIONS[kind]
    first, *others = usual
    wanted = [section for section in dict.fromkeys(chosen) if section is not first]
    missing = [section for section in others if section in ALWAYS and section not in wanted]
    found = (first, *wanted, *missing)
    return () if found == usual else found


@dataclass(frozen=True, kw_only=True)
class Composition:
    """What an export was ordered with: its sections where they are not the usual ones, its own texts, and those of the
    house that were chosen for it.

    `starts_on` is the day that payments are counted from, `renewal` the points by which a year after the term is
    assumed to be dearer than the one before, `rivals` the offers in writing that may be shown beside ours, by number;
    where nobody said, nothing of it is printed. `workbook` asks for the table of prices inside the file.
    """

    starts_on: date | None = None
    renewal: Decimal | None = None
    rivals: tuple[int, ...] = ()
    sections: tuple[Section, ...] = ()
    texts: tuple[Passage, ...] = ()
    house: tuple[Chosen, ...] = ()
    workbook: bool = False

    @property
    def key(self) -> str:
        """The SHA-256 of all of it: two orders with the same key make the same document."""
        return sha256(dumps(composition_json(self), sort_keys=True).encode()).hexdigest()


AS_USUAL = Composition()


def printed(kind: Kind, composition: Composition) -> frozenset[Block]:
    """The places for texts in the sections that are printed."""
    return frozenset(block for section in composition.sections or SECTIONS[kind] for block in BLOCKS.get(section, ()))


def binding(kind: Kind, composition: Composition) -> tuple[Passage, ...]:
    """Words of one's own that are printed where they bind."""
    places = printed(kind, composition) & BINDING
    return tuple(passage for passage in composition.texts if passage.block in places)


def rows(text: str) -> tuple[tuple[str, str, str], ...]:
    """What a deal's text says, a row a line, in three parts at most: 现状 | 发现 | 影响, or 标题：内容."""
    return tuple(map(_row, filter(None, map(str.strip, text.splitlines()))))


def _row(line: str) -> tuple[str, str, str]:
    bar = next((bar for bar in BARS if bar in line), None)
    first, second, third = (*(line.split(bar, 2) if bar else line.split("：", 1)), "", "")[:3]
    return first.strip(), second.strip(), third.strip()


def modules(solution: str, needs: str) -> tuple[tuple[str, str, str], ...]:
    """Rows of our solution as they are printed: what each is called, the rest, and which of the customer's situations
    it is for, where its third part names one."""
    known = {situation for situation, *_rest in rows(needs)}
    return tuple(
        (title, text, last) if last in known - {""} else (title, " ".join(filter(None, (text, last))), "")
        for title, text, last in rows(solution)
    )


def remarks(note: str) -> tuple[str, ...]:
    """A note as it is printed, line by line."""
    return tuple(line.strip() for line in note.splitlines() if line.strip())


def typed(
    *, needs: str, solution: str, note: str, names: Sequence[str] = (), lines: Iterable[Sequence[str]] = ()
) -> tuple[Passage, ...]:
    """What a deal and its offer say in words that somebody typed, as it is printed: their names, and of `lines` what
    is not from the price book."""
    parts = modules(solution, needs)
    told: dict[str, Iterable[Sequence[str]]] = {
        "needs": rows(needs),
        "solution": [(title, text) for title, text, _for in parts],
        "notes": [(line,) for line in remarks(note)],
        "answers": [(answers, title, text) for title, text, answers in parts if answers],
    }
    return _typed(told | {"names": (names,) if any(names) else (), "lines": lines})


def typed_in(says: Mapping[str, Any]) -> tuple[Passage, ...]:
    """The same of what a file says, by `SAYS` from its snapshot, and why a change costs the customer nothing; equal
    where it says the same. Of an English file that is the Chinese it was put into English from, and each of the English
    words of the deal in it is read by itself, beside its Chinese."""
    said = {**says, **(says.get("chinese") or {})}
    told: dict[str, Iterable[Sequence[str]]] = {name: [_told(one) for one in said.get(name) or ()] for name in TYPED}
    parts = [one for one in said.get("solution") or () if one.get("answers")]
    names, no_cost = tuple(said.get(name) or "" for name in NAMES), said.get("no_cost")
    told |= {
        "answers": [(one["answers"], one["title"], one.get("text") or "") for one in parts],
        "names": [names] if any(names) else [],
        "no_cost": [(no_cost,)] if no_cost else [],
        "lines": said.get("own_lines") or (),
    }
    return (*_typed(told), *(in_english(*pair) for pair in said.get("english") or ()))


def in_english(zh: str, en: str) -> Passage:
    """English words as they are read, below the Chinese that they stand for; neither has two lines."""
    return Passage(Block.ENGLISH, f"{zh}\n{en}")


def _told(one: Any) -> tuple[str, ...]:
    names = ("situation", "finding", "effect") if "situation" in one else ("title", "text")
    return (one,) if isinstance(one, str) else tuple(one.get(name) or "" for name in names)


def _typed(told: Mapping[str, Iterable[Sequence[str]]]) -> tuple[Passage, ...]:
    texts = {name: "\n".join(map(_line, lines)) for name, lines in told.items()}
    return tuple(Passage(PLACES[name], text) for name, text in texts.items() if text)


def _line(parts: Sequence[str]) -> str:
    last = max((place for place, part in enumerate(parts) if part), default=0)
    return " | ".join(parts[: last + 1])


def typed_into(kind: Kind, composition: Composition, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Of what is `typed`, what a document prints that is put together like this."""
    parts = frozenset(composition.sections or SECTIONS[kind])
    left = {PLACES[name] for name, where in (TYPED | READ_APART).items() if where.isdisjoint(parts)}
    return tuple(passage for passage in passages if passage.block not in left)


def composition_json(composition: Composition) -> dict[str, Any]:
    """As a column keeps it; what nobody said is left out."""
    found = {
        "starts_on": composition.starts_on and composition.starts_on.isoformat(),
        "renewal": None if composition.renewal is None else str(composition.renewal),
        "rivals": list(composition.rivals),
        "sections": list(composition.sections),
        "texts": {passage.block: passage.text for passage in composition.texts},
        "house": {chosen.block: chosen.edition for chosen in composition.house},
        "workbook": composition.workbook or None,
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def composition_from(told: Mapping[str, Any]) -> Composition:
    starts_on, renewal = told.get("starts_on"), told.get("renewal")
    return Composition(
        starts_on=date.fromisoformat(starts_on) if starts_on else None,
        renewal=None if renewal is None else Decimal(renewal),
        rivals=tuple(told.get("rivals", ())),
        sections=tuple(map(Section, told.get("sections", ()))),
        texts=tuple(Passage(Block(block), text) for block, text in told.get("texts", {}).items()),
        house=tuple(Chosen(Block(block), edition) for block, edition in told.get("house", {}).items()),
        workbook=told.get("workbook", False),
    )
