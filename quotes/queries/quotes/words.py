"""Terms as a reader sees them: one label and one phrase each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from dealdesk.kernel.currencies import Exchange
from dealdesk.kernel.formats import NOTHING, money, percent, quantity, unit_price
from dealdesk.kernel.words import label
from quotes.domain.pricing.charges import AnyCharge, ChargeKind, to_json
from quotes.domain.pricing.compare import Shown
from quotes.domain.pricing.terms import OfferTerms, Role
from quotes.models import QuoteLine

WRITTEN: dict[Shown, Callable[[Decimal], str]] = {
    Shown.MONEY: money,
    Shown.UNIT_PRICE: unit_price,
    Shown.PERCENT: percent,
    Shown.COUNT: quantity,
}


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


def shown(value: Any, how: Shown) -> str:
    """A compared value in the way the comparison says it is read."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, StrEnum):
        return gettext(label(value))
    if isinstance(value, date):
        return value.isoformat()
    if how is Shown.MODEL:
        return price_model(value)
    if how is Shown.PERCENT and value < 0:
        return gettext("surcharge %(points)s") % {"points": percent(-value)}
    return WRITTEN[how](value) if how in WRITTEN else str(value)


def price_model(charge: AnyCharge) -> str:
    """What kind of price model it is, and the figures in it in their own order."""
    return " ".join([gettext(charge.kind.label), *_figures(to_json(charge))])


def _figures(content: Any) -> Iterator[str]:
    """Numbers stand in a price model's JSON as text; its words do not begin with a digit."""
    if isinstance(content, dict):
        for value in content.values():
            yield from _figures(value)
    elif isinstance(content, list):
        for value in content:
            yield from _figures(value)
    elif str(content)[:1].isdigit():
        yield str(content)


def facts(terms: OfferTerms) -> tuple[Fact, ...]:
    """The terms beside the lines, as the customer will read them; what is not promised is left out."""
    return tuple(Fact(gettext(name), value) for name, value in _facts(terms) if value)


def _facts(terms: OfferTerms) -> Iterator[tuple[str, str]]:
    payment, service = terms.payment, terms.service
    yield "Payment plan", gettext(payment.plan.label)
    yield "Prepayment", percent(payment.prepay_percent) if payment.prepay_percent else ""
    yield "Credit days", _days(payment.credit_days)
    yield "Term", gettext("%(months)s months") % {"months": terms.term_months}
    yield "Free months", gettext("%(months)s months") % {"months": terms.free_months} if terms.free_months else ""
    yield "Availability", percent(service.sla_availability) if service.sla_availability is not None else ""
    yield "Urgent response", _span(service.urgent_minutes) if service.urgent_minutes else ""
    yield "Normal response", _span(service.normal_minutes) if service.normal_minutes else ""
    yield "Support hours", gettext(service.support_hours.label) if service.support_hours else ""
    yield "Tax basis", gettext("tax included") if terms.tax_included else gettext("before tax")
    yield "Exchange rate", _rate(terms.exchange) if terms.exchange else ""
    yield "Rounding", f"{gettext(terms.rounding.scope.label)} · {gettext(terms.rounding.mode.label)}"
    yield "Valid until", terms.valid_until.isoformat()


def _rate(exchange: Exchange) -> str:
    return f"{exchange.words} · {exchange.on.isoformat()} · {exchange.source}"


def _span(minutes: int) -> str:
    """90 → 1 h 30 min, in the reader's language; paper has its own in Chinese."""
    hours, rest = divmod(minutes, 60)
    parts = [gettext("%(hours)s h") % {"hours": hours}] if hours else []
    parts += [gettext("%(minutes)s min") % {"minutes": rest}] if rest or not hours else []
    return " ".join(parts)


def _days(days: int) -> str:
    return gettext("%(days)s days") % {"days": days} if days else ""


def tags(row: QuoteLine) -> tuple[str, ...]:
    """What is special about a line, in a word or two each; most lines have none."""
    if not (row.charge or row.discounts or row.columns or row.markup or row.other_taxes) and row.role == Role.INCLUDED:
        return ()
    model = [gettext(ChargeKind(row.charge["kind"]).label)] if row.charge else []
    role = [gettext(Role(row.role).label)] if row.role != Role.INCLUDED else []
    steps = [f"{step['name']} {_step(Decimal(step['percent']))}" for step in row.discounts]
    markup = (
        [gettext("markup %(percent)s") % {"percent": percent(Decimal(row.markup["percent"]))}] if row.markup else []
    )
    taxes = [gettext("other tax %(percent)s") % {"percent": percent(Decimal(rate))} for rate in row.other_taxes]
    return (*role, *row.columns, *model, *markup, *steps, *taxes)


def _step(off: Decimal) -> str:
    """With its sign: −10%, and +3% for a surcharge."""
    return f"+{percent(-off)}" if off < 0 else percent(-off)
