"""An offer's terms as values: everything the customer is promised, and the floor it was weighed against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.currencies import Exchange, is_currency
from dealdesk.kernel.money import Rounding as RoundingMode
from dealdesk.kernel.money import round_to, without_remnant
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.charges import BOUNDS, AnyCharge
from quotes.domain.pricing.checks import TRILLION, check_count, check_number, decimals
from quotes.domain.pricing.discounts import HeaderDiscount, Markup, Stacking, Step, check_steps
from quotes.domain.pricing.roles import MOST_COLUMNS, Column, Role

__all__ = [
    "TRILLION",
    "Column",
    "Exchange",
    "HeaderDiscount",
    "LineTerms",
    "Markup",
    "OfferTerms",
    "PaymentPlan",
    "PaymentTerms",
    "Reckoning",
    "Role",
    "RoundingMode",
    "RoundingPolicy",
    "RoundingScope",
    "ServiceTerms",
    "Stacking",
    "Step",
    "SupportHours",
    "decimals",
]

MAX_LINES = 1000
BOUND = "Line %(line)s is a minimum or maximum spend: no discount or markup moves it, so take that off."


class RoundingScope(Word):
    """`grand` differs from `document` before tax only: there the total with tax is rounded, and net is what remains."""

    LINE = "line", "Line by line"
    DOCUMENT = "document", "On the totals"
    GRAND = "grand", "On the total with tax"


class Reckoning(Word):
    """How the amounts of a version are reckoned, kept with it, so that a mend never changes what was frozen before it.

    At first an amount off the whole came off rounded lines under every scope, and a minimum or maximum spend could bear
    a discount of its own. Until the third, what a division leaves behind its eightieth digit could make a whole cent a
    cent more, and two equal remainders unequal (decision 0030).
    """

    FIRST = "first", "As before November 2026"
    SECOND = "second", "As since November 2026"
    THIRD = "third", "As since 27 November 2026"


class PaymentPlan(Word):
    ANNUAL_PREPAID = "annual_prepaid", "Yearly in advance"
    QUARTERLY_PREPAID = "quarterly_prepaid", "Quarterly in advance"
    QUARTERLY_ARREARS = "quarterly_arrears", "Quarterly in arrears"
    MONTHLY_PREPAID = "monthly_prepaid", "Monthly in advance"
    MONTHLY_ARREARS = "monthly_arrears", "Monthly in arrears"
    MILESTONES = "milestones", "By milestone"


class SupportHours(Word):
    ROUND_THE_CLOCK = "24x7", "24 hours, 7 days"
    EXTENDED = "12x7", "12 hours, 7 days"
    BUSINESS = "8x5", "8 hours, 5 working days"


@dataclass(frozen=True, kw_only=True)
class RoundingPolicy:
    """Where amounts are rounded, how, and to how many decimals; a unit price keeps its own, finer decimals."""

    scope: RoundingScope = RoundingScope.LINE
    mode: RoundingMode = RoundingMode.HALF_UP
    places: int = 2
    unit_places: int = 8


@dataclass(frozen=True, kw_only=True)
class LineTerms:
    """One item. Prices are per unit, in the offer's currency and tax basis; discount and VAT are percent points.

    With a `charge` the quantity costs what that price model says, in the same currency and basis, and `list_price` is
    that amount per unit for information.
    `discounts` follow the line's own `discount`, as the offer's stacking says. `other_taxes` are raised on the same
    base beside VAT, each rounded by itself. A line with no `columns` named stands in all of them.
    """

    position: int
    description: str
    unit: str
    quantity: Decimal
    list_price: Decimal
    discount: Decimal = Decimal(0)
    vat_rate: Decimal
    floor_price: Decimal | None = None
    product_code: str = ""
    group: str = ""
    charge: AnyCharge | None = None
    discounts: tuple[Step, ...] = ()
    markup: Markup | None = None
    other_taxes: tuple[Decimal, ...] = ()
    role: Role = Role.INCLUDED
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise Refusal("Line %(line)s: say what is offered.", line=self.position, field="description")
        self._check("quantity", "Quantity", self.quantity, TRILLION, 6)
        self._check("list_price", "List price", self.list_price, TRILLION, 8)
        self._check("discount", "Discount", self.discount, Decimal(100), 8)
        self._check("vat_rate", "VAT rate", self.vat_rate, Decimal(100), 8)
        if self.floor_price is not None:
            self._check("floor_price", "Floor price", self.floor_price, TRILLION, 8)
        for rate in self.other_taxes:
            self._check("other_taxes", "Other tax", rate, Decimal(100), 8)
        if self.discounts:
            check_steps(self.discounts, "discounts", line=self.position)

    @property
    def tax_rates(self) -> tuple[Decimal, ...]:
        """Every tax on the line, in percent points, VAT first."""
        return (self.vat_rate, *self.other_taxes)

    @property
    def is_bound(self) -> bool:
        """A minimum or maximum spend: it says where other lines' total ends."""
        return self.charge is not None and self.charge.kind in BOUNDS

    @property
    def has_adjustments(self) -> bool:
        return bool(self.discount or self.discounts or self.markup)

    def stands_in(self, column: str) -> bool:
        return not self.columns or column in self.columns

    def _check(self, field: str, what: str, value: Decimal, most: Decimal, places: int) -> None:
        check_number(field, what, value, most, places, line=self.position)


