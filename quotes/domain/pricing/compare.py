"""How two offers differ, line by line and term by term, and which way each difference goes for us."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.formats import money, percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.engine import PricedLine, PricedOffer, gross_of
from quotes.domain.pricing.terms import Exchange, HeaderDiscount, OfferTerms, PaymentPlan, Reckoning, Step


class Direction(Word):
    """Seen from our side of the table."""

    BETTER = "better", "Better for us"
    WORSE = "worse", "Worse for us"
    NEUTRAL = "neutral", "Neither better nor worse"


class Shown(Word):
    """How a changed value is to be read."""

    MONEY = "money", "Amount"
    UNIT_PRICE = "unit_price"
    PERCENT = "percent"
    COUNT = "count"
    WORD = "word"
    MODEL = "model", "Price model"
    TEXT = "text"
    DATE = "date"


class Part(Word):
    LINE = "line", "Lines"
    TERM = "term", "Terms"
    TOTAL = "total", "Totals"


@dataclass(frozen=True, kw_only=True)
class Change:
    """`label` is a msgid; `about` names the line; a missing `before` is an addition, a missing `after` a removal.

    `private` marks what only readers of floor prices may see.
    """

    part: Part
    label: str
    before: object
    after: object
    shown: Shown
    direction: Direction
    about: str = ""
    private: bool = False


# The sooner the money comes, the further down; milestones can be either, so they rank beside nothing.
PROMPTNESS: dict[PaymentPlan, int] = {
    PaymentPlan.MONTHLY_ARREARS: 2,
    PaymentPlan.QUARTERLY_ARREARS: 1,
    PaymentPlan.MONTHLY_PREPAID: 3,
    PaymentPlan.QUARTERLY_PREPAID: 4,
    PaymentPlan.ANNUAL_PREPAID: 5,
}

type Read[T] = Callable[[T], object]
type Row[T] = tuple[str, Shown, int, Read[T]]

# Label, how it reads, what a larger value is for us (+1 better, -1 worse, 0 neither), where it is found.
# fmt: off
LINE_ROWS: tuple[Row[PricedLine], ...] = (
    ("Description", Shown.TEXT,        0, lambda line: line.terms.description),
    ("Product code", Shown.TEXT,       0, lambda line: line.terms.product_code),
    ("Group",       Shown.TEXT,        0, lambda line: line.terms.group),
    ("Unit",        Shown.TEXT,        0, lambda line: line.terms.unit),
    ("Quantity",    Shown.COUNT,       0, lambda line: line.terms.quantity),
    ("Price model", Shown.MODEL,       0, lambda line: line.terms.charge),
    ("List price",  Shown.UNIT_PRICE, +1, lambda line: line.terms.list_price),
    ("Discount",    Shown.PERCENT,    -1, lambda line: line.terms.discount),
    ("Discount steps", Shown.TEXT,     0, lambda line: _steps(line.terms.discounts)),
    ("Markup",      Shown.PERCENT,    +1, lambda line: line.terms.markup.percent if line.terms.markup else None),
    ("The markup counts", Shown.WORD,  0, lambda line: line.terms.markup.kind if line.terms.markup else None),
    ("Unit price",  Shown.UNIT_PRICE, +1, lambda line: line.unit_price),
    ("VAT rate",    Shown.PERCENT,     0, lambda line: line.terms.vat_rate),
    ("Other taxes", Shown.PERCENT,     0, lambda line: sum(line.terms.other_taxes) or None),
    ("Priced as",   Shown.WORD,        0, lambda line: line.terms.role),
    ("In columns",  Shown.TEXT,        0, lambda line: _names(line.terms.columns)),
    ("Amount",      Shown.MONEY,      +1, lambda line: line.total),
)
TERM_ROWS: tuple[Row[OfferTerms], ...] = (
    ("Currency",                  Shown.TEXT,     0, lambda terms: terms.currency),
    ("Prices include tax",        Shown.WORD,     0, lambda terms: terms.tax_included),
    ("Form of the offer",         Shown.WORD,     0, lambda terms: terms.form),
    ("Rounded",                   Shown.WORD,     0, lambda terms: terms.rounding.scope),
    ("Rounding mode",             Shown.WORD,     0, lambda terms: terms.rounding.mode),
    ("Line discounts go together", Shown.WORD,    0, lambda terms: terms.stacking),
    ("Taken off the whole",       Shown.TEXT,     0, lambda terms: _header(terms.header)),
    ("Amounts reckoned",          Shown.WORD,     0, lambda terms: terms.reckoning),
    ("Columns",                   Shown.TEXT,     0, lambda terms: _names(column.name for column in terms.columns)),
    ("Recommended column",        Shown.TEXT,     0, lambda terms: terms.recommended),
    ("Exchange rate",             Shown.TEXT,     0, lambda terms: _rate(terms.exchange)),
    ("Prepayment",                Shown.PERCENT, +1, lambda terms: terms.payment.prepay_percent),
    ("Credit days",               Shown.COUNT,   -1, lambda terms: terms.payment.credit_days),
    ("Term in months",            Shown.COUNT,   +1, lambda terms: terms.term_months),
    ("Free months",               Shown.COUNT,   -1, lambda terms: terms.free_months),
    ("Availability",              Shown.PERCENT, -1, lambda terms: terms.service.sla_availability),
    ("Urgent response, minutes",  Shown.COUNT,   +1, lambda terms: terms.service.urgent_minutes),
    ("Normal response, minutes",  Shown.COUNT,   +1, lambda terms: terms.service.normal_minutes),
    ("Support hours",             Shown.WORD,     0, lambda terms: terms.service.support_hours),
    ("Valid until",               Shown.DATE,     0, lambda terms: terms.valid_until),
    ("Note",                      Shown.TEXT,     0, lambda terms: terms.note),
)
TOTAL_ROWS: tuple[Row[PricedOffer], ...] = (
    ("List total",      Shown.MONEY,    0, lambda offer: offer.list_total),
    ("Itemised total",  Shown.MONEY,   +1, lambda offer: offer.itemised_total),
    ("Bundle price",    Shown.MONEY,   +1, lambda offer: offer.terms.bundle_price),
    ("Saving",          Shown.MONEY,   -1, lambda offer: offer.bundle_saving),
    ("Discount on the whole", Shown.MONEY, -1, lambda offer: offer.header_discount or None),
    ("Discount off list", Shown.PERCENT, -1, lambda offer: offer.discount_percent),
    ("Net total",       Shown.MONEY,   +1, lambda offer: offer.net),
    ("Tax",             Shown.MONEY,    0, lambda offer: offer.tax),
    ("Total with tax",  Shown.MONEY,   +1, lambda offer: offer.gross),
)
# fmt: on
PRIVATE_LINE_ROWS: tuple[Row[PricedLine], ...] = (
    ("Floor price", Shown.UNIT_PRICE, 0, lambda line: line.terms.floor_price),
)
PRIVATE_ROWS: tuple[Row[PricedOffer], ...] = (("Above the floor", Shown.MONEY, +1, lambda offer: offer.above_floor),)


def compare(before: PricedOffer, after: PricedOffer) -> tuple[Change, ...]:
    """Every difference: totals first, then terms, then lines in the order of the newer offer, removed ones last.

    Lines are the same line where their product code is, else their description, else their position.
    """
    return (
        *_changes(Part.TOTAL, TOTAL_ROWS, before, after),
        *_changes(Part.TOTAL, PRIVATE_ROWS, before, after, private=True),
        *_payment(before.terms, after.terms),
        *_changes(Part.TERM, TERM_ROWS, _reckoned_alike(before, after), after.terms),
        *_lines(before.every_line, after.every_line),
    )


def _reckoned_alike(before: PricedOffer, after: PricedOffer) -> OfferTerms:
    """The older terms; with the newer reckoning, where the second and the third come to the same: nobody need know."""
    if {before.terms.reckoning, after.terms.reckoning} == {Reckoning.SECOND, Reckoning.THIRD}:
        alike = replace(before.terms, reckoning=after.terms.reckoning)
        with suppress(Refusal):
            if gross_of(alike) == before.gross:
                return alike
    return before.terms


def pairs(
    before: Sequence[PricedLine], after: Sequence[PricedLine]
) -> tuple[tuple[PricedLine | None, PricedLine | None], ...]:
    """Each newer line beside the older one it continues, or None; then the older lines that nothing continues."""
    match: dict[int, PricedLine] = {}
    left = list(before)
    for same in (_same_product, _same_description, _same_position):
        for line in after:
            found = next((old for old in left if same(old, line)), None) if line.position not in match else None
            if found:
                match[line.position] = found
                left.remove(found)
    return (*((match.get(line.position), line) for line in after), *((old, None) for old in left))


def line_changes(old: PricedLine | None, new: PricedLine | None) -> Iterator[Change]:
    """What happened to one line, as `pairs` puts it beside the line it continues."""
    if old and new:
        yield from _changes(Part.LINE, LINE_ROWS, old, new, about=new.terms.description)
        yield from _changes(Part.LINE, PRIVATE_LINE_ROWS, old, new, about=new.terms.description, private=True)
    elif new:
        yield _came_or_went("Line added", None, new.total, Direction.BETTER, new.terms.description)
    elif old:
        yield _came_or_went("Line removed", old.total, None, Direction.WORSE, old.terms.description)


def _steps(steps: Sequence[Step]) -> str:
    return ", ".join(f"{step.name} {percent(step.percent)}" for step in steps)


def _header(header: HeaderDiscount | None) -> str:
    if header is None:
        return ""
    return _steps(header.steps) if header.amount is None else money(header.amount)


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)


def _rate(exchange: Exchange | None) -> str:
    if exchange is None:
        return ""
    return f"{exchange.words}, {exchange.on.isoformat()}, {exchange.source}"


def _same_product(old: PricedLine, new: PricedLine) -> bool:
    return bool(new.terms.product_code) and old.terms.product_code == new.terms.product_code


def _same_description(old: PricedLine, new: PricedLine) -> bool:
    return old.terms.description == new.terms.description and not (old.terms.product_code and new.terms.product_code)


def _same_position(old: PricedLine, new: PricedLine) -> bool:
    return old.position == new.position and not (old.terms.product_code or new.terms.product_code)


def moved(lines: Sequence[tuple[PricedLine | None, PricedLine | None]]) -> frozenset[int]:
    """The places, among the pairs, of lines that stand elsewhere than before: the fewest whose moving explains it.

    What stays is a longest run of lines whose order did not change; lines that came or went move nothing.
    """
    both = [(i, old.position) for i, (old, new) in enumerate(lines) if old and new]
    tails: list[int] = []
    runs: list[tuple[tuple[int, int], ...]] = []
    for place in both:
        at = bisect_left(tails, place[1])
        run = (*(runs[at - 1] if at else ()), place)
        tails[at : at + 1], runs[at : at + 1] = [place[1]], [run]
    stays = {i for i, _ in (runs[-1] if runs else ())}
    return frozenset(i for i, _ in both if i not in stays)


def _lines(before: Sequence[PricedLine], after: Sequence[PricedLine]) -> Iterator[Change]:
    found = pairs(before, after)
    elsewhere = moved(found)
    for i, (old, new) in enumerate(found):
        yield from line_changes(old, new)
        if old and new and i in elsewhere:
            yield Change(
                part=Part.LINE,
                label="Position",
                before=old.position,
                after=new.position,
                shown=Shown.COUNT,
                direction=Direction.NEUTRAL,
                about=new.terms.description,
            )


def _came_or_went(label: str, before: object, after: object, direction: Direction, about: str) -> Change:
    return Change(
        part=Part.LINE, label=label, before=before, after=after, shown=Shown.MONEY, direction=direction, about=about
    )


def _payment(before: OfferTerms, after: OfferTerms) -> Iterator[Change]:
    old, new = before.payment.plan, after.payment.plan
    if old is not new:
        known = old in PROMPTNESS and new in PROMPTNESS
        step = PROMPTNESS[new] - PROMPTNESS[old] if known else 0
        yield Change(
            part=Part.TERM, label="Payment plan", before=old, after=new, shown=Shown.WORD, direction=towards(step)
        )


def _changes[T](
    part: Part, rows: Sequence[Row[T]], before: T, after: T, *, about: str = "", private: bool = False
) -> Iterator[Change]:
    for label, shown, sign, read in rows:
        old, new = read(before), read(after)
        if old != new:
            yield Change(
                part=part,
                label=label,
                before=old,
                after=new,
                shown=shown,
                direction=towards(_step(old, new) * sign),
                about=about,
                private=private,
            )


def _step(old: object, new: object) -> int:
    """+1 up, -1 down; 0 where the two are not both numbers, for then neither is the larger."""
    if isinstance(old, Decimal | int) and isinstance(new, Decimal | int):
        return (new > old) - (new < old)
    return 0


def towards(step: int) -> Direction:
    return Direction.BETTER if step > 0 else Direction.WORSE if step < 0 else Direction.NEUTRAL
