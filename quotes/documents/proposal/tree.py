"""What a proposal says, as one frozen value: nothing a customer may not read has a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from quotes.documents.proposal.pack import Pack
from quotes.documents.proposal.traffic import Traffic
from quotes.domain.lifecycle import Form, mark
from quotes.domain.papers import Passage, Section
from quotes.domain.pricing.amounts import A_YEAR, a_year
from quotes.domain.pricing.terms import Exchange, PaymentTerms, ServiceTerms
from quotes.domain.proposals import Kind, Language, attached, fingerprint_of
from quotes.queries.value import ValueCase

# Says how the attached quote.json is laid out, to programs that read it years later.
SCHEMA = "proposal/1"
MARK_LENGTH = 8
# Left out of the snapshot where there is nothing to say, as in the files that were made before they were known.
SAID_WHEN_TRUE = frozenset(
    {"branch", "off_the_whole", "options", "columns", "column_lines", "rules", "exchange", "bundled"}
    | {"model", "is_relative", "surcharge", "other_taxes", "has_others", "pack", "sections", "texts"}
    | {"worth", "workbook", "traffic", "answers", "first", "invoice", "english", "chinese"}
)
# Unsaid, as in the files that were made before there was a choice.
USUAL = {"language": Language.CHINESE, "kind": Kind.PROPOSAL}
CARD_TITLE = 24
CARD_TEXT = 160


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side, as it stands on an invoice; what is not known is empty and left to be filled in by hand."""

    company: str
    short: str = ""
    tax_id: str = ""
    address: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""
    contact: str = ""
    contact_title: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What the customer meets today, what we found, and what it costs them."""

    situation: str
    finding: str = ""
    effect: str = ""


@dataclass(frozen=True, kw_only=True)
class Module:
    """`answers` is the situation it is for, where the deal says so."""

    title: str
    text: str = ""
    answers: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Prices per unit and `total` in the proposal's tax basis; `total` is before any bundle saving.

    `model` names the price model, where there is one: its prices are averages per unit, and one that looks at other
    lines has none. `surcharge` is what a price lies above its list, in percent points; it is never called a discount.
    """

    number: int
    code: str
    description: str
    unit: str
    quantity: Decimal
    list_price: Decimal
    discount: Decimal
    unit_price: Decimal
    vat_rate: Decimal
    total: Decimal
    surcharge: Decimal = Decimal(0)
    other_taxes: tuple[Decimal, ...] = ()
    model: str = ""
    is_relative: bool = False

    @property
    def tax_rate(self) -> Decimal:
        """All taxes on the line together."""
        return sum(self.other_taxes, self.vat_rate)


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    lines: tuple[Line, ...]
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class MeterTier:
    """How far one price reaches; `weight` is how many standard units one of its units is, where there are such."""

    name: str
    reach: str
    weight: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Metering:
    """How the usage of some products is counted: rules as sentences, tiers as a table."""

    products: tuple[str, ...]
    counts: str
    rules: tuple[str, ...]
    tiers: tuple[MeterTier, ...]
    since: str

    @property
    def is_weighted(self) -> bool:
        return any(tier.weight is not None for tier in self.tiers)


@dataclass(frozen=True, kw_only=True)
class RuleTier:
    """One row of a price model's table, in the proposal's tax basis; a price the table has no column for is None."""

    reach: str
    unit: Decimal | None = None
    flat: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class PriceRule:
    """How the price models of some lines work: sentences, and a table where the price depends on the quantity.

    `percent_is_off` says that the table's percentages are discounts, and not what is charged.
    """

    lines: tuple[str, ...]
    model: str
    unit: str
    sentences: tuple[str, ...]
    tiers: tuple[RuleTier, ...]
    percent_is_off: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The prices that its table has a column for."""
        return tuple(
            name for name in ("unit", "flat", "percent") if any(getattr(tier, name) is not None for tier in self.tiers)
        )


@dataclass(frozen=True, kw_only=True)
class Option:
    """A line outside the total, at its own price in the proposal's tax basis; `kind` is one of two words."""

    kind: str
    description: str
    code: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    total: Decimal
    tax_rate: Decimal = Decimal(0)
    model: str = ""
    is_relative: bool = False


@dataclass(frozen=True, kw_only=True)
class BundledLine:
    """A line's list price and its share of the one price, in the proposal's tax basis."""

    description: str
    listed: Decimal
    offered: Decimal

    @property
    def below_list(self) -> Decimal:
        return self.listed - self.offered


@dataclass(frozen=True, kw_only=True)
class ColumnPrice:
    """One of the offers side by side; an amount for each of `Proposal.column_lines`, None where it is not in it."""

    name: str
    is_recommended: bool
    amounts: tuple[Decimal | None, ...]
    itemised: Decimal
    saving: Decimal
    total: Decimal
    gross: Decimal


@dataclass(frozen=True, kw_only=True)
class Tax:
    """At one rate in percent points; `has_others` where that is more than VAT."""

    rate: Decimal
    net: Decimal
    tax: Decimal
    has_others: bool = False


