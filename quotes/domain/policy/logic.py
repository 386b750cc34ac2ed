"""How the numbered conditions of a rule are put together: “(1 or 2) and 3”.

There is no “not”: with it a worse figure could ask fewer people. A condition is turned round instead.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dealdesk.kernel.refusals import Refusal

# A trailing S marks a condition that is compared with what was approved before; it is read and says nothing new.
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+)[sS]?(?![0-9A-Za-z_])|(?P<word>[A-Za-z]+|且|或|并且|或者|非)|(?P<sign>[()（）]))"
)
WORDS = {"and": "and", "且": "and", "并且": "and", "or": "or", "或": "or", "或者": "or", "not": "not", "非": "not"}
SIGNS = {"（": "(", "）": ")"}
LONGEST = 200


@dataclass(frozen=True)
class Ref:
    """One condition, by its number."""

    number: int

    def __str__(self) -> str:
        return str(self.number)

    def holds(self, truth: Mapping[int, bool]) -> bool:
        return truth[self.number]


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple["Logic", ...]

    def __str__(self) -> str:
        return " and ".join(_inner(part) for part in self.parts)

    def holds(self, truth: Mapping[int, bool]) -> bool:
        return all(part.holds(truth) for part in self.parts)


@dataclass(frozen=True)
class Some:
    """At least one part holds."""

    parts: tuple["Logic", ...]

    def __str__(self) -> str:
        return " or ".join(_inner(part) for part in self.parts)

    def holds(self, truth: Mapping[int, bool]) -> bool:
        return any(part.holds(truth) for part in self.parts)


type Logic = Ref | All | Some


def read(text: str) -> Logic:
    """“((1S or 2) and 3S)” as a tree; “and” binds closer than “or”. Refuses what cannot be read, with a sentence."""
    if len(text) > LONGEST:
        raise Refusal("Put the conditions together in at most %(most)s characters.", field="logic", most=LONGEST)
    return _Reader(tuple(_tokens(text))).whole()


def numbers(logic: Logic) -> frozenset[int]:
    """Every condition that is named."""
    if isinstance(logic, Ref):
        return frozenset({logic.number})
    return frozenset().union(*(numbers(part) for part in logic.parts))


def asks_again(logic: Logic, met: Mapping[int, bool], unchanged: Collection[int]) -> bool:
    """Whether somebody is asked, given which conditions are met now.

    An approved one that is `unchanged`, or no worse, counts as not met (Salesforce, Advanced Approvals, article
    000389672).
    """
    return logic.holds({number: held and number not in unchanged for number, held in met.items()})


def _inner(part: Logic) -> str:
    return str(part) if isinstance(part, Ref) else f"({part})"


def _tokens(text: str) -> Iterator[str]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = TOKEN.match(text, at)
        if found is None:
            raise _unread(text[at:].strip())
        number, word, sign = found.group("number", "word", "sign")
        if word and word.lower() not in WORDS:
            raise _unread(word)
        yield number or (WORDS[word.lower()] if word else SIGNS.get(sign, sign))
        at = found.end()


def _unread(what: str) -> Refusal:
    return Refusal("“%(what)s” cannot be read here: write numbers, “and”, “or” and brackets.", field="logic", what=what)


class _Reader:
    """Reads from left to right, one token ahead."""

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self.tokens, self.at = tokens, 0

    def whole(self) -> Logic:
        logic = self._some()
        if self._next():
            raise _unread(self._next())
        return logic

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, wanted: str) -> bool:
        taken = self._next() == wanted
        self.at += taken
        return taken

    def _some(self) -> Logic:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Some(_flat(Some, parts))

    def _all(self) -> Logic:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(_flat(All, parts))

    def _one(self) -> Logic:
        here = self._next()
        if here.isdigit():
            self.at += 1
            return Ref(int(here))
        if here == "not":
            raise Refusal("There is no “not”: turn the condition round instead.", field="logic")
        if not here:
            raise Refusal("Something is missing at the end: a condition's number is expected.", field="logic")
        if not self._take("("):
            raise _unread(here)
        inner = self._some()
        if not self._take(")"):
            raise Refusal("A bracket is not closed.", field="logic")
        return inner


def _flat(kind: type[All | Some], parts: list[Logic]) -> tuple[Logic, ...]:
    """What is put together the same way needs no brackets."""
    return tuple(one for part in parts for one in (part.parts if isinstance(part, kind) else (part,)))
