"""What if: the price without a line, the columns side by side, and the prices that lead to a wished total."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext

from dealdesk.kernel.formats import money, unit_price
from dealdesk.kernel.money import round_to
from dealdesk.web.refusals import translated
from quotes.domain.pricing.bundle import Dropped, Reduced, with_less, without
from quotes.domain.pricing.columns import PricedColumn, priced_columns
from quotes.domain.pricing.engine import PricedLine, PricedOffer, percent_off, price
from quotes.domain.pricing.lines import is_relative
from quotes.domain.pricing.seek import Found, Sought, seek
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import QuoteVersion
from quotes.queries.quotes.offer import lines_of

# The largest lines are what a customer asks to leave out, or to buy less of; each costs a pricing of the whole.
MOST_DROPPED = 8
MOST_REDUCED = 3
# By how many per cent, as long as nobody says otherwise.
LESS = Decimal(20)


@dataclass(frozen=True, kw_only=True)
class WithoutLine:
    """Totals with tax, and how far each is from the offer as it stands."""

    number: int
    description: str
    kept: Decimal
    kept_change: Decimal
    apart: Decimal
    apart_change: Decimal
    said: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class SavedOnLine:
    """A line of a bundle in the offer's tax basis: its share of the one price, of what that saves, and of list."""

    number: int
    description: str
    total: Decimal
    saving: Decimal
    below_list: Decimal


@dataclass(frozen=True, kw_only=True)
class LessOfLine:
    """The same where less of a line is bought."""

    number: int
    description: str
    unit: str
    before: Decimal
    after: Decimal
    kept: Decimal
    kept_change: Decimal
    apart: Decimal
    apart_change: Decimal
    said: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class ColumnOffer:
    """One column; amounts in the offer's tax basis, `gross` with tax. `lines` are by description, in their order."""

    name: str
    is_recommended: bool
    is_bundle: bool
    list_total: Decimal
    itemised: Decimal
    saving: Decimal
    saving_percent: Decimal
    total: Decimal
    gross: Decimal


@dataclass(frozen=True, kw_only=True)
class ColumnRow:
    """A line across the columns: what it comes to in each, None where it is not part of it."""

    description: str
    unit: str
    quantity: Decimal
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    columns: tuple[ColumnOffer, ...]
    rows: tuple[ColumnRow, ...]


@dataclass(frozen=True, kw_only=True)
class Aside:
    """An option or an alternative, with its price by itself."""

    description: str
    role: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    gross: Decimal
    is_whole: bool
    left_out: int
    lines: tuple[WithoutLine, ...]
    less: Decimal
    reduced: tuple[LessOfLine, ...]
    saved: tuple[SavedOnLine, ...]
    side_by_side: SideBySide | None
    asides: tuple[Aside, ...]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One price before and after; `pk` is None for the bundle's."""

    pk: int | None
    description: str
    before: Decimal
    after: Decimal
    discount_before: Decimal | None
    discount_after: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """`moves` lead to the goal where it is reached, else to the nearest total below or above it."""

    goal: Decimal
    reached: bool
    gross: Decimal | None
    moves: tuple[Moved, ...]
    why: str
    below: Decimal | None
    above: Decimal | None
    found: OfferTerms | None


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """A line that can be chosen to move."""

    position: int
    description: str
    total: Decimal


def whatif(version: QuoteVersion, less: Decimal = LESS) -> WhatIf:
    """Every figure a customer may read, with `less` per cent of the largest lines; the version's lines are all that is
    read."""
    priced = price(version.terms(lines_of(version)))
    by_size = sorted(priced.lines, key=lambda line: -line.total)
    largest = by_size[:MOST_DROPPED] if len(priced.lines) > 1 else []
    return WhatIf(
        gross=priced.gross,
        is_whole=priced.is_one_deal,
        left_out=max(0, len(priced.lines) - MOST_DROPPED),
        lines=tuple(_without(without(priced, line.position)) for line in largest),
        less=less,
        reduced=tuple(_reduced(priced, by_size, less)),
        saved=tuple(_saved(priced)),
        side_by_side=_side_by_side(priced),
        asides=_asides(priced),
    )


def goal_lines(version: QuoteVersion) -> tuple[GoalLine, ...]:
    priced = price(version.terms(lines_of(version)))
    return tuple(
        GoalLine(position=line.position, description=line.terms.description, total=line.total) for line in priced.lines
    )


def goal(version: QuoteVersion, gross: Decimal, positions: Collection[int] | None) -> Goal:
    """Refuses what `seek` refuses."""
    rows = lines_of(version)
    terms = version.terms(rows)
    sought = seek(terms, gross=gross, positions=positions)
    chosen = sought.exact or _nearest(sought)
    return Goal(
        goal=gross,
        reached=sought.exact is not None,
        gross=chosen.gross if chosen else None,
        moves=_moves(version, terms, chosen.terms) if chosen else (),
        why=translated(sought.why, {name: _said(value) for name, value in sought.params.items()}) if sought.why else "",
        below=sought.below.gross if sought.below else None,
        above=sought.above.gross if sought.above else None,
        found=chosen.terms if chosen else None,
    )


def _said(value: object) -> object:
    return money(value) if isinstance(value, Decimal) else value


def _nearest(sought: Sought) -> Found | None:
    found = [one for one in (sought.below, sought.above) if one]
    return min(found, key=lambda one: abs(one.gross - sought.goal), default=None)


