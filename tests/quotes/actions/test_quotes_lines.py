"""A draft's lines: changed, added, removed, and always with the totals that follow."""

from contextlib import suppress
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.quotes import (
    add_lines,
    change_lines,
    discard_draft,
    next_version,
    save_terms,
)
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.terms import RoundingMode, RoundingScope
from quotes.models import (
    QuoteVersion,
)
from stakeholders.models import User
from tests.quotes.actions.offers import domain_totals, free_line, stored_totals, submitted


class TestChangingLines:
    def test_one_discount_moves_the_line_and_the_totals(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        line = version.lines.get(product_code="RTC-HD")

        changed = change_lines(version=version, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=ada, at=now)

        assert (changed.gross_total, changed.edition) == (Decimal("715600.00"), 2)
        assert stored_totals(version) == domain_totals(version)
        version.quote.refresh_from_db()
        assert version.quote.latest_total == Decimal("715600.00")

    def test_the_second_of_two_editors_is_told_and_changes_nothing(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        line = version.lines.get(product_code="RTC-HD")
        seen_by_pre = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)
        change_lines(version=version, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=ada, at=now)

        with pytest.raises(StaleRefusal):
            change_lines(version=seen_by_pre, edition=1, changes={line.pk: {"discount": Decimal(5)}}, by=pre, at=now)

        line.refresh_from_db()
        assert line.discount == Decimal(20)

    def test_a_products_price_is_the_price_books(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        line = version.lines.get(product_code="RTC-HD")

        with pytest.raises(Refusal, match="The price of RTC-HD is the price book's"):
            change_lines(version=version, edition=1, changes={line.pk: {"list_price": Decimal(1)}}, by=ada, at=now)

    def test_a_free_line_has_whatever_price_was_agreed(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        add_lines(version=version, edition=1, lines=[free_line()], by=ada, at=now)
        line = version.lines.get(product=None)

        change_lines(
            version=version, edition=2, changes={line.pk: {"list_price": Decimal("0.12345678")}}, by=ada, at=now
        )

        line.refresh_from_db()
        assert (line.list_price, line.gross_total) == (Decimal("0.12345678"), Decimal("0.62"))

    def test_one_discount_costs_five_statements(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        line = version.lines.get(product_code="RTC-HD")
        opened = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)

        with CaptureQueriesContext(connection) as statements:
            change_lines(version=opened, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=ada, at=now)
            shown = [line.gross_total for line in opened.lines.all()]

        assert len([q for q in statements if "SAVEPOINT" not in q["sql"]]) == 5
        assert shown == [Decimal("496000.00"), Decimal("105600.00"), Decimal("114000.00")]

    def test_an_added_line_joins_its_group(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        add_lines(version=version, edition=1, lines=[free_line(group="实时互动")], by=ada, at=now)

        assert [(line.position, line.description) for line in version.lines.all()] == [
            (1, "720p 实时互动并发"),
            (2, "驻场联调"),
            (3, "云端合流录制"),
            (4, "7×24 专属支持"),
        ]
        assert stored_totals(version) == domain_totals(version)

    def test_a_removed_line_closes_the_gap(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        line = version.lines.get(product_code="RTC-HD")

        change_lines(version=version, edition=1, changes={}, gone=[line.pk], by=ada, at=now)

        assert [line.position for line in version.lines.all()] == [1, 2]
        assert stored_totals(version) == domain_totals(version)

    def test_the_last_line_stays(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        gone = list(version.lines.values_list("pk", flat=True))

        with pytest.raises(Refusal, match="at least one line"):
            change_lines(version=version, edition=1, changes={}, gone=gone, by=ada, at=now)

        assert version.lines.count() == 3

    def test_a_submitted_version_is_refused_with_a_sentence(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        line = version.lines.get(product_code="RTC-HD")
        submitted(version, ada, now)

        with pytest.raises(Refusal, match="V1 has been submitted and stays as it is"):
            change_lines(version=version, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=ada, at=now)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        scope=st.sampled_from(RoundingScope),
        mode=st.sampled_from(RoundingMode),
        tax_included=st.booleans(),
        bundle=st.none() | st.decimals("0", "99999999", places=2),
        lines=st.lists(
            st.tuples(
                st.decimals("0", "99999", places=6),
                st.decimals("0", "99999", places=8),
                st.decimals("0", "100", places=4),
                st.sampled_from([Decimal(0), Decimal(6), Decimal(13)]),
                st.none() | st.decimals("0", "99999", places=8),
            ),
            min_size=1,
            max_size=5,
        ),
    )
    def test_what_is_stored_is_what_the_domain_says_to_the_cent(
        self,
        version: QuoteVersion,
        ada: User,
        now: datetime,
        scope: RoundingScope,
        mode: RoundingMode,
        tax_included: bool,
        bundle: Decimal | None,
        lines: list[tuple[Decimal, Decimal, Decimal, Decimal, Decimal | None]],
    ) -> None:
        discard_draft(version=next_of(version, ada, now), by=ada, at=now)
        draft = next_version(version=version, by=ada, at=now)
        rows = [
            free_line(quantity=quantity, list_price=listed, discount=discount, vat_rate=vat, floor_price=floor)
            for quantity, listed, discount, vat, floor in lines
        ]
        old = list(draft.lines.values_list("pk", flat=True))
        add_lines(version=draft, edition=1, lines=rows, by=ada, at=now)
        change_lines(version=draft, edition=2, changes={}, gone=old, by=ada, at=now)
        form = Form.ITEMISED if bundle is None else Form.BUNDLE
        # A bundle far above its list price is refused, and what was stored before stays.
        with suppress(Refusal):
            save_terms(
                version=draft,
                edition=3,
                by=ada,
                at=now,
                form=form,
                bundle_price=bundle,
                tax_included=tax_included,
                rounding_scope=scope,
                rounding_mode=mode,
            )

        assert stored_totals(draft) == domain_totals(draft)


def next_of(version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """A draft to throw away: the first time, the version itself is submitted to make room for it."""
    if version.is_draft:
        submitted(version, by, at)
    open_draft = version.quote.versions.filter(state="draft").first()
    return open_draft or next_version(version=version, by=by, at=at)
