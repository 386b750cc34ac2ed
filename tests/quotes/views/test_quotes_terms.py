"""The terms of a draft, and the switch between items and one price."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.actions.quotes import save_terms
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.quotes.views.typing_in import ClientOf

pytestmark = pytest.mark.usefixtures("today")


def terms_of(version: QuoteVersion, **sent: str) -> dict[str, str]:
    return {
        "edition": str(version.edition),
        "tax_included": "True",
        "rounding_scope": "line",
        "rounding_mode": "half_up",
        "payment_plan": "quarterly_prepaid",
        "prepay_percent": "0",
        "credit_days": "0",
        "term_months": "12",
        "free_months": "0",
        "valid_until": "2026-12-24",
    } | sent


class TestTerms:
    def test_terms_are_saved(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        answer = client_of(ada).post(
            f"/versions/{version.pk}/terms/", terms_of(version, credit_days="60", sla_availability="99.9")
        )
        version.refresh_from_db()
        assert answer.status_code == 303
        assert (version.credit_days, version.sla_availability, version.edition) == (60, Decimal("99.9"), 2)

    def test_someone_elses_change_is_shown_beside_what_was_typed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        mine = terms_of(version, credit_days="60")
        save_terms(version=version, edition=1, by=pre, at=now, credit_days=30)
        client = client_of(ada)

        refused = client.post(f"/versions/{version.pk}/terms/", mine)

        assert refused.status_code == 422
        assert refused.context["form"].errors["credit_days"] == [said("Stored by now: %(value)s") % {"value": 30}]
        assert refused.context["form"]["credit_days"].value() == "60"
        assert client.post(f"/versions/{version.pk}/terms/", mine | {"edition": "2"}).status_code == 303

    @pytest.mark.parametrize(
        ("field", "value"),
        [("valid_until", "2026-11-23"), ("urgent_minutes", "999"), ("term_months", "500"), ("credit_days", "1000")],
    )
    def test_a_term_no_offer_can_have_is_a_sentence_by_its_field(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, field: str, value: str
    ) -> None:
        answer = client_of(ada).post(
            f"/versions/{version.pk}/terms/", terms_of(version, normal_minutes="60", **{field: value})
        )
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {field}

    def test_a_bundle_price_and_back_to_items(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        client = client_of(ada)
        client.post(f"/versions/{version.pk}/form/", {"edition": "1", "form": "bundle", "bundle_price": "800,000"})
        version.refresh_from_db()
        assert (version.form, version.gross_total) == ("bundle", Decimal(800000))
        client.post(f"/versions/{version.pk}/form/", {"edition": "2", "form": "itemised", "bundle_price": "800,000"})
        version.refresh_from_db()
        assert (version.form, version.gross_total) == ("itemised", Decimal("839600.00"))

    @pytest.mark.parametrize("price", ["", "-1", "NaN", "1e999", str(10**30), "$5", "9000000000", "1.001"])
    def test_a_bad_bundle_price_is_a_sentence_and_stays_typed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, price: str
    ) -> None:
        answer = client_of(ada).post(
            f"/versions/{version.pk}/form/", {"edition": "1", "form": "bundle", "bundle_price": price}
        )
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"bundle_price"}
        assert answer.context["form"]["bundle_price"].value() == price


class TestOnePrice:
    def test_a_discount_on_the_whole_that_goes_is_said_and_comes_back(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        save_terms(version=version, edition=1, header_amount=Decimal(9_600), by=ada, at=now)
        client, url = client_of(ada), f"/versions/{version.pk}/"
        page = client.post(f"{url}form/", {"edition": "2", "form": "bundle", "bundle_price": "800000"}, follow=True)
        assert "整单优惠已去掉：打包只有一个价。撤销可恢复。" in page.content.decode()
        client.post(f"{url}lines/", {"edition": "3", "do": "undo"})
        version.refresh_from_db()
        assert (version.form, version.header_amount, version.gross_total) == ("itemised", 9_600, 830_000)

    def test_without_one_nothing_is_said(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        sent = {"edition": "1", "form": "bundle", "bundle_price": "800000"}
        page = client_of(ada).post(f"/versions/{version.pk}/form/", sent, follow=True)
        assert "整单优惠已去掉" not in page.content.decode()
