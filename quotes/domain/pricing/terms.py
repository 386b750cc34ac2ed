"""An offer's terms as values: everything the customer is promised, and the floor it was weighed against."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import Rounding as RoundingMode
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.lifecycle import Form

__all__ = [
    "LineTerms",
    "OfferTerms",
    "PaymentPlan",
    "PaymentTerms",
    "RoundingMode",
    "RoundingPolicy",
    "RoundingScope",
    "ServiceTerms",
    "SupportHours",
]

MAX_LINES = 1000
TRILLION = Decimal(10) ** 12

# What is wrong with a number: in general, and on a line.
OUT_OF_RANGE = (
    "%(what)s must be a number from 0 to %(most)s.",
    "Line %(line)s: %(what)s must be a number from 0 to %(most)s.",
)
TOO_FINE = (
    "%(what)s has at most %(places)s decimals.",
    "Line %(line)s: %(what)s has at most %(places)s decimals.",
)


class RoundingScope(Word):
    LINE = "line", "Line by line"
    DOCUMENT = "document", "On the totals"


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
    """One item. Prices are per unit, in the offer's currency and tax basis; discount and VAT are percent points."""

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

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise Refusal("Line %(line)s: say what is offered.", line=self.position, field="description")
        self._check("quantity", "Quantity", self.quantity, TRILLION, 6)
        self._check("list_price", "List price", self.list_price, TRILLION, 8)
        self._check("discount", "Discount", self.discount, Decimal(100), 8)
        self._check("vat_rate", "VAT rate", self.vat_rate, Decimal(100), 8)
        if self.floor_price is not None:
            self._check("floor_price", "Floor price", self.floor_price, TRILLION, 8)

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
    """One offer. `tax_included` says whether every price in it, the bundle's too, already contains VAT."""

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

    def __post_init__(self) -> None:
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")
        check_count("term_months", "Term in months", self.term_months, 1, 120)
        check_count("free_months", "Free months", self.free_months, 0, 120)
        self._check_lines()
        self._check_bundle()

    def _check_lines(self) -> None:
        if not self.lines:
            raise Refusal("An offer needs at least one line.", field="lines")
        if len(self.lines) > MAX_LINES:
            raise Refusal("An offer has at most %(most)s lines.", field="lines", most=MAX_LINES)
        seen: set[int] = set()
        for line in self.lines:
            if line.position in seen:
                raise Refusal("Two lines both have position %(line)s.", field="lines", line=line.position)
            seen.add(line.position)

    def _check_bundle(self) -> None:
        if self.form is Form.ITEMISED and self.bundle_price is not None:
            raise Refusal("An itemised offer has no bundle price: leave it empty.", field="bundle_price")
        if self.form is Form.BUNDLE:
            if self.bundle_price is None:
                raise Refusal("A bundle needs its price.", field="bundle_price")
            check_number("bundle_price", "Bundle price", self.bundle_price, TRILLION, self.rounding.places)


def check_number(field: str, what: str, value: Decimal, most: Decimal, places: int, *, line: int | None = None) -> None:
    """Refuses a value that is not a number from 0 to `most` with at most `places` decimals, naming the line if any."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{field} must be a Decimal, never a binary fraction")
    if not value.is_finite() or not 0 <= value <= most:
        _refuse(OUT_OF_RANGE, field, line, what=what, most=quantity(most))
    if decimals(value) > places:
        _refuse(TOO_FINE, field, line, what=what, places=places)


def _refuse(messages: tuple[str, str], field: str, line: int | None, **params: object) -> NoReturn:
    plain, with_line = messages
    if line is None:
        raise Refusal(plain, field=field, **params)
    raise Refusal(with_line, field=field, line=line, **params)


def check_count(field: str, what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        message = "%(what)s must be a whole number from %(least)s to %(most)s."
        raise Refusal(message, field=field, what=what, least=least, most=most)


def decimals(value: Decimal) -> int:
    """How many decimals the value needs; trailing zeros do not count, so 8.50 needs one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