@dataclass(frozen=True, kw_only=True)
class PaymentTerms:
    """When the customer pays: the plan, the part paid before anything starts, and the days of credit after that."""

    plan: PaymentPlan
    prepay_percent: Decimal = Decimal(0)
    credit_days: int = 0

    def __post_init__(self) -> None:
        check_number("prepay_percent", "Prepayment", self.prepay_percent, Decimal(100), 8)
        check_count("credit_days", "Credit days", self.credit_days, 0, 730)


@dataclass(frozen=True, kw_only=True)
class ServiceTerms:
    """What the service promises: availability in percent points, response times in minutes, hours of support."""

    sla_availability: Decimal | None = None
    urgent_minutes: int | None = None
    normal_minutes: int | None = None
    support_hours: SupportHours | None = None

    def __post_init__(self) -> None:
        if self.sla_availability is not None:
            check_number("sla_availability", "Availability", self.sla_availability, Decimal(100), 5)
        for field, what in (("urgent_minutes", "Urgent response"), ("normal_minutes", "Normal response")):
            if (minutes := getattr(self, field)) is not None:
                check_count(field, what, minutes, 1, 100_000)
        if self.urgent_minutes and self.normal_minutes and self.urgent_minutes > self.normal_minutes:
            raise Refusal("An urgent problem cannot wait longer than a normal one.", field="urgent_minutes")


