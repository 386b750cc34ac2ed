"""Making, changing, copying and sending offers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import ProgrammingError, connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.quotes import (
    add_lines,
    change_lines,
    create_quote,
    discard_draft,
    next_version,
    revise,
    save_terms,
    send_version,
)
from quotes.domain.content import content_hash
from quotes.domain.lifecycle import Form, VersionState
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import RoundingMode, RoundingScope
from quotes.models import (
    ApprovalRequest,
    Bundle,
    Policy,
    PriceBookVersion,
    PriceItem,
    Quote,
    QuoteLine,
    QuoteVersion,
)
from stakeholders.models import Deal, JournalEntry, User

VALID = date(2026, 12, 24)


def free_line(**fields: object) -> QuoteLine:
    values: dict[str, object] = {
        "description": "驻场联调",
        "unit": "人日",
        "group": "服务",
        "quantity": Decimal(5),
        "list_price": Decimal("3500.5"),
        "vat_rate": Decimal(6),
    }
    return QuoteLine(**values | fields)


def book_lines(price_book: PriceBookVersion) -> list[QuoteLine]:
    items = price_book.items.select_related("product").order_by("id")
    return [QuoteLine.priced(item, Decimal(10)) for item in items]


def submitted(version: QuoteVersion, by: User, at: datetime, state: VersionState = VersionState.SUBMITTED) -> None:
    """Freezes a version the way submitting does, without an approval."""
    QuoteVersion.objects.filter(pk=version.pk).update(
        state=state, content_hash=content_hash(version.terms()), frozen_at=at, frozen_by=by, updated_at=at
    )
    version.refresh_from_db()


def approved(version: QuoteVersion, policy: Policy, by: User, at: datetime) -> None:
    """A request without steps: the offer was within authority."""
    ApprovalRequest.objects.create(
        version=version,
        content_hash=version.content_hash,
        policy=policy,
        reason="within authority",
        requested_at=at,
        requested_by=by,
        closed_at=at,
        closed_because="decided",
    )


def stored_totals(version: QuoteVersion) -> dict[str, object]:
    row = QuoteVersion.objects.get(pk=version.pk)
    return {
        "list": row.list_total,
        "itemised": row.itemised_total,
        "net": row.net_total,
        "tax": row.tax_total,
        "gross": row.gross_total,
        "discount": row.discount,
        "floor": row.floor_total,
        "lines": [(line.net_total, line.tax_total, line.gross_total) for line in row.lines.all()],
    }


def domain_totals(version: QuoteVersion) -> dict[str, object]:
    priced = price(QuoteVersion.objects.get(pk=version.pk).terms())
    return {
        "list": priced.list_total,
        "itemised": priced.itemised_total,
        "net": priced.net,
        "tax": priced.tax,
        "gross": priced.gross,
        "discount": priced.discount_percent,
        "floor": priced.floor_total,
        "lines": [(line.net, line.tax, line.gross) for line in priced.lines],
    }


class TestCreating:
    def make(self, deal: Deal, book: PriceBookVersion, by: User, at: datetime, **terms: object) -> QuoteVersion:
        lines = terms.pop("lines") if "lines" in terms else book_lines(book)
        values: dict[str, object] = {"payment_plan": "annual_prepaid", "valid_until": VALID, "lines": lines}
        return create_quote(deal=deal, title="高级版", price_book=book, by=by, at=at, **values | terms)

    def test_the_first_version_holds_the_lines_at_list_price(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        version = self.make(deal, price_book, ada, now)

        assert (version.number, version.state, version.currency) == (1, "draft", "CNY")
        assert [(line.position, line.product_code, line.list_price) for line in version.lines.all()] == [
            (1, "RTC-HD", Decimal(62)),
            (2, "REC-MIX", Decimal(11)),
            (3, "SUP-724", Decimal(9500)),
        ]
        assert version.gross_total == Decimal("95730.00")
        assert stored_totals(version) == domain_totals(version)

    def test_the_database_numbers_the_quote_and_the_headline_repeats_its_version(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        one, two = (self.make(deal, price_book, ada, now).quote for _ in range(2))

        assert int(two.number.removeprefix("BJ-")) == int(one.number.removeprefix("BJ-")) + 1
        one.refresh_from_db()
        assert (one.latest_number, one.latest_state, one.latest_total) == (1, "draft", Decimal("95730.00"))

    def test_a_bundle_is_offered_at_its_one_price(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        bundle = Bundle(version=price_book, name="高级版", price=Decimal(90000))

        version = self.make(deal, price_book, ada, now, bundle=bundle)

        assert (version.form, version.bundle_price, version.gross_total) == ("bundle", Decimal(90000), Decimal(90000))

    def test_an_offer_without_tax_takes_the_tax_out_of_every_price(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        version = self.make(deal, price_book, ada, now, tax_included=False)

        assert [line.list_price for line in version.lines.all()] == [
            Decimal("58.49056604"),
            Decimal("10.37735849"),
            Decimal("8962.26415094"),
        ]
        assert version.net_total == Decimal("90311.32")
        assert version.gross_total == Decimal("95730.00")

    def test_lines_of_one_group_stand_together(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        lines = [*book_lines(price_book), free_line(group="实时互动", description="弱网调优")]

        version = self.make(deal, price_book, ada, now, lines=lines)

        assert [line.description for line in version.lines.all()] == [
            "720p 实时互动并发",
            "弱网调优",
            "云端合流录制",
            "7×24 专属支持",
        ]

    @pytest.mark.parametrize(
        ("terms", "field"),
        [
            ({"lines": []}, "lines"),
            ({"valid_until": date(2026, 11, 23)}, "valid_until"),
            ({"bundle_price": Decimal("957300.01"), "form": "bundle"}, "bundle_price"),
            ({"term_months": 0}, "term_months"),
        ],
    )
    def test_it_refuses_what_no_offer_can_be(
        self,
        deal: Deal,
        price_book: PriceBookVersion,
        ada: User,
        now: datetime,
        terms: dict[str, object],
        field: str,
    ) -> None:
        with pytest.raises(Refusal) as refused:
            self.make(deal, price_book, ada, now, **terms)

        assert refused.value.field == field
        assert Quote.objects.count() == 0

    def test_a_price_book_that_is_not_in_force_is_refused(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="not in force today"):
            self.make(deal, price_book, ada, now - timedelta(days=365))

    def test_twenty_lines_cost_four_statements(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        lines = [free_line(description=f"项目 {i}") for i in range(20)]

        with CaptureQueriesContext(connection) as statements:
            self.make(deal, price_book, ada, now, lines=lines)

        assert [q["sql"].split('"')[1] for q in statements if "SAVEPOINT" not in q["sql"]] == [
            "quotes_quote",
            "quotes_quoteversion",
            "quotes_quoteline",
            "stakeholders_journalentry",
        ]

    def test_the_journal_tells_of_it_and_never_of_a_floor(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        version = self.make(deal, price_book, ada, now)

        entry = JournalEntry.objects.get(act="create_quote")
        assert (entry.by, entry.at, entry.deal, entry.object_id) == (ada, now, deal, version.quote_id)
        assert entry.facts == {
            "number": version.quote.number,
            "title": "高级版",
            "total": "95730.00",
            "currency": "CNY",
        }


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

    def test_one_discount_costs_four_statements(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        line = version.lines.get(product_code="RTC-HD")
        opened = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)

        with CaptureQueriesContext(connection) as statements:
            change_lines(version=opened, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=ada, at=now)
            shown = [line.gross_total for line in opened.lines.all()]

        assert len([q for q in statements if "SAVEPOINT" not in q["sql"]]) == 4
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


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Both in threads of their own, with connections of their own, released at the same moment."""
    barrier = Barrier(2)

    def run(call: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return [future.result(timeout=30) for future in [threads.submit(run, call) for call in (first, second)]]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_next_versions_never_share_a_number(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        submitted(version, ada, now)

        results = at_once(
            lambda: next_version(version=version, by=ada, at=now),
            lambda: next_version(version=version, by=pre, at=now),
        )

        assert sorted(str(result) for result in results) == [
            "V2",
            "V2 is still a draft: submit it or discard it first.",
        ]

    def test_two_changes_of_one_edition_keep_the_first(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        line = version.lines.get(product_code="RTC-HD")

        def change(by: User, discount: int) -> QuoteVersion:
            opened = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)
            values = {line.pk: {"discount": Decimal(discount)}}
            return change_lines(version=opened, edition=1, changes=values, by=by, at=now)

        results = at_once(lambda: change(ada, 10), lambda: change(pre, 30))

        assert sorted(type(result).__name__ for result in results) == ["QuoteVersion", "StaleRefusal"]
        assert stored_totals(version) == domain_totals(version)
        assert QuoteVersion.objects.get(pk=version.pk).edition == 2

    def test_discarding_and_changing_one_draft_do_not_wait_for_each_other_for_ever(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        submitted(version, ada, now)
        draft = next_version(version=version, by=ada, at=now)
        line = draft.lines.get(product_code="RTC-HD")

        results = at_once(
            lambda: discard_draft(version=draft, by=ada, at=now),
            lambda: change_lines(version=draft, edition=1, changes={line.pk: {"discount": Decimal(5)}}, by=pre, at=now),
        )

        assert results[0] == version.quote
        assert isinstance(results[1], QuoteVersion | StaleRefusal)
        assert not QuoteVersion.objects.filter(pk=draft.pk).exists()

    def test_eight_quotes_at_once_have_eight_numbers(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        def make(_: int) -> str:
            try:
                made = create_quote(
                    deal=deal,
                    title="并发",
                    price_book=price_book,
                    lines=[free_line() for _ in range(20)],
                    by=ada,
                    at=now,
                    payment_plan="annual_prepaid",
                    valid_until=VALID,
                )
                return str(made.quote.number)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as threads:
            numbers = list(threads.map(make, range(8)))

        assert len(set(numbers)) == 8


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
