"""A deal's use under every form of billing, as sales, pre-sales and others meet it in the browser."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as said

from dealdesk.web.refusals import translated
from quotes.actions.billing import add_tariff
from quotes.actions.quotes import STALE, change_lines, next_version
from quotes.domain.billing.tariffs import Billing, Counted, Every
from quotes.models import BillingTariff, Policy, PriceBookVersion, QuoteVersion, UsageSeries
from stakeholders.domain.people import Role
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories import usage
from tests.factories.billing import ELASTIC, one_high_hour, peak_book
from tests.factories.billing import elastic as typed
from tests.quotes.actions.offers import domain_totals, stored_totals, submitted
from tests.quotes.domain.billing.curves import rate, tariff
from tests.quotes.views.typing_in import HTMX, ClientOf, pressed, statements_of

pytestmark = pytest.mark.usefixtures("today")

TYPED = {
    "billing": "elastic",
    "name": "实时互动（弹性）",
    "source": "2026-11 商务会",
    "since": "2026-11-20",
    "vat_rate": "6",
    "counted": "streams",
    "price": "12",
    "every": "year",
    "over_price": "0.5",
}


@pytest.fixture
def book(adm: User) -> PriceBookVersion:
    return peak_book(by=adm)


@pytest.fixture
def offer(deal: Deal, policy: Policy, book: PriceBookVersion, ada: User) -> QuoteVersion:
    return offered.draft(deal=deal, price_book=book, by=ada)


@pytest.fixture
def series(deal: Deal, ada: User) -> UsageSeries:
    return one_high_hour(deal=deal, by=ada)


@pytest.fixture
def elastic(deal: Deal, ada: User) -> BillingTariff:
    return typed(deal=deal, by=ada)


def url(deal: Deal, name: str = "billing") -> str:
    return reverse(f"quotes:{name}", args=[deal.pk])


class TestComparing:
    def test_every_form_stands_beside_the_offer(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, elastic: BillingTariff
    ) -> None:
        answer = client_of(ada).get(url(offer.quote.deal))

        screen = answer.context["screen"]
        assert [(row.name, row.total) for row in screen.rows] == [
            ("720p 实时互动并发", Decimal("421600.00")),
            ("实时互动（弹性）", Decimal("74160.00")),
        ]
        assert (screen.stand.offer, screen.stand.replaced) == (offer.gross_total, Decimal("620000.00"))
        assert [row.against for row in screen.rows] == [Decimal("-198400.00"), Decimal("-545840.00")]
        assert (screen.best.name, screen.saving) == ("实时互动（弹性）", Decimal("545840.00"))
        assert "<svg" in screen.picture

    def test_a_changed_answer_is_the_result_alone(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, elastic: BillingTariff
    ) -> None:
        answer = client_of(ada).get(url(offer.quote.deal), {"growth": "50%", "peak": "−10"}, **HTMX)

        text = answer.content.decode()
        assert ("<html" in text, 'id="result"' in text) == (False, True)
        assert answer.context["screen"].scenarios[-1].totals == (None, Decimal("174384.00"))

    def test_what_cannot_be_read_is_said_and_nothing_else_is_lost(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries
    ) -> None:
        answer = client_of(ada).get(url(offer.quote.deal), {"growth": "-200", "mbps": "abc", "peak": "5"})

        assert answer.status_code == 422
        assert {"growth", "mbps"} == set(answer.context["form"].errors)
        assert answer.context["form"]["peak"].value() == "5"
        assert answer.context["screen"] is None

    def test_a_price_in_another_unit_is_asked_for_what_a_stream_is_worth(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, now: datetime
    ) -> None:
        deal = offer.quote.deal
        by_mbps = tariff(
            Billing.MONTHLY_95, name="月 95", rate=rate(15, Every.MONTH), counted=Counted.MBPS, vat_rate=Decimal(6)
        )
        add_tariff(deal=deal, tariff=by_mbps, currency="CNY", tax_included=True, by=ada, at=now)

        asked, told = (client_of(ada).get(url(deal), more).context["screen"].rows[-1] for more in ({}, {"mbps": "2"}))

        assert (asked.total, bool(asked.problem)) == (None, True)
        assert (told.total, told.problem) == (Decimal(600 * 2 * 15 * 12), "")

    def test_a_scenario_is_priced_like_a_curve_and_says_that_it_is_none(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, elastic: BillingTariff
    ) -> None:
        usage.saved(deal=offer.quote.deal, by=ada)

        answer = client_of(ada).get(url(offer.quote.deal))

        assert (answer.context["screen"].peak, answer.context["screen"].picture) == ("10,000", "")
        assert (
            said(
                "This is a scenario: nobody knows its percentiles, so they stand at the peak, and what is billed by "
                "them is the most it can be."
            )
            in answer.content.decode()
        )

    def test_a_form_that_makes_no_offer_says_so_in_its_row_and_the_others_stay(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, now: datetime
    ) -> None:
        deal, client = offer.quote.deal, client_of(ada)
        dear = tariff(Billing.MONTHLY_PEAK, name="天价", rate=rate(10**9, Every.MONTH), vat_rate=Decimal(6))
        made = add_tariff(deal=deal, tariff=dear, currency="CNY", tax_included=True, by=ada, at=now)

        answer = client.get(url(deal))
        adopted = client.post(url(deal, "billing_adopt"), pressed(client, url(deal), f"tariff-{made.pk}"))

        assert [(row.total, row.problem) for row in answer.context["screen"].rows] == [
            (Decimal("421600.00"), ""),
            (None, translated("The total is too large: check quantities and prices.", {})),
        ]
        assert adopted.status_code == 422

    def test_without_use_it_says_what_to_do_first(self, client_of: ClientOf, ada: User, offer: QuoteVersion) -> None:
        answer = client_of(ada).get(url(offer.quote.deal))

        assert said("Nobody has said yet what this customer uses") in answer.content.decode()

    def test_without_a_quote_the_forms_stand_by_themselves(
        self, client_of: ClientOf, ada: User, deal: Deal, book: PriceBookVersion, series: UsageSeries
    ) -> None:
        screen = client_of(ada).get(url(deal), {"term": "6"}).context["screen"]

        assert (screen.stand, screen.term_months) == (None, 6)
        assert [row.total for row in screen.rows] == [Decimal("210800.00")]

    def test_a_price_book_before_tax_and_an_offer_with_tax_are_said_alike(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, now: datetime
    ) -> None:
        deal = offer.quote.deal
        bare = tariff(Billing.MINUTES, name="按分钟", rate=rate(1, per=1000), vat_rate=Decimal(6))
        add_tariff(deal=deal, tariff=bare, currency="CNY", tax_included=False, by=ada, at=now)
        add_tariff(deal=deal, tariff=bare, currency="USD", tax_included=False, by=ada, at=now)

        rows = client_of(ada).get(url(deal)).context["screen"].rows

        minutes = (6_800 * 12 + 600 * 276) * 5 * 30 * 12 / Decimal(1000)
        assert [row.total for row in rows[1:]] == [minutes * Decimal("1.06")]

    def test_however_many_tariffs_there_are_it_asks_as_often(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, now: datetime
    ) -> None:
        deal, client = offer.quote.deal, client_of(ada)
        add_tariff(deal=deal, tariff=ELASTIC, currency="CNY", tax_included=True, by=ada, at=now)
        client.get(url(deal))
        one = len(statements_of(lambda: client.get(url(deal))))
        for _ in range(3):
            add_tariff(deal=deal, tariff=ELASTIC, currency="CNY", tax_included=True, by=ada, at=now)

        assert len(statements_of(lambda: client.get(url(deal)))) == one


class TestSecrecy:
    def test_another_team_does_not_find_the_deal_and_its_own_does(
        self, client_of: ClientOf, ada: User, dee: User, offer: QuoteVersion, series: UsageSeries
    ) -> None:
        deal = offer.quote.deal
        assert client_of(dee).get(url(deal)).status_code == 404
        assert client_of(ada).get(url(deal)).status_code == 200

    def test_legal_may_look_and_not_change_and_pre_sales_may(
        self, client_of: ClientOf, lin: User, pre: User, offer: QuoteVersion, series: UsageSeries
    ) -> None:
        deal = offer.quote.deal
        whom.signer(deal=deal, role=Role.LEGAL)
        assert client_of(lin).get(url(deal)).status_code == 200
        assert client_of(lin).get(url(deal, "tariff_new")).status_code == 403
        assert client_of(pre).get(url(deal, "tariff_new")).status_code == 200


class TestOffering:
    def test_one_click_makes_the_form_the_next_version_at_the_total_that_was_shown(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, elastic: BillingTariff,
        now: datetime,
    ) -> None:  # fmt: skip
        deal, client = offer.quote.deal, client_of(ada)
        submitted(offer, ada, now)
        shown = client.get(url(deal)).context["screen"].rows[1]

        answer = client.post(url(deal, "billing_adopt"), pressed(client, url(deal), shown.key))

        made = offer.quote.versions.get(number=2)
        assert (answer.status_code, answer.url) == (303, reverse("quotes:version", args=[made.pk]))
        assert made.gross_total == shown.offer
        assert stored_totals(made) == domain_totals(made)
        assert not made.lines.filter(product_code="RTC-HD").exists()
        assert JournalEntry.objects.get(act="adopt_form").facts["name"] == "实时互动（弹性）"

    def test_a_price_of_the_book_keeps_its_product_and_its_floor(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries
    ) -> None:
        deal, client = offer.quote.deal, client_of(ada)
        shown = client.get(url(deal)).context["screen"].rows[0]

        client.post(url(deal, "billing_adopt"), pressed(client, url(deal), shown.key))

        line = offer.lines.get(product_code="RTC-HD")
        assert (line.quantity, line.floor_price is not None) == (6800, True)
        offer.refresh_from_db()
        assert offer.gross_total == shown.offer

    def test_only_the_lines_that_were_chosen_are_replaced(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, elastic: BillingTariff
    ) -> None:
        deal, client = offer.quote.deal, client_of(ada)
        last = offer.lines.order_by("-position").first()
        assert last is not None
        asked = pressed(client, url(deal), f"tariff-{elastic.pk}", replaced=[str(last.position)])

        client.post(url(deal, "billing_adopt"), asked)

        codes = [line.product_code for line in offer.lines.all()]
        assert (last.product_code in codes, "RTC-HD" in codes) == (False, True)

    @pytest.mark.parametrize("key", ["", "tariff-0", "item-99999999"])
    def test_a_form_that_is_gone_is_refused_and_the_table_stays(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, key: str
    ) -> None:
        deal, client = offer.quote.deal, client_of(ada)
        answer = client.post(url(deal, "billing_adopt"), pressed(client, url(deal), key))

        assert (answer.status_code, len(answer.context["screen"].rows)) == (422, 1)
        assert offer.quote.versions.count() == 1

    def test_a_form_without_a_price_is_refused(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, now: datetime
    ) -> None:
        deal, client = offer.quote.deal, client_of(ada)
        by_gb = tariff(Billing.TRAFFIC, name="流量", rate=rate(1), counted=Counted.MBPS, vat_rate=Decimal(6))
        made = add_tariff(deal=deal, tariff=by_gb, currency="CNY", tax_included=True, by=ada, at=now)

        answer = client.post(url(deal, "billing_adopt"), pressed(client, url(deal), f"tariff-{made.pk}"))

        assert answer.status_code == 422

    def test_a_draft_beside_a_draft_is_refused_in_words(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, elastic: BillingTariff,
        now: datetime,
    ) -> None:  # fmt: skip
        """The draft is the latest version, so it is changed itself; a closed deal changes nothing."""
        deal, client = offer.quote.deal, client_of(ada)
        Deal.objects.filter(pk=deal.pk).update(stage="lost", closed_at=now, closed_by=ada, **vars(whom.LOST))

        answer = client.post(url(deal, "billing_adopt"), pressed(client, url(deal), f"tariff-{elastic.pk}"))

        assert answer.status_code == 422
        assert offer.lines.count() == 3

    def test_what_a_colleague_saved_meanwhile_is_not_overwritten(
        self, client_of: ClientOf, ada: User, pre: User, offer: QuoteVersion, series: UsageSeries,
        elastic: BillingTariff, now: datetime,
    ) -> None:  # fmt: skip
        deal, client = offer.quote.deal, client_of(ada)
        seen = pressed(client, url(deal), f"tariff-{elastic.pk}")
        line = offer.lines.get(product_code="RTC-HD")
        change_lines(version=offer, edition=1, changes={line.pk: {"quantity": Decimal(9000)}}, by=pre, at=now)

        refused = client.post(url(deal, "billing_adopt"), seen)
        kept = offer.lines.filter(product_code="RTC-HD").count()
        again = client.post(url(deal, "billing_adopt"), pressed(client, url(deal), f"tariff-{elastic.pk}"))

        assert (refused.status_code, kept, again.status_code) == (422, 1, 303)
        assert said(STALE) in refused.content.decode()

    def test_nor_is_a_version_made_from_another_than_was_seen(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, elastic: BillingTariff,
        now: datetime,
    ) -> None:  # fmt: skip
        deal, client = offer.quote.deal, client_of(ada)
        submitted(offer, ada, now)
        seen = pressed(client, url(deal), f"tariff-{elastic.pk}")
        next_version(version=offer, by=ada, at=now)

        refused = client.post(url(deal, "billing_adopt"), seen)

        assert (refused.status_code, offer.quote.versions.count()) == (422, 2)
        assert said(STALE) in refused.content.decode()


class TestTariffs:
    @pytest.mark.parametrize("billing", list(Billing))
    def test_every_form_shows_its_own_fields(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, billing: Billing
    ) -> None:
        answer = client_of(ada).get(url(offer.quote.deal, "tariff_new"), {"billing": billing.value})

        assert answer.status_code == 200
        assert answer.context["form"].billing is billing

    def test_one_is_kept_as_it_was_typed(self, client_of: ClientOf, ada: User, offer: QuoteVersion) -> None:
        answer = client_of(ada).post(url(offer.quote.deal, "tariff_new"), TYPED)

        assert answer.status_code == 303
        made = BillingTariff.objects.get().tariff()
        assert (made.name, made.rate, made.over, made.level) == (ELASTIC.name, ELASTIC.rate, ELASTIC.over, None)

    @pytest.mark.parametrize(
        ("typed", "billing"),
        [
            ({"price": "2.6"}, Billing.MINUTES),
            ({"price": "0.5", "counted": "mbps"}, Billing.TRAFFIC),
            ({"price": "60", "every": "year", "level": "7000"}, Billing.CONTRACT),
            ({"price": "0.42"}, Billing.DAILY_PEAK),
            ({"price": "15", "every": "month"}, Billing.MONTHLY_95),
            ({"price": "3.36", "every": "day", "level": "1000", "floor": "20"}, Billing.ENHANCED_95),
            ({"price": "3.696", "every": "day", "level": "1000", "floor": "20"}, Billing.TRADITIONAL_95),
            (
                {"pack_size": "250", "pack_price": "1588", "pack_months": "12", "over_price": "7"},
                Billing.PACKAGES,
            ),
            ({"included": "5000", "fee": "12000", "over_price": "3"}, Billing.COMMITMENT),
        ],
    )
    def test_each_form_is_typed_and_priced(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, series: UsageSeries, typed: dict[str, str],
        billing: Billing,
    ) -> None:  # fmt: skip
        deal, client = offer.quote.deal, client_of(ada)
        plain = {name: value for name, value in TYPED.items() if name not in {"price", "every", "over_price"}}

        answer = client.post(url(deal, "tariff_new"), plain | {"billing": billing.value} | typed)

        assert answer.status_code == 303
        row = client.get(url(deal), {"mbps": "1.5"}).context["screen"].rows[-1]
        assert (row.typed, row.total is not None) == (BillingTariff.objects.get().pk, True)

    def test_a_price_of_the_book_may_stand_in_for_a_typed_one(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion, book: PriceBookVersion
    ) -> None:
        item = book.items.get(product__code="RTC-HD")
        plain = {name: value for name, value in TYPED.items() if name not in {"price", "every"}}

        client_of(ada).post(url(offer.quote.deal, "tariff_new"), plain | {"item": str(item.pk)})

        assert BillingTariff.objects.get().tariff().rate == rate(62, Every.YEAR)

    def test_what_is_missing_is_said_beside_its_field(
        self, client_of: ClientOf, ada: User, offer: QuoteVersion
    ) -> None:
        answer = client_of(ada).post(url(offer.quote.deal, "tariff_new"), {"billing": "elastic", "name": "弹性"})

        assert answer.status_code == 422
        assert {"price", "every", "over_price", "source", "since", "vat_rate", "counted"} <= set(
            answer.context["form"].errors
        )
        assert answer.context["form"]["name"].value() == "弹性"

    def test_a_deal_without_any_price_has_no_currency_to_type_in(
        self, client_of: ClientOf, ada: User, deal: Deal
    ) -> None:
        assert client_of(ada).get(url(deal, "tariff_new")).status_code == 303

    def test_one_is_removed(self, client_of: ClientOf, ada: User, elastic: BillingTariff) -> None:
        answer = client_of(ada).post(reverse("quotes:tariff_remove", args=[elastic.pk]))

        assert answer.status_code == 303
        assert not BillingTariff.objects.standing().exists()
        assert client_of(ada).post(reverse("quotes:tariff_remove", args=[elastic.pk])).status_code == 404
