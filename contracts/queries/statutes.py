"""The law the desk reckons by, rule by rule, as it stands today and stood before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from contracts.domain.statutes import FIGURES, Named, Rule
from contracts.models import Statute

# Older texts than these are of no use to anybody on the desk.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class StatuteFigure:
    name: Named
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class StatuteRow:
    pk: int
    text: str
    says: str
    in_force_from: date
    last_day: date | None
    checked_on: date | None
    source: str
    added_by: str
    figures: tuple[StatuteFigure, ...]
    is_now: bool
    is_coming: bool


@dataclass(frozen=True, kw_only=True)
class RuleRows:
    rule: Rule
    rows: tuple[StatuteRow, ...]


@dataclass(frozen=True, kw_only=True)
class LawScreen:
    rules: tuple[RuleRows, ...]
    oldest_check: date | None


def law_screen(today: date) -> LawScreen:
    """One statement. Rules in the order of their words, the newest text of each first."""
    texts = list(Statute.objects.select_related("added_by").order_by("rule", "-in_force_from")[:MOST])
    found = {rule: [_row(text, today) for text in of] for rule, of in groupby(texts, key=lambda text: text.rule)}
    now = [row.checked_on for rows in found.values() for row in rows if row.is_now and row.checked_on]
    return LawScreen(
        rules=tuple(RuleRows(rule=rule, rows=tuple(found.get(rule, ()))) for rule in Rule),
        oldest_check=min(now, default=None),
    )


def _row(text: Statute, today: date) -> StatuteRow:
    value = text.value()
    return StatuteRow(
        pk=text.pk,
        text=str(text),
        says=text.says,
        in_force_from=text.in_force_from,
        last_day=date.fromordinal(text.in_force_to.toordinal() - 1) if text.in_force_to else None,
        checked_on=text.checked_on,
        source=text.source,
        added_by=text.added_by.name if text.added_by else "",
        figures=tuple(StatuteFigure(name=name, value=value[name]) for name in FIGURES[value.rule]),
        is_now=value.holds(today),
        is_coming=text.in_force_from > today,
    )
