"""An English document in English words: what the price book and the deal say in Chinese is put into what is known of it
in English, wherever a document prints it."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
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
from quotes.models import EnglishWords
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


def in_english(proposal: Proposal, deal: int) -> Proposal:
    """With every name that is known in English, and the words of the deal among them to be read. One statement."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    _put(proposal, noted)
    known = EnglishWords.objects.known(found, deal)
    told: Proposal = _put(proposal, known.of)
    return replace(told, english=known.typed(found))


def _put(part: Any, say: Callable[[str], str]) -> Any:
    """The part with all of its typed words as `say` has them, and those of the parts it holds."""
    if isinstance(part, tuple):
        return tuple(_put(one, say) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    named = TYPED.get(type(part), ())
    held = [one.name for one in fields(part) if one.name not in named] if type(part) in HOLDS else []
    changed = {name: _said(getattr(part, name), say) for name in named}
    changed |= {name: _put(getattr(part, name), say) for name in held}
    return replace(part, **changed) if changed else part


def _said(value: Any, say: Callable[[str], str]) -> Any:
    return tuple(map(say, value)) if isinstance(value, tuple) else say(value)
