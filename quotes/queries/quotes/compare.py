"""Two versions of a quote side by side, every difference marked by which way it goes for us."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.money import round_to
from quotes.domain.pricing.compare import (
    TERM_ROWS,
    TOTAL_ROWS,
    Change,
    Direction,
    Part,
    Shown,
    compare,
    line_changes,
    pairs,
)
from quotes.domain.pricing.engine import PricedLine, PricedOffer, price
from quotes.domain.pricing.terms import LineTerms
from quotes.models import Quote
from quotes.queries.quotes.offer import Sibling, sibling
from quotes.queries.quotes.words import shown
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure or term in both versions; `direction` is empty where nothing changed."""

    label: str
    before: str
    after: str
    direction: str
    changed: bool
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class LinePair:
    """`state` is added, removed, changed or same; `rows` are what changed about it."""

    description: str
    code: str
    unit: str
    state: str
    direction: str
    before: Decimal | None
    after: Decimal | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    currency: str
    before: Sibling
    after: Sibling
    versions: tuple[Sibling, ...]
    totals: tuple[Row, ...]
    terms: tuple[Row, ...]
    lines: tuple[LinePair, ...]
    difference: Decimal
    percent: Decimal


def comparison(user: User, quote: Quote, from_: int | None, to: int | None) -> Comparison | None:
    """The versions asked for, else the last two; None where there are not two. Two statements, whatever the quote."""
    versions = tuple(quote.versions.prefetch_related("lines").order_by("number"))
    if len(versions) < 2:
        return None
    by_number = {version.number: version for version in versions}
    after = by_number.get(to or 0, versions[-1])
    asked = by_number.get(from_ or 0, after)
    before = asked if asked != after else next(one for one in reversed(versions) if one != after)
    old, new = price(before.terms()), price(after.terms())
    changes = [change for change in compare(old, new) if not change.private or Act.SEE_FLOOR.permits(user)]
    return Comparison(
        currency=after.currency,
        before=sibling(before),
        after=sibling(after),
        versions=tuple(sibling(version) for version in versions),
        totals=(*_totals(old, new, changes), *(_row(change) for change in changes if change.private)),
        terms=_terms(old, new, changes),
        lines=tuple(
            _pair(one, other, line.terms) for one, other in pairs(old.lines, new.lines) if (line := other or one)
        ),
        difference=new.gross - old.gross,
        percent=(new.gross - old.gross) * 100 / old.gross if old.gross else Decimal(0),
    )


def _totals(old: PricedOffer, new: PricedOffer, changes: Iterable[Change]) -> tuple[Row, ...]:
    found = {change.label: change for change in changes if change.part is Part.TOTAL}
    rows = [(label, how, read(old), read(new)) for label, how, _, read in TOTAL_ROWS]
    return tuple(
        _row(found[label]) if label in found else _same(label, _figure(before, how, Part.TOTAL))
        for label, how, before, after in rows
        if before is not None or after is not None
    )


def _terms(old: PricedOffer, new: PricedOffer, changes: Iterable[Change]) -> tuple[Row, ...]:
    """Changed terms first, the payment plan before all; then what is the same in both and says something."""
    changed = [_row(change) for change in changes if change.part is Part.TERM]
    labels = {row.label for row in changed}
    same = [_same(label, shown(read(old.terms), how)) for label, how, _, read in TERM_ROWS]
    plan = gettext(old.terms.payment.plan.label)
    unchanged = [_same("Payment plan", plan), *same] if old.terms.payment.plan is new.terms.payment.plan else same
    return (*changed, *(row for row in unchanged if row.label not in labels and row.before not in {"—", ""}))


def _pair(old: PricedLine | None, new: PricedLine | None, line: LineTerms) -> LinePair:
    changes = tuple(line_changes(old, new))
    state = "same" if not changes else "changed" if old and new else "added" if new else "removed"
    return LinePair(
        description=line.description,
        code=line.product_code,
        unit=line.unit,
        state=state,
        direction=_overall(changes),
        before=old.total if old else None,
        after=new.total if new else None,
        # The amount stands in its own two columns.
        rows=tuple(_row(change) for change in changes if change.label != "Amount") if old and new else (),
    )


def _overall(changes: Iterable[Change]) -> str:
    """Which way the line as a whole goes: by its amount, else by whatever else changed."""
    found = {change.label: change.direction for change in changes}
    for label in ("Amount", "Line added", "Line removed"):
        if label in found:
            return str(found[label])
    directions = set(found.values()) - {Direction.NEUTRAL}
    return str(directions.pop()) if len(directions) == 1 else ""


def _figure(value: object, how: Shown, part: Part) -> str:
    """A discount that was computed is read to two decimals; one that was promised as it was written."""
    if part is Part.TOTAL and how is Shown.PERCENT and isinstance(value, Decimal):
        value = round_to(value, 2)
    return shown(value, how)


def _row(change: Change) -> Row:
    return Row(
        label=gettext(change.label),
        before=_figure(change.before, change.shown, change.part),
        after=_figure(change.after, change.shown, change.part),
        direction=str(change.direction),
        changed=True,
        private=change.private,
    )


def _same(label: str, value: str) -> Row:
    return Row(label=gettext(label), before=value, after=value, direction="", changed=False)