def _moves(version: QuoteVersion, before: OfferTerms, after: OfferTerms) -> tuple[Moved, ...]:
    pks = {line.position: line.pk for line in lines_of(version)}
    if before.bundle_price is not None and after.bundle_price is not None:
        if before.bundle_price == after.bundle_price:
            return ()
        return (_moved(None, gettext("Bundle price"), before.bundle_price, after.bundle_price, None, None),)
    old, new = price(before), price(after)
    return tuple(
        _moved(
            pks[was.position],
            was.terms.description,
            was.unit_price,
            now.unit_price,
            was.terms.discount,
            now.terms.discount,
        )
        for was, now in zip(old.lines, new.lines, strict=True)
        if (was.terms.list_price, was.terms.discount) != (now.terms.list_price, now.terms.discount)
    )


def _moved(
    pk: int | None,
    description: str,
    before: Decimal,
    after: Decimal,
    discount_before: Decimal | None,
    discount_after: Decimal | None,
) -> Moved:
    return Moved(
        pk=pk,
        description=description,
        before=before,
        after=after,
        discount_before=discount_before,
        discount_after=discount_after,
    )


def _without(dropped: Dropped) -> WithoutLine:
    said, tone = _judged(dropped)
    return WithoutLine(
        number=dropped.line.position,
        description=dropped.line.terms.description,
        kept=dropped.kept_gross,
        kept_change=dropped.change_kept,
        apart=dropped.apart.gross,
        apart_change=dropped.change_apart,
        said=said,
        tone=tone,
    )


def _saved(priced: PricedOffer) -> Iterator[SavedOnLine]:
    """Nothing where there is no one price."""
    for line in priced.lines if priced.terms.bundle_price is not None else ():
        yield SavedOnLine(
            number=line.position,
            description=line.terms.description,
            total=line.total,
            saving=line.saving,
            below_list=line.below_list,
        )


def _judged(dropped: Dropped) -> tuple[str, str]:
    if not (dropped.whole.is_one_deal and dropped.whole.saving):
        return gettext("Nothing hangs on this line."), ""
    if dropped.is_cheaper_apart:
        return gettext("The rest is cheaper apart than what is left of the bundle."), "bad"
    if dropped.costs_more:
        return gettext("Apart, the rest costs more than all of it: the offer as a whole holds."), "good"
    return gettext("Apart, the rest costs less than all of it: whoever can do without the line has a way out."), "warn"


def _reduced(priced: PricedOffer, by_size: Sequence[PricedLine], less: Decimal) -> Iterator[LessOfLine]:
    """Of lines that can be bought in part: a thing that is counted stays whole."""
    quantities = ((line, _less(line.terms.quantity, less)) for line in by_size if not is_relative(line.terms))
    there = ((line, quantity) for line, quantity in quantities if 0 < quantity < line.terms.quantity)
    for line, quantity in islice(there, MOST_REDUCED):
        found = with_less(priced, line.position, quantity)
        said, tone = _judged_less(found)
        yield LessOfLine(
            number=line.position,
            description=line.terms.description,
            unit=line.terms.unit,
            before=line.terms.quantity,
            after=quantity,
            kept=found.kept_gross,
            kept_change=found.change_kept,
            apart=found.apart.gross,
            apart_change=found.change_apart,
            said=said,
            tone=tone,
        )


def _less(quantity: Decimal, less: Decimal) -> Decimal:
    is_counted = quantity == quantity.to_integral_value()
    return round_to(quantity * (100 - less) / 100, 0 if is_counted else 6)


def _judged_less(found: Reduced) -> tuple[str, str]:
    if found.falls_a_tier:
        words = gettext("It falls a tier: %(before)s → %(after)s a unit, so less is saved than is given up.")
        figures = {"before": unit_price(found.line.unit_price), "after": unit_price(round_to(found.each_after, 4))}
        return words % figures, "warn"
    if not (found.whole.is_one_deal and found.whole.saving):
        return gettext("The unit price stays."), ""
    if found.change_apart >= 0:
        return gettext("Apart it costs more than now: the offer as a whole holds."), "good"
    return gettext("The price of the whole is for these quantities: say what becomes of it."), "warn"


def _side_by_side(priced: PricedOffer) -> SideBySide | None:
    columns = priced_columns(priced)
    if not columns:
        return None
    return SideBySide(columns=tuple(map(_column, columns)), rows=_rows(priced, columns))


def _column(column: PricedColumn) -> ColumnOffer:
    offer = column.offer
    return ColumnOffer(
        name=column.name,
        is_recommended=column.is_recommended,
        is_bundle=offer.terms.bundle_price is not None,
        list_total=offer.list_total,
        itemised=offer.itemised_total,
        saving=offer.saving,
        saving_percent=percent_off(offer.itemised_total, offer.total),
        total=offer.total,
        gross=offer.gross,
    )


def _rows(priced: PricedOffer, columns: tuple[PricedColumn, ...]) -> tuple[ColumnRow, ...]:
    amounts = [{line.position: line.itemised_total for line in column.offer.lines} for column in columns]
    return tuple(
        ColumnRow(
            description=line.terms.description,
            unit=line.terms.unit,
            quantity=line.terms.quantity,
            amounts=tuple(found.get(line.position) for found in amounts),
        )
        for line in priced.every_line
        if any(line.position in found for found in amounts)
    )


def _asides(priced: PricedOffer) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            description=line.terms.description,
            role=gettext(line.terms.role.label),
            quantity=line.terms.quantity,
            unit=line.terms.unit,
            unit_price=line.unit_price,
            total=line.total,
        )
        for line in priced.outside
        if line.terms.role != "included"
    )
