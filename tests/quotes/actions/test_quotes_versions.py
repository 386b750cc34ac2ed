"""From one version to the next: copied, revised, discarded, sent."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import (
    discard_draft,
    next_version,
    revise,
    send_version,
)
from quotes.domain.content import content_hash
from quotes.models import (
    Policy,
    PriceBookVersion,
    PriceItem,
    Quote,
    QuoteLine,
    QuoteVersion,
)
from stakeholders.models import JournalEntry, User
from tests.quotes.actions.offers import approved, domain_totals, stored_totals, submitted


class TestVersions:
    def test_any_earlier_version_can_be_the_base(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)
        second = revise(quote=version.quote, by=ada, at=now, discount=Decimal(10))
        submitted(second, ada, now)

        third = next_version(version=version, by=ada, at=now)

        assert (third.number, third.based_on, third.gross_total) == (3, version, version.gross_total)
        assert content_hash(third.terms()) == version.content_hash

    def test_one_draft_at_a_time(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="V1 is still a draft"):
            next_version(version=version, by=ada, at=now)

    def test_a_new_total_makes_a_bundle_and_new_terms_come_along(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submitted(version, ada, now)

        draft = revise(quote=version.quote, by=ada, at=now, bundle_price=Decimal(750000), payment_plan="annual_prepaid")

        assert (draft.form, draft.gross_total, draft.payment_plan) == ("bundle", Decimal(750000), "annual_prepaid")
        assert stored_totals(draft) == domain_totals(draft)

    def test_one_discount_on_every_line(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        draft = revise(quote=version.quote, by=ada, at=now, discount=Decimal(10))

        assert {line.discount for line in draft.lines.all()} == {Decimal(10)}
        assert draft.gross_total == Decimal("755640.00")

    def test_a_copy_of_an_expired_offer_runs_as_long_again(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submitted(version, ada, now)

        draft = next_version(version=version, by=ada, at=now + timedelta(days=60))

        assert draft.valid_until == date(2027, 2, 22)

    def test_a_discarded_draft_frees_its_number(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)
        draft = revise(quote=version.quote, by=ada, at=now, discount=Decimal(10))

        left = discard_draft(version=draft, by=ada, at=now)

        assert left == version.quote
        left.refresh_from_db()
        assert (left.latest_number, left.latest_state, left.latest_total) == (1, "submitted", version.gross_total)
        assert next_version(version=version, by=ada, at=now).number == 2

    def test_the_only_version_takes_its_quote_along(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        assert discard_draft(version=version, by=ada, at=now) is None

        assert Quote.objects.count() == 0
        assert JournalEntry.objects.filter(act="discard_draft").count() == 1

    def test_a_submitted_version_is_never_discarded(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        with pytest.raises(Refusal, match="has been submitted"):
            discard_draft(version=version, by=ada, at=now)

    def test_an_approved_version_is_sent(self, version: QuoteVersion, policy: Policy, ada: User, now: datetime) -> None:
        submitted(version, ada, now)
        approved(version, policy, ada, now)

        sent = send_version(version=version, by=ada, at=now)

        assert (sent.state, sent.sent_at, sent.sent_by) == ("sent", now, ada)
        version.quote.refresh_from_db()
        assert version.quote.latest_state == "sent"

    def test_an_unapproved_version_is_not_sent(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        with pytest.raises(Refusal, match="V1 is not approved"):
            send_version(version=version, by=ada, at=now)

    def test_a_draft_is_not_sent(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="Draft does not lead to Sent"):
            send_version(version=version, by=ada, at=now)

    def test_an_expired_version_is_not_sent(
        self, version: QuoteVersion, policy: Policy, ada: User, now: datetime
    ) -> None:
        submitted(version, ada, now)
        approved(version, policy, ada, now)

        with pytest.raises(Refusal, match="V1 expired on 2026-12-24"):
            send_version(version=version, by=ada, at=now + timedelta(days=31))


class TestTheDatabaseHasTheLastWord:
    def test_a_submitted_version_cannot_be_updated(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        with pytest.raises(ProgrammingError, match="never edited"):
            QuoteVersion.objects.filter(pk=version.pk).update(credit_days=90)

    def test_its_lines_cannot_change(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        with pytest.raises(ProgrammingError, match="never edited"):
            QuoteLine.objects.filter(version=version).update(discount=50)

    def test_a_price_item_names_itself_on_a_line(self, price_book: PriceBookVersion) -> None:
        item = PriceItem.objects.select_related("product").get(product__code="RTC-HD", version=price_book)

        line = QuoteLine.priced(item, Decimal(3), Decimal(15))

        assert (line.product_code, line.group, line.discount, line.floor_price) == (
            "RTC-HD",
            "实时互动",
            Decimal(15),
            Decimal(46),
        )
