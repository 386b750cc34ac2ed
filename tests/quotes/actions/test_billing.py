"""Tariffs of a deal, and a form of billing that becomes the next version."""

from datetime import datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.billing import MOST_TARIFFS, add_tariff, adopt_form, remove_tariff
from quotes.actions.quotes import discard_draft, save_terms
from quotes.domain.billing.tariffs import Billing, Every
from quotes.domain.lifecycle import Form
from quotes.models import BillingTariff, QuoteLine, QuoteVersion
from stakeholders.models import Deal, JournalEntry, User
from tests.factories.stakeholders import LOST
from tests.quotes.actions.offers import domain_totals, free_line, stored_totals, submitted
from tests.quotes.domain.billing.curves import rate, tariff

ELASTIC = tariff(
    Billing.ELASTIC,
    name="实时互动（弹性）",
    rate=rate(138, Every.YEAR),
    over=rate("3.2", per=1000),
    level=Decimal(3000),
    vat_rate=Decimal(6),
)


def added(deal: Deal, by: User, at: datetime) -> BillingTariff:
    return add_tariff(deal=deal, tariff=ELASTIC, currency="CNY", tax_included=True, by=by, at=at)


def elastic_lines() -> list[QuoteLine]:
    return [
        free_line(description="实时互动（弹性）基础", unit="路·年", quantity=Decimal(3000), list_price=Decimal(138)),
        free_line(description="实时互动（弹性）超出", unit="千分钟", quantity=Decimal(7814), list_price=Decimal("3.2")),
    ]


class TestTariffs:
    def test_one_is_kept_as_it_was_typed(self, deal: Deal, ada: User, now: datetime) -> None:
        made = added(deal, ada, now)

        assert BillingTariff.objects.get(pk=made.pk).tariff() == ELASTIC
        assert JournalEntry.objects.filter(act="add_tariff", deal=deal).get().facts == {"name": "实时互动（弹性）"}

    def test_one_without_a_name_has_no_line_to_stand_on(self, deal: Deal, ada: User, now: datetime) -> None:
        nameless = tariff(Billing.MINUTES, rate=rate(1))

        with pytest.raises(Refusal) as refused:
            add_tariff(deal=deal, tariff=nameless, currency="CNY", tax_included=True, by=ada, at=now)

        assert refused.value.field == "name"

    def test_so_many_and_no_more(self, deal: Deal, ada: User, now: datetime) -> None:
        many = [added(deal, ada, now) for _ in range(MOST_TARIFFS)]

        with pytest.raises(Refusal):
            added(deal, ada, now)

        remove_tariff(tariff=many[0], by=ada, at=now)
        assert added(deal, ada, now).removed_at is None

    def test_one_that_is_removed_stays_and_is_removed_once(self, deal: Deal, ada: User, now: datetime) -> None:
        made = added(deal, ada, now)

        remove_tariff(tariff=made, by=ada, at=now)
        remove_tariff(tariff=made, by=ada, at=now)

        assert not deal.tariffs.standing().exists()
        assert deal.tariffs.get().removed_by == ada
        assert JournalEntry.objects.filter(act="remove_tariff", deal=deal).count() == 1

    def test_a_closed_deal_has_no_more_of_them(self, deal: Deal, ada: User, now: datetime) -> None:
        made = added(deal, ada, now)
        Deal.objects.filter(pk=deal.pk).update(stage="lost", closed_at=now, closed_by=ada, **vars(LOST))
        deal.refresh_from_db()

        for refused in (lambda: added(deal, ada, now), lambda: remove_tariff(tariff=made, by=ada, at=now)):
            with pytest.raises(Refusal):
                refused()


class TestAdopting:
    def adopted(self, version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
        line = version.lines.get(product_code="RTC-HD")
        return adopt_form(
            version=version,
            edition=version.edition,
            lines=elastic_lines(),
            replaced=[line.pk],
            name="实时互动（弹性）",
            by=ada,
            at=now,
        )

    def test_a_submitted_version_stays_and_the_form_is_in_the_next(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submitted(version, ada, now)

        made = self.adopted(version, ada, now)

        assert (made.number, made.is_draft, made.based_on_id) == (2, True, version.pk)
        assert [line.description for line in made.lines.all()] == [
            "实时互动（弹性）基础",
            "实时互动（弹性）超出",
            *[line.description for line in version.lines.exclude(product_code="RTC-HD")],
        ]
        assert made.gross_total == Decimal("839600.00") - 620_000 + 3000 * 138 + Decimal("25004.80")
        assert stored_totals(made) == domain_totals(made)
        assert version.lines.count() == 3

    def test_a_draft_is_changed_itself(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        made = self.adopted(version, ada, now)

        assert made.pk == version.pk
        assert not made.lines.filter(product_code="RTC-HD").exists()

    def test_a_bundle_becomes_itemised(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        save_terms(version=version, edition=1, by=ada, at=now, form=Form.BUNDLE, bundle_price=Decimal("700000.00"))

        made = self.adopted(version, ada, now)

        assert (made.form, made.gross_total) == (Form.ITEMISED, Decimal("658604.80"))

    def test_nothing_need_be_replaced(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        made = adopt_form(version=version, edition=1, lines=elastic_lines(), replaced=[], name="弹性", by=ada, at=now)

        assert made.lines.count() == 5

    def test_every_line_may_be(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        every = [line.pk for line in version.lines.all()]

        made = adopt_form(
            version=version, edition=1, lines=elastic_lines(), replaced=every, name="弹性", by=ada, at=now
        )

        assert made.gross_total == Decimal("439004.80")

    def test_a_line_that_is_gone_is_not_replaced(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal):
            adopt_form(version=version, edition=1, lines=elastic_lines(), replaced=[0], name="弹性", by=ada, at=now)

        assert version.lines.count() == 3

    def test_it_leaves_its_own_row_in_the_journal(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        made = self.adopted(version, ada, now)

        (row,) = JournalEntry.objects.filter(act="adopt_form")
        assert row.facts["name"] == "实时互动（弹性）"
        assert row.facts["total"] == str(made.gross_total)
        assert discard_draft(version=made, by=ada, at=now) is not None