@dataclass(frozen=True, kw_only=True)
class Totals:
    """`listed`, `itemised`, `saving` and `offered` in the proposal's tax basis; net + tax = gross."""

    listed: Decimal
    itemised: Decimal
    saving: Decimal
    offered: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    taxes: tuple[Tax, ...]

    @property
    def discounted(self) -> Decimal:
        """What the lines' own discounts take off list; below zero they put more on than they take off."""
        return self.listed - self.itemised

    @property
    def below_list(self) -> Decimal:
        return self.listed - self.offered


@dataclass(frozen=True, kw_only=True)
class Proposal:
    number: str
    version: int
    title: str
    subtitle: str
    prepared_at: datetime
    prepared_on: date
    valid_until: date
    seller: Party
    buyer: Party
    needs: tuple[Need, ...]
    solution: tuple[Module, ...]
    form: Form
    currency: str
    tax_included: bool
    groups: tuple[Group, ...]
    totals: Totals
    service: ServiceTerms
    payment: PaymentTerms
    term_months: int
    free_months: int = 0
    notes: tuple[str, ...] = ()
    branch: str = ""
    # What is taken off an itemised offer as a whole, in its tax basis.
    off_the_whole: Decimal | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[ColumnPrice, ...] = ()
    column_lines: tuple[str, ...] = ()
    meters: tuple[Metering, ...] = ()
    exchange: Exchange | None = None
    rules: tuple[PriceRule, ...] = ()
    bundled: tuple[BundledLine, ...] = ()
    # What its own words are written in; what people typed stays as they typed it.
    language: Language = Language.CHINESE
    kind: Kind = Kind.PROPOSAL
    # What a customer's champion needs besides.
    pack: Pack | None = None
    worth: ValueCase | None = None
    traffic: Traffic | None = None
    # Where they are not the usual ones, and what somebody wrote into them.
    sections: tuple[Section, ...] = ()
    texts: tuple[Passage, ...] = ()
    # Whether the table of prices goes along as a workbook.
    workbook: bool = False
    # Chinese words of the deal and the English ones that stand for them here.
    english: tuple[tuple[str, str], ...] = ()
    # What was put into English of what somebody typed, by its name here, as it was typed.
    chinese: Mapping[str, Any] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """The version as it is printed after the V."""
        return mark(self.version, self.branch)

    @property
    def unit(self) -> str:
        """What the columns of amounts are counted in."""
        is_yuan = self.currency == "CNY" and self.language is Language.CHINESE
        return gettext("yuan") if is_yuan else self.currency

    @property
    def a_year(self) -> Decimal | None:
        """The total is for the whole term; None where that is a year."""
        if self.term_months == A_YEAR:
            return None
        return a_year(self.totals.gross, self.term_months)

    @property
    def basis(self) -> str:
        return gettext("tax included") if self.tax_included else gettext("before tax")

    @property
    def is_bundle(self) -> bool:
        return self.form is Form.BUNDLE

    @property
    def has_findings(self) -> bool:
        return any(need.finding for need in self.needs)

    @property
    def has_long_modules(self) -> bool:
        """Too long for cards side by side."""
        return any(len(module.title) > CARD_TITLE or len(module.text) > CARD_TEXT for module in self.solution)

    @property
    def has_effects(self) -> bool:
        return any(need.effect for need in self.needs)

    @property
    def has_groups(self) -> bool:
        """One group without a name is no grouping: the totals stand right below its lines."""
        return len(self.groups) > 1 or any(group.name for group in self.groups)

    @property
    def recommended(self) -> str:
        """The column that this proposal's prices are those of; "" where there are no columns."""
        return next((column.name for column in self.columns if column.is_recommended), "")

    @property
    def months_served(self) -> int:
        """The term with the months that cost nothing."""
        return self.term_months + self.free_months

    @property
    def line_count(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def column_rows(self) -> tuple[tuple[str, tuple[Decimal | None, ...]], ...]:
        """Each line with what it comes to in every column."""
        across = zip(*(column.amounts for column in self.columns), strict=True)
        return tuple(zip(self.column_lines, across, strict=True))

    @property
    def days_valid(self) -> int:
        return (self.valid_until - self.prepared_on).days

    @property
    def fingerprint(self) -> str:
        """The attached snapshot's SHA-256, printed on every page: whoever holds the file can check.

        Not of the version's content hash: that one covers floor prices, and a floor could be guessed until it fits.
        """
        return fingerprint_of(snapshot(self))

    @property
    def mark(self) -> str:
        """The beginning of it, to be read out on the telephone."""
        return self.fingerprint[:MARK_LENGTH]


def snapshot(proposal: Proposal) -> dict[str, Any]:
    """The same facts as plain JSON values: numbers as shortest strings, dates as ISO 8601."""
    return {"schema": SCHEMA, **_plain(proposal)}


def quote_json(proposal: Proposal) -> str:
    """The snapshot as the text that is attached to the PDF."""
    return attached(snapshot(proposal))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        said = {name: part for name, part in parts.items() if name not in SAID_WHEN_TRUE or part}
        return {name: _plain(part) for name, part in said.items() if name not in USUAL or part != USUAL[name]}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return value
