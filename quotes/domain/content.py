"""The canonical form of an offer's terms and its hash: what an approval holds for."""

from datetime import date
from decimal import Decimal
from typing import Any

from quotes.domain.lifecycle import Form
from quotes.domain.pricing.terms import (
    LineTerms,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    ServiceTerms,
    SupportHours,
)
from quotes.domain.spelling import digest, line_extras, number, offer_extras, read_line_extras, read_offer_extras

# Part of what is hashed: a later way of writing terms down can never collide with an earlier one. What came after the
# first schema is written only where it is used, so that an offer without it keeps the hash it was approved under.
SCHEMAS = (1, 2)
LINE_KEYS = 10


def content_hash(terms: OfferTerms) -> str:
    """SHA-256, in hex, of the canonical form: equal for equal terms, whatever their digits' zeros or line order."""
    return digest(canonical(terms))


def canonical(terms: OfferTerms) -> dict[str, Any]:
    """The terms as plain JSON values: numbers as shortest decimal strings, dates as ISO 8601, lines by position."""
    extras = offer_extras(terms)
    lines = [_line(line) for line in sorted(terms.lines, key=lambda line: line.position)]
    newer = extras or terms.rounding.scope is RoundingScope.GRAND or any(len(line) > LINE_KEYS for line in lines)
    return {
        "schema": 2 if newer else 1,
        "currency": terms.currency,
        "tax_included": terms.tax_included,
        "rounding": {
            "scope": terms.rounding.scope.value,
            "mode": terms.rounding.mode.value,
            "places": terms.rounding.places,
            "unit_places": terms.rounding.unit_places,
        },
        "form": terms.form.value,
        "bundle_price": _number(terms.bundle_price),
        "payment": {
            "plan": terms.payment.plan.value,
            "prepay_percent": _number(terms.payment.prepay_percent),
            "credit_days": terms.payment.credit_days,
        },
        "service": {
            "sla_availability": _number(terms.service.sla_availability),
            "urgent_minutes": terms.service.urgent_minutes,
            "normal_minutes": terms.service.normal_minutes,
            "support_hours": terms.service.support_hours.value if terms.service.support_hours else None,
        },
        "term_months": terms.term_months,
        "free_months": terms.free_months,
        "valid_until": terms.valid_until.isoformat(),
        "note": terms.note,
        "lines": lines,
        **extras,
    }


def from_canonical(content: dict[str, Any]) -> OfferTerms:
    """The terms a canonical form was made from; refuses a schema this code does not know."""
    if content["schema"] not in SCHEMAS:
        raise ValueError(f"unknown content schema {content['schema']}")
    rounding, payment, service = content["rounding"], content["payment"], content["service"]
    return OfferTerms(
        currency=content["currency"],
        tax_included=content["tax_included"],
        rounding=RoundingPolicy(
            scope=RoundingScope(rounding["scope"]),
            mode=RoundingMode(rounding["mode"]),
            places=rounding["places"],
            unit_places=rounding["unit_places"],
        ),
        form=Form(content["form"]),
        bundle_price=_decimal(content["bundle_price"]),
        payment=PaymentTerms(
            plan=PaymentPlan(payment["plan"]),
            prepay_percent=Decimal(payment["prepay_percent"]),
            credit_days=payment["credit_days"],
        ),
        service=ServiceTerms(
            sla_availability=_decimal(service["sla_availability"]),
            urgent_minutes=service["urgent_minutes"],
            normal_minutes=service["normal_minutes"],
            support_hours=SupportHours(service["support_hours"]) if service["support_hours"] else None,
        ),
        term_months=content["term_months"],
        free_months=content["free_months"],
        valid_until=date.fromisoformat(content["valid_until"]),
        note=content["note"],
        lines=tuple(_line_terms(line) for line in content["lines"]),
        **read_offer_extras(content),
    )


def _line(line: LineTerms) -> dict[str, Any]:
    return {
        "position": line.position,
        "group": line.group,
        "product_code": line.product_code,
        "description": line.description,
        "unit": line.unit,
        "quantity": _number(line.quantity),
        "list_price": _number(line.list_price),
        "discount": _number(line.discount),
        "vat_rate": _number(line.vat_rate),
        "floor_price": _number(line.floor_price),
        **line_extras(line),
    }


def _line_terms(line: dict[str, Any]) -> LineTerms:
    return LineTerms(
        position=line["position"],
        group=line["group"],
        product_code=line["product_code"],
        description=line["description"],
        unit=line["unit"],
        quantity=Decimal(line["quantity"]),
        list_price=Decimal(line["list_price"]),
        discount=Decimal(line["discount"]),
        vat_rate=Decimal(line["vat_rate"]),
        floor_price=_decimal(line["floor_price"]),
        **read_line_extras(line),
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
