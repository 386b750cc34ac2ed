"""Quotes and versions as the database keeps them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from quotes.domain.lifecycle import Form, VersionState
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import PaymentPlan, RoundingMode, RoundingScope, SupportHours
from quotes.models import Quote, QuoteLine, QuoteVersion
from stakeholders.models import User


def test_a_version_is_the_offer_it_stores(version: QuoteVersion) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(
        form="bundle",
        bundle_price=800000,
        rounding_scope="document",
        rounding_mode="half_even",
        prepay_percent=30,
        sla_availability=Decimal("99.9"),
        urgent_minutes=60,
        support_hours="24x7",
        note="含驻场",
    )
    terms = QuoteVersion.objects.get(pk=version.pk).terms()

    assert (terms.form, terms.bundle_price, terms.note) == (Form.BUNDLE, Decimal(800000), "含驻场")
    assert (terms.rounding.scope, terms.rounding.mode) == (RoundingScope.DOCUMENT, RoundingMode.HALF_EVEN)
    assert (terms.payment.plan, terms.payment.prepay_percent) == (PaymentPlan.QUARTERLY_PREPAID, Decimal(30))
    assert (terms.service.sla_availability, terms.service.urgent_minutes) == (Decimal("99.9"), 60)
    assert terms.service.support_hours is SupportHours.ROUND_THE_CLOCK
    assert [(line.position, line.product_code, line.floor_price) for line in terms.lines] == [
        (1, "RTC-HD", Decimal(46)),
        (2, "REC-MIX", Decimal(8)),
        (3, "SUP-724", Decimal(7000)),
    ]
    assert price(terms).gross == Decimal(800000)


def test_the_headline_follows_whoever_writes_a_version(version: QuoteVersion, now: datetime) -> None:
    later = now + timedelta(hours=1)
    QuoteVersion.objects.filter(pk=version.pk).update(gross_total=1, net_total=1, tax_total=0, updated_at=later)

    quote = Quote.objects.get(pk=version.quote_id)
    assert (quote.latest_number, quote.latest_total, quote.updated_at) == (1, Decimal(1), later)


def test_an_older_version_does_not_touch_the_headline(version: QuoteVersion, ada: User, now: datetime) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(
        state=VersionState.SUBMITTED, content_hash="x" * 64, frozen_at=now, frozen_by=ada
    )
    QuoteVersion.objects.create(
        quote=version.quote,
        number=2,
        price_book=version.price_book,
        payment_plan="annual_prepaid",
        valid_until=date(2026, 12, 24),
        net_total=5,
        gross_total=5,
        created_at=now,
        created_by=ada,
        updated_at=now,
    )
    QuoteVersion.objects.filter(pk=version.pk).update(state=VersionState.SENT)

    quote = Quote.objects.get(pk=version.quote_id)
    assert (quote.latest_number, quote.latest_state, quote.latest_total) == (2, "draft", Decimal(5))


@pytest.mark.parametrize(
    "values",
    [
        {"form": "bundle"},
        {"bundle_price": 5},
        {"payment_plan": "someday"},
        {"rounding_scope": "page"},
        {"tax_total": 1},
        {"term_months": 0},
        {"prepay_percent": 101},
        {"frozen_at": datetime.fromisoformat("2026-11-24T10:00:00+08:00")},
        {"state": "submitted"},
    ],
)
def test_the_database_refuses_what_no_version_can_be(version: QuoteVersion, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        QuoteVersion.objects.filter(pk=version.pk).update(**values)


@pytest.mark.parametrize("values", [{"quantity": -1}, {"discount": 101}, {"vat_rate": -1}, {"list_price": -1}])
def test_the_database_refuses_what_no_line_can_be(version: QuoteVersion, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        QuoteLine.objects.filter(version=version).update(**values)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BJ-000417", True),
        ("bj417", True),
        ("417", True),
        ("000417", True),
        ("BJ-000418", False),
        ("澄湖", True),
        ("9", False),
    ],
)
def test_a_quote_is_found_by_number_or_customer(quote: Quote, text: str, found: bool) -> None:
    Quote.objects.filter(pk=quote.pk).update(number="BJ-000417")
    assert Quote.objects.matching(text).exists() is found
