"""Two versions of a deal side by side: every difference marked by which way it goes for us, and what it is worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import money
from dealdesk.kernel.money import round_to
from dealdesk.web import charts
from quotes.domain.pricing.compare import (
    TERM_ROWS,
    TOTAL_ROWS,
    Change,
    Direction,
    Part,
    Shown,
    compare,
    line_changes,
    moved,
    pairs,
)
from quotes.domain.pricing.effects import Cause, Effects, effects
from quotes.domain.pricing.engine import PricedLine, PricedOffer, price
from quotes.domain.pricing.terms import LineTerms
from quotes.models import Quote, QuoteVersion
from quotes.queries.quotes.siblings import SIBLING_COLUMNS, Sibling, sibling
from quotes.queries.quotes.words import shown
from stakeholders.models import User
from stakeholders.permissions import Act

# A waterfall beside its table.
WIDE = 520


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
class Worth:
    """What one cause did to the total or to a line, tax included."""

    label: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class LinePair:
    """`state` is added, removed, changed or same; `rows` are what changed about it, `moved` from where to where."""

    description: str
    code: str
    unit: str
    state: str
    direction: str
    before: Decimal | None
    after: Decimal | None
    rows: tuple[Row, ...]
    moved: tuple[int, int] | None
    worth: tuple[Worth, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A version that can be compared: `key` stands in the address bar."""

    key: str
    name: str
    gross: Decimal
    currency: str
    term_months: int


@dataclass(frozen=True, kw_only=True)
class Group:
    """The versions of one quote; the quote's own come without a title."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`before` and `after` are called by their quote too where they are not of the same. `causes` add up to the
    difference; None where the two are in different currencies."""

    currency: str
    before: Sibling
    after: Sibling
    before_key: str
    after_key: str
    before_name: str
    after_name: str
    groups: tuple[Group, ...]
    totals: tuple[Row, ...]
    terms: tuple[Row, ...]
    lines: tuple[LinePair, ...]
    causes: tuple[Worth, ...] | None
    picture: charts.Picture
    difference: Decimal
    percent: Decimal

    @property
    def changed_terms(self) -> tuple[Row, ...]:
        return tuple(row for row in self.terms if row.changed)

    @property
    def same_terms(self) -> tuple[Row, ...]:
        return tuple(row for row in self.terms if not row.changed)

    @property
    def changed_lines(self) -> tuple[LinePair, ...]:
        """Lines that came, went or say something else: not those whose share of the whole alone moved."""
        return tuple(pair for pair in self.lines if pair.state in {"added", "removed"} or pair.rows or pair.moved)


type Asked = tuple[int, int]


def comparison(user: User, quote: Quote, from_: Asked | None, to: Asked | None) -> Comparison | None:
    """The versions asked for, by quote and number, else the quote's last two; None where there are not two.

    Any version of any quote of the deal can be asked for. Three statements, whatever the deal.
    """
    family = _family(quote)
    own = [one for one in family if one.quote_id == quote.pk]
    if not own or len(family) < 2:
        return None
    by_number = {(one.quote_id, one.number): one for one in family}
    after = by_number.get(to or (0, 0), own[-1])
    asked = by_number.get(from_ or (0, 0), after)
    before = asked if asked != after else next(one for one in family[::-1] if one != after)
    old, new = _priced(before, after)
    return _compared(user, quote, family, (before, old), (after, new))


def _family(quote: Quote) -> tuple[QuoteVersion, ...]:
    """Every version of the deal's quotes, without its lines; the quote's own stand last."""
    found = QuoteVersion.objects.filter(quote__deal=quote.deal_id).select_related("quote").order_by("quote", "number")
    versions = found.only(*SIBLING_COLUMNS, "quote__number", "quote__title")
    return tuple(sorted(versions, key=lambda one: one.quote_id == quote.pk))


def _priced(before: QuoteVersion, after: QuoteVersion) -> tuple[PricedOffer, PricedOffer]:
    found = QuoteVersion.objects.filter(pk__in=[before.pk, after.pk]).prefetch_related("lines")
    offers = {one.pk: price(one.terms()) for one in found}
    return offers[before.pk], offers[after.pk]


def _compared(
    user: User,
    quote: Quote,
    family: Iterable[QuoteVersion],
    before: tuple[QuoteVersion, PricedOffer],
    after: tuple[QuoteVersion, PricedOffer],
) -> Comparison:
    (one, old), (other, new) = before, after
    sees_floor = Act.SEE_FLOOR.permits(user)
    changes = [change for change in compare(old, new) if sees_floor or not change.private]
    private = (_row(change) for change in changes if change.private and change.part is Part.TOTAL)
    worth, names = effects(old, new), (_named(one, quote), _named(other, quote))
    causes = None if worth is None else _worth(worth.by_cause())
    return Comparison(
        currency=other.currency,
        before=sibling(one),
        after=sibling(other),
        before_key=_key(one, quote),
        after_key=_key(other, quote),
        before_name=names[0],
        after_name=names[1],
        groups=tuple(_groups(quote, family)),
        totals=(*_totals(old, new, changes), *_a_year(old, new), *private),
        terms=_terms(old, new, changes),
        lines=tuple(_line_pairs(old, new, worth, sees_floor)),
        causes=causes,
        picture=_picture(names, old, new, causes or ()),
        difference=new.gross - old.gross,
        percent=(new.gross - old.gross) * 100 / old.gross if old.gross else Decimal(0),
    )


