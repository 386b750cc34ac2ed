"""The terms beside the lines: saved together, and taken out of tax and back without a trace."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import (
    save_terms,
)
from quotes.models import (
    QuoteVersion,
)
from stakeholders.models import JournalEntry, User
from tests.quotes.actions.offers import stored_totals


class TestTerms:
    def test_terms_and_the_bundle_price_are_saved_together(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        save_terms(
            version=version,
            edition=1,
            by=ada,
            at=now,
            form="bundle",
            bundle_price=Decimal(800000),
            payment_plan="annual_prepaid",
            credit_days=30,
        )

        row = QuoteVersion.objects.get(pk=version.pk)
        assert (row.form, row.bundle_price, row.gross_total) == ("bundle", Decimal(800000), Decimal(800000))
        assert (row.payment_plan, row.credit_days, row.edition) == ("annual_prepaid", 30, 2)
        assert JournalEntry.objects.get(act="save_terms").facts["changed"] == [
            "bundle_price",
            "credit_days",
            "form",
            "payment_plan",
        ]

    def test_taking_the_tax_out_and_in_again_changes_nothing(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        before = stored_totals(version)

        save_terms(version=version, edition=1, by=ada, at=now, tax_included=False)
        assert version.lines.get(product_code="RTC-HD").list_price == Decimal("58.49056604")
        save_terms(version=version, edition=2, by=ada, at=now, tax_included=True)

        assert stored_totals(version) == before

    def test_a_bundle_keeps_its_worth_when_the_tax_is_taken_out(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        terms = {"form": "bundle", "bundle_price": Decimal(106000), "rounding_scope": "document"}
        save_terms(version=version, edition=1, by=ada, at=now, **terms)

        save_terms(version=version, edition=2, by=ada, at=now, tax_included=False)

        assert (version.bundle_price, version.gross_total) == (Decimal("100000.00"), Decimal("106000.00"))

    def test_a_day_that_has_passed_is_no_validity(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="The validity date has passed"):
            save_terms(version=version, edition=1, by=ada, at=now, valid_until=date(2026, 11, 23))
