"""An English document in English words: what the price book and the deal say in Chinese is put into what is known of it
in English, wherever a document prints it."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from quotes.documents.proposal.pack import Compared, Pack
from quotes.documents.proposal.tree import (
    BundledLine,
    ColumnPrice,
    Group,
    Line,
    Metering,
    MeterTier,
    Module,
    Need,
    Option,
    PriceRule,
    Proposal,
)
from quotes.domain import papers
from quotes.models import EnglishWords
from stakeholders.models import Deal
from stakeholders.queries.plans import CalendarStep, DecisionCalendar

# What of each part was typed by somebody, or stands in a price book.
TYPED: dict[type, tuple[str, ...]] = {
    Proposal: ("title", "subtitle", "notes", "column_lines"),
    Need: ("situation", "finding", "effect"),
    Module: ("title", "text", "answers"),
    Group: ("name",),
    Line: ("description", "unit"),
    Option: ("description", "unit"),
    BundledLine: ("description",),
    ColumnPrice: ("name",),
    Metering: ("products",),
    MeterTier: ("name",),
    PriceRule: ("lines", "unit"),
    Compared: ("left_out",),
    CalendarStep: ("name",),
}
# Where else there are such parts.
HOLDS = frozenset({Proposal, Group, Metering, Pack, DecisionCalendar})
# A calendar changes every week: its steps are read in no language.
UNREAD = frozenset({CalendarStep})

type Say = Callable[[type, str], str]


def in_english(proposal: Proposal, deal: Deal) -> Proposal:
    """With every name that is known in English; the words of the deal among them, in the order of the paper, and what
    the customer is called in English are to be read, and so is the Chinese of what was typed. One statement."""
    found: list[tuple[type, str]] = []

    def noted(of: type, text: str) -> str:
        found.append((of, text))
        return text

    _put(proposal, noted)
    known = EnglishWords.objects.known((text for _of, text in found), deal.pk)
    told: Proposal = _put(proposal, lambda _of, text: known.of(text))
    pairs = (*deal.customer.english, *known.typed(text for of, text in found if of not in UNREAD))
    chinese = {name: getattr(proposal, name) for name in (*papers.NAMES, *papers.TYPED)}
    return replace(told, english=tuple(dict.fromkeys(pairs)), chinese=chinese)


def _put(part: Any, say: Say) -> Any:
    """The part with all of its typed words as `say` has them, and those of the parts it holds, in their order."""
    if isinstance(part, tuple):
        return tuple(_put(one, say) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    named, holds = TYPED.get(type(part), ()), type(part) in HOLDS
    changed = {}
    for one in fields(part):
        value = getattr(part, one.name)
        if one.name in named:
            changed[one.name] = _said(value, partial(say, type(part)))
        elif holds:
            changed[one.name] = _put(value, say)
    return replace(part, **changed) if changed else part


def _said(value: Any, say: Callable[[str], str]) -> Any:
    return tuple(map(say, value)) if isinstance(value, tuple) else say(value)
