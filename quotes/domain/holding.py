"""What words to a customer name that the offer they go with does not hold: a service, or a better promise."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from quotes.domain.papers import modules
from quotes.domain.pricing.terms import ServiceTerms, SupportHours

# A shorter name is part of too many other words to be looked for inside a text; and a shorter title, 服务, names no
# family but the subject.
SHORTEST_NAME, SHORTEST_TITLE = 4, 3
ROUND_THE_CLOCK = re.compile(r"7\s*[×xX*]\s*24|24\s*[×xX*/]\s*7|全天候")
AVAILABILITY = re.compile(r"可用[性率度]?[^\d，,；;。]{0,8}(9\d(?:\.\d+)?|100)\s*[%％]")
URGENT = re.compile(r"紧急[^\d，,；;。]{0,8}(\d+)\s*(分钟|小时)")
NORMAL = re.compile(r"一般[^\d，,；;。]{0,8}(\d+)\s*(分钟|小时)")


@dataclass(frozen=True)
class Item:
    """Something on sale: what it is called, and its family or group."""

    name: str
    family: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What an offer holds, and what else is on sale in its price book and in other offers of its deal."""

    items: frozenset[Item] = frozenset()
    others: frozenset[Item] = frozenset()
    service: ServiceTerms = field(default_factory=ServiceTerms)


@dataclass(frozen=True)
class Beyond:
    """A row of our solution that is not printed with an offer, and what it names that the offer does not hold."""

    title: str
    names: tuple[str, ...]


def beyond(solution: str, held: Held) -> tuple[Beyond, ...]:
    found = ((title, lacking(title, text, held)) for title, text, _for in modules(solution, ""))
    return tuple(Beyond(title, names) for title, names in found if names)


def within(solution: str, held: Held) -> str:
    """The rows of our solution that the offer holds; a row that names one thing too many is left out as a whole."""
    return "\n".join(line for line in solution.splitlines() if not beyond(line, held))


def lacking(title: str, text: str, held: Held) -> tuple[str, ...]:
    """A title names the family it is called like, or any product whose name holds it; a text names what it spells
    out. Hours, response times and availability are held against the terms of service."""
    words = f"{title} {text}"
    return tuple(dict.fromkeys([*_unsold(title, words, held), *_unserved(words, held)]))


def _unsold(title: str, words: str, held: Held) -> Iterator[str]:
    def called(item: Item) -> bool:
        return len(title) >= SHORTEST_TITLE and (title == item.family or title in item.name)

    if any(map(called, held.others)) and not any(map(called, held.items)):
        yield title
    mine = {name for item in held.items for name in (item.name, item.family)}
    for item in sorted(held.others, key=lambda one: one.name):
        if len(item.name) >= SHORTEST_NAME and item.name in words and not any(item.name in name for name in mine):
            yield item.name


def _unserved(words: str, held: Held) -> Iterator[str]:
    service = held.service
    round_the_clock = service.support_hours is SupportHours.ROUND_THE_CLOCK
    if not round_the_clock and not any(ROUND_THE_CLOCK.search(item.name) for item in held.items):
        yield from (found[0] for found in ROUND_THE_CLOCK.finditer(words))
    yield from _worse(AVAILABILITY, words, lambda said: (service.sla_availability or 0) < Decimal(said[1]))
    yield from _worse(URGENT, words, lambda said: _is_slower(service.urgent_minutes, said))
    yield from _worse(NORMAL, words, lambda said: _is_slower(service.normal_minutes, said))


def _worse(pattern: re.Pattern[str], words: str, is_worse: Callable[[re.Match[str]], bool]) -> Iterator[str]:
    return (found[0] for found in pattern.finditer(words) if is_worse(found))


def _is_slower(promised: int | None, said: re.Match[str]) -> bool:
    return not promised or promised > int(said[1]) * (60 if said[2] == "小时" else 1)
