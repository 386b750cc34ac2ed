"""What every change to an offer has in common: totals are the domain's, the edition moves, lines stand in order."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import prefetch_related_objects
from django.utils import timezone

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.lifecycle import EDITABLE, Form
from quotes.domain.policy import furthest
from quotes.domain.pricing.columns import priced_columns
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.lines import per_unit
from quotes.domain.pricing.terms import TRILLION, Reckoning
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.actions.deals import refuse_when_closed

__all__ = ["STALE", "Terms", "arranged", "editable", "not_past", "put_totals", "save_draft", "set_terms"]

STALE = "Somebody else saved this version while you were editing. Nothing you typed is lost: compare and save again."
# An offer this many times dearer than its list price is a slip of the hand.
DEAREST = 10
TOO_DEAR = {
    Form.BUNDLE: ("The bundle price is more than %(times)s times the list price: check it.", "bundle_price"),
    Form.ITEMISED: ("The total is more than %(times)s times the list price: check markups and price models.", "lines"),
}
TOTALS = (
    "list_total", "itemised_total", "net_total", "tax_total", "gross_total", "discount", "furthest_discount",
    "furthest_in", "floor_total", "reckoning",
)  # fmt: skip


class Terms(TypedDict, total=False):
    """The terms of a version that people choose; prices and totals follow from its lines."""

    form: str
    bundle_price: Decimal | None
    header_steps: list[dict[str, str]]
    header_amount: Decimal | None
    stacking: str
    columns: list[dict[str, Any]]
    recommended: str
    tax_included: bool
    rounding_scope: str
    rounding_mode: str
    payment_plan: str
    prepay_percent: Decimal
    credit_days: int
    term_months: int
    free_months: int
    sla_availability: Decimal | None
    urgent_minutes: int | None
    normal_minutes: int | None
    support_hours: str
    valid_until: date
    note: str


def set_terms(version: QuoteVersion, terms: Terms) -> None:
    unknown = set(terms) - Terms.__optional_keys__
    if unknown:
        raise TypeError(f"not terms of an offer: {sorted(unknown)}")
    for name, value in terms.items():
        setattr(version, name, value)
    if version.form == Form.ITEMISED:
        version.bundle_price = None
    else:
        # A bundle has its one price, whatever was taken off its items before.
        version.header_steps, version.header_amount = [], None
    if version.header_steps and version.header_amount is not None:
        raise Refusal("A discount on the whole is either percentages or one amount.", field="header_amount")


def not_past(version: QuoteVersion, at: datetime) -> None:
    if version.valid_until < timezone.localdate(at):
        raise Refusal("The validity date has passed: choose a later day.", field="valid_until")


def arranged(lines: Iterable[QuoteLine]) -> list[QuoteLine]:
    """Lines of one group stand together, groups in the order they first appear; positions run from 1."""
    given = list(lines)
    groups = {name: rank for rank, name in enumerate(dict.fromkeys(line.group for line in given))}
    ordered = sorted(given, key=lambda line: groups[line.group])
    for position, line in enumerate(ordered, 1):
        line.position = position
    return ordered


def put_totals(version: QuoteVersion, lines: Sequence[QuoteLine]) -> PricedOffer:
    """Prices the offer, as it is reckoned now, and writes what it comes to onto the rows, unsaved."""
    version.reckoning = Reckoning.THIRD
    priced = price(version.terms(lines))
    _fits(priced)
    version.list_total, version.itemised_total = priced.list_total, priced.itemised_total
    version.net_total, version.tax_total, version.gross_total = priced.net, priced.tax, priced.gross
    version.discount, version.floor_total = priced.discount_percent, priced.floor_total
    version.furthest_in, beside = furthest(priced)
    version.furthest_discount = beside.discount_percent if version.furthest_in else None
    for column in priced_columns(priced):
        _fits(column.offer)
    for line, result in zip(sorted(lines, key=lambda line: line.position), priced.every_line, strict=True):
        line.net_total, line.tax_total, line.gross_total = result.net, result.tax, result.gross
        if line.charge is not None:
            line.list_price = _each(line, per_unit(result.terms, result.list_total))
    return priced


def _fits(priced: PricedOffer) -> None:
    amounts = (priced.list_total, priced.itemised_total, priced.gross, priced.floor_total or ZERO)
    if max(amounts) >= TRILLION:
        raise Refusal("The total is too large: check quantities and prices.", field="lines")
    if priced.list_total and priced.total > priced.list_total * DEAREST:
        message, field = TOO_DEAR[priced.terms.form]
        raise Refusal(message, field=field, times=DEAREST)


def _each(line: QuoteLine, listed: Decimal) -> Decimal:
    """A flat price on a tiny quantity comes to more per unit than any price can be."""
    if listed >= TRILLION:
        message = "The price per unit of line %(line)s is too large: check its quantity."
        raise Refusal(message, line=line.position, field="lines")
    return listed


def editable(version: QuoteVersion, edition: int) -> list[QuoteLine]:
    """The lines of a draft that is still the edition its reader saw; refuses anything else.

    They stay in hand as `version.lines`, so that the screen after the change need not read them again.
    """
    refuse_when_closed(version.quote.deal)
    if version.state not in EDITABLE:
        raise Refusal("V%(number)s has been submitted and stays as it is: make a new version.", number=version.mark)
    if version.edition != edition:
        raise StaleRefusal(STALE, field="edition")
    prefetch_related_objects([version], "lines")
    return list(version.lines.all())


def save_draft(version: QuoteVersion, at: datetime) -> None:
    """One conditional UPDATE settles who was first; it comes before any line is written, and locks the version.

    Lines read after the version was read belong to its edition if this UPDATE finds that edition still there.
    """
    fields = [*Terms.__optional_keys__, *TOTALS]
    values: dict[str, Any] = {name: getattr(version, name) for name in fields}
    moved = QuoteVersion.objects.filter(pk=version.pk, state__in=EDITABLE, edition=version.edition).update(
        **values, edition=version.edition + 1, updated_at=at
    )
    if not moved:
        raise StaleRefusal(STALE, field="edition")
    version.edition += 1
    version.updated_at = at
