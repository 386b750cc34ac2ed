"""The journal as a reader sees it: sentences about what they may see, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from dealdesk.kernel.formats import priced
from dealdesk.kernel.words import label
from dealdesk.web.keyset import Page, page
from stakeholders.domain.journal import OTHERWISE, SENTENCES, VEILED, Sentence
from stakeholders.models import Contact, Deal, JournalEntry, User
from stakeholders.permissions import Act, visible_deals

# Every act's sentence, and the acts that are told only to those who hold a right; the apps above add theirs.
_sentences: dict[str, Sentence] = dict(SENTENCES)
_told_only_to: dict[str, Act] = {
    "add_seat": Act.SEE_SEATS,
    "change_seat": Act.SEE_SEATS,
    "remove_seat": Act.SEE_SEATS,
    "add_evidence": Act.SEE_SEATS,
    "remove_evidence": Act.SEE_SEATS,
    "draw_line": Act.SEE_SEATS,
    "remove_line": Act.SEE_SEATS,
    "relate": Act.SEE_SEATS,
    "unrelate": Act.SEE_SEATS,
    "log_engagement": Act.SEE_ENGAGEMENTS,
    "correct_engagement": Act.SEE_ENGAGEMENTS,
    "remove_engagement": Act.SEE_ENGAGEMENTS,
    "add_budget_signal": Act.SEE_BUDGET,
    "add_late_budget_signal": Act.SEE_BUDGET,
    "change_budget_signal": Act.SEE_BUDGET,
    "remove_budget_signal": Act.SEE_BUDGET,
    "freeze_budget": Act.SEE_BUDGET,
    "record_budget_outcome": Act.SEE_BUDGET,
}


def tells(sentences: Mapping[str, Sentence], told_only_to: Mapping[str, Act]) -> None:
    """Called once by each app above, when it is ready."""
    _sentences.update(sentences)
    _told_only_to.update(told_only_to)


@dataclass(frozen=True, kw_only=True)
class Event:
    pk: int
    at: datetime
    who: str
    what: str
    deal: Deal | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    events: tuple[Event, ...]
    after: str


def timeline(user: User, deal: Deal, *, after: str = "", size: int = 50) -> Timeline:
    found: Page[JournalEntry] = page(
        _told_to(user).filter(deal=deal).select_related("by", "veil"), order=("-at", "-id"), after=after, size=size
    )
    names = _names(found.rows)
    return Timeline(events=tuple(_event(entry, names) for entry in found.rows), after=found.after)


def latest_events(user: User, *, size: int) -> tuple[Event, ...]:
    """What happened last on the deals the reader may open."""
    rows = _told_to(user).filter(deal__in=visible_deals(user)).select_related("by", "veil", "deal__customer")
    latest = rows.order_by("-at", "-id")[:size]
    names = _names(latest)
    return tuple(_event(entry, names, entry.deal) for entry in latest)


def told(rows: Iterable[JournalEntry]) -> tuple[Event, ...]:
    """These rows as sentences, for whoever may read all of them."""
    entries = tuple(rows)
    names = _names(entries)
    return tuple(_event(entry, names) for entry in entries)


def _told_to(user: User) -> QuerySet[JournalEntry]:
    hidden = [act for act, right in _told_only_to.items() if not right.permits(user)]
    return JournalEntry.objects.exclude(act__in=hidden) if hidden else JournalEntry.objects.all()


def _names(entries: Iterable[JournalEntry]) -> Mapping[int, str]:
    """Of the contacts that these rows tell of, as they are called today; no statement where they tell of none."""
    wanted = {number for entry in entries for number in _numbers(entry)}
    return dict(Contact.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _numbers(entry: JournalEntry) -> list[int]:
    return [
        number
        for name in _sentence(entry).contacts
        for number in _listed(entry.facts.get(name))
        if isinstance(number, int)
    ]


def _sentence(entry: JournalEntry) -> Sentence:
    return _sentences.get(entry.act, OTHERWISE)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _event(entry: JournalEntry, names: Mapping[int, str], deal: Deal | None = None) -> Event:
    return Event(
        pk=entry.pk,
        at=entry.at,
        who=entry.by.name if entry.by else gettext("Deal Desk"),
        what=gettext(VEILED.text) if hasattr(entry, "veil") else _told(_sentence(entry), entry.facts, names),
        deal=deal,
    )


def _told(sentence: Sentence, facts: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """A row from before a sentence asked for one more fact is told without facts rather than not at all."""
    told = {**sentence.usual, **facts}
    try:
        return gettext(sentence.text) % {name: _word(sentence, name, told, names) for name in told}
    except (KeyError, ValueError, ArithmeticError):
        return gettext(OTHERWISE.text)


def _word(sentence: Sentence, name: str, facts: Mapping[str, Any], names: Mapping[int, str]) -> Any:
    value, words = facts[name], sentence.words.get(name)
    if name in sentence.money and value is not None:
        return priced(Decimal(value), facts.get("currency", "CNY"))
    if name in sentence.contacts:
        # A row from before contacts were told by number holds the name itself.
        return " · ".join(names[each] if isinstance(each, int) else str(each) for each in _listed(value))
    if words is None:
        return value
    return " · ".join(gettext(label(words(each))) for each in _listed(value))