def _key(version: QuoteVersion, quote: Quote) -> str:
    return str(version.number) if version.quote_id == quote.pk else f"{version.quote_id}:{version.number}"


def _named(version: QuoteVersion, quote: Quote) -> str:
    return str(version) if version.quote_id == quote.pk else f"{version.quote.number} {version}"


def _groups(quote: Quote, family: Iterable[QuoteVersion]) -> Iterator[Group]:
    """The quote's own versions first, then each other quote's."""
    found: dict[int, list[QuoteVersion]] = {quote.pk: []}
    for one in family:
        found.setdefault(one.quote_id, []).append(one)
    for pk, versions in found.items():
        about = versions[0].quote
        yield Group(
            title="" if pk == quote.pk else f"{about.number} {about.title}",
            choices=tuple(_choice(one, quote) for one in versions),
        )


def _choice(one: QuoteVersion, quote: Quote) -> Choice:
    return Choice(
        key=_key(one, quote),
        name=str(one),
        gross=one.gross_total,
        currency=one.currency,
        term_months=one.term_months,
    )


def _worth(amounts: Mapping[Cause, Decimal]) -> tuple[Worth, ...]:
    return tuple(Worth(label=gettext(cause.label), amount=amount) for cause, amount in amounts.items())


def _picture(names: tuple[str, str], old: PricedOffer, new: PricedOffer, causes: Sequence[Worth]) -> charts.Picture:
    """From one total to the other, cause by cause."""
    if not causes:
        return charts.EMPTY
    steps = [
        charts.Step(label=names[0], value=old.gross, is_total=True),
        *(charts.Step(label=cause.label, value=cause.amount, kind="c2") for cause in causes),
        charts.Step(label=names[1], value=new.gross, is_total=True),
    ]
    wide, narrow = (charts.waterfall(steps, width=width, currency=new.currency) for width in (WIDE, charts.PHONE))
    return charts.either(wide, narrow)


def _totals(old: PricedOffer, new: PricedOffer, changes: Iterable[Change]) -> tuple[Row, ...]:
    found = {change.label: change for change in changes if change.part is Part.TOTAL}
    rows = [(label, how, read(old), read(new)) for label, how, _, read in TOTAL_ROWS]
    return tuple(
        _row(found[label]) if label in found else _same(label, _figure(before, how, Part.TOTAL))
        for label, how, before, after in rows
        if before is not None or after is not None
    )


def _a_year(old: PricedOffer, new: PricedOffer) -> Iterator[Row]:
    """Totals are for the whole term: beside each other where it is the same, and by the year where it is not."""
    if old.terms.term_months == new.terms.term_months or old.currency != new.currency:
        return
    direction = Direction.BETTER if new.a_year > old.a_year else Direction.WORSE
    change = new.a_year != old.a_year
    yield Row(
        label=gettext("Total with tax, a year"),
        before=money(old.a_year),
        after=money(new.a_year),
        direction=str(direction) if change else "",
        changed=change,
    )


def _terms(old: PricedOffer, new: PricedOffer, changes: Iterable[Change]) -> tuple[Row, ...]:
    """Changed terms first, the payment plan before all; then what is the same in both and says something."""
    changed = [_row(change) for change in changes if change.part is Part.TERM]
    labels = {row.label for row in changed}
    same = [_same(label, shown(read(old.terms), how)) for label, how, _, read in TERM_ROWS]
    plan = gettext(old.terms.payment.plan.label)
    unchanged = [_same("Payment plan", plan), *same] if old.terms.payment.plan is new.terms.payment.plan else same
    return (*changed, *(row for row in unchanged if row.label not in labels and row.before not in {"—", ""}))


def _line_pairs(old: PricedOffer, new: PricedOffer, worth: Effects | None, sees_floor: bool) -> Iterator[LinePair]:
    found = pairs(old.every_line, new.every_line)
    elsewhere = moved(found)
    for i, (one, other) in enumerate(found):
        changes = tuple(change for change in line_changes(one, other) if sees_floor or not change.private)
        amounts = _worth(worth.of_pair(i)) if worth else ()
        if line := other or one:
            stands = old.subtotal_of(one) if one else None, new.subtotal_of(other) if other else None
            yield _pair(line.terms, one, other, changes, amounts, stands, is_moved=i in elsewhere)


def _pair(
    line: LineTerms,
    old: PricedLine | None,
    new: PricedLine | None,
    changes: Sequence[Change],
    worth: tuple[Worth, ...],
    stands: tuple[Decimal | None, Decimal | None],
    *,
    is_moved: bool,
) -> LinePair:
    state = "same" if not changes and not is_moved else "changed" if old and new else "added" if new else "removed"
    return LinePair(
        description=line.description,
        code=line.product_code,
        unit=line.unit,
        state=state,
        direction=_overall(changes),
        before=stands[0],
        after=stands[1],
        # The amount stands in its own two columns.
        rows=tuple(_row(change) for change in changes if change.label != "Amount") if old and new else (),
        moved=(old.position, new.position) if is_moved and old and new else None,
        worth=worth,
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