@dataclass(frozen=True, kw_only=True)
class OfferTerms:
    """One offer: what its lines come to is for the whole term, all `term_months` of it.

    `tax_included` says whether every price in it, the bundle's too, already contains VAT.

    `header` is a discount on all of an itemised offer; a bundle has its one price instead. With `columns` the offer is
    its `recommended` one. `exchange` is the rate at which list prices came into the offer's currency.
    """

    currency: str
    tax_included: bool
    rounding: RoundingPolicy
    form: Form
    lines: tuple[LineTerms, ...]
    payment: PaymentTerms
    service: ServiceTerms
    term_months: int
    valid_until: date
    bundle_price: Decimal | None = None
    free_months: int = 0
    note: str = ""
    stacking: Stacking = Stacking.MULTIPLICATIVE
    header: HeaderDiscount | None = None
    columns: tuple[Column, ...] = ()
    recommended: str = ""
    exchange: Exchange | None = None
    reckoning: Reckoning = Reckoning.THIRD

    def __post_init__(self) -> None:
        if not is_currency(self.currency):
            raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")
        check_count("term_months", "Term in months", self.term_months, 1, 120)
        check_count("free_months", "Free months", self.free_months, 0, 120)
        self._check_lines()
        self._check_bundle()
        self._check_header()
        self._check_columns()
        if self.exchange is not None and self.exchange.target_currency != self.currency:
            raise Refusal("The exchange rate leads to another currency than the offer's.", field="fx_rate")

    @property
    def served_months(self) -> int:
        """Of service, the free ones among them."""
        return self.term_months + self.free_months

    def telling(self, value: Decimal) -> Decimal:
        """What counts of a number before it is rounded or compared: in the third reckoning its fifty decimals."""
        return without_remnant(value) if self.reckoning is Reckoning.THIRD else value

    def rounded(self, amount: Decimal) -> Decimal:
        """To the currency's places, as the policy says."""
        return round_to(self.telling(amount), self.rounding.places, self.rounding.mode)

    def is_in_total(self, line: LineTerms) -> bool:
        """Included, and in the recommended column where there are columns."""
        return line.role is Role.INCLUDED and (not self.columns or line.stands_in(self.recommended))

    def _check_lines(self) -> None:
        if not self.lines:
            raise Refusal("An offer needs at least one line.", field="lines")
        if len(self.lines) > MAX_LINES:
            raise Refusal("An offer has at most %(most)s lines.", field="lines", most=MAX_LINES)
        if (twice := _twice(line.position for line in self.lines)) is not None:
            raise Refusal("Two lines both have position %(line)s.", field="lines", line=twice)
        if not any(self.is_in_total(line) for line in self.lines):
            raise Refusal("Every line is outside the total: include at least one.", field="lines")
        if self.reckoning is not Reckoning.FIRST:
            self._check_bounds()

    def _check_bounds(self) -> None:
        for line in self.lines:
            if line.is_bound and line.has_adjustments:
                raise Refusal(BOUND, field="discount", line=line.position)

    def _check_bundle(self) -> None:
        if self.form is Form.ITEMISED and self.bundle_price is not None:
            raise Refusal("An itemised offer has no bundle price: leave it empty.", field="bundle_price")
        if self.form is Form.BUNDLE:
            if self.bundle_price is None:
                raise Refusal("A bundle needs its price.", field="bundle_price")
            check_number("bundle_price", "Bundle price", self.bundle_price, TRILLION, self.rounding.places)

    def _check_header(self) -> None:
        if self.header is None:
            return
        if self.form is Form.BUNDLE:
            raise Refusal("A bundle has one price: take the discount off that.", field="header")
        if self.header.amount is not None:
            check_number("header", "Discount on the whole", self.header.amount, TRILLION, self.rounding.places)

    def _check_columns(self) -> None:
        names = [column.name for column in self.columns]
        if (twice := _twice(names)) is not None:
            raise Refusal("Two columns are both called %(name)s.", field="columns", name=twice)
        if len(names) > MOST_COLUMNS:
            raise Refusal("An offer has at most %(most)s columns.", field="columns", most=MOST_COLUMNS)
        if self.columns and self.recommended not in names:
            raise Refusal("Say which column you recommend: its total is the offer's.", field="recommended")
        if self.recommended and not self.columns:
            raise Refusal("There are no columns to recommend one of.", field="recommended")
        for column in self.columns:
            self._check_column(column)
        for line in self.lines:
            if line.columns and not set(line.columns) <= set(names):
                message = "Line %(line)s stands in a column that is not there."
                raise Refusal(message, field="columns", line=line.position)

    def _check_column(self, column: Column) -> None:
        if column.bundle_price is not None:
            if column.name == self.recommended:
                raise Refusal("The recommended column's price is the offer's own.", field="columns")
            check_number("columns", "Bundle price", column.bundle_price, TRILLION, self.rounding.places)
        if not any(line.role is Role.INCLUDED and line.stands_in(column.name) for line in self.lines):
            raise Refusal("No line stands in the column %(name)s.", field="columns", name=column.name)


def _twice[T](values: Iterable[T]) -> T | None:
    seen = set[T]()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
