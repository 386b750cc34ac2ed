"""Two people at the same moment, in real threads with connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.billing import adopt_form
from quotes.actions.quotes import (
    change_lines,
    create_quote,
    discard_draft,
    next_version,
    undo,
)
from quotes.models import (
    PriceBookVersion,
    QuoteVersion,
)
from stakeholders.models import Deal, User
from tests.quotes.actions.offers import VALID, domain_totals, free_line, stored_totals, submitted


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
    def test_two_forms_of_billing_are_not_both_put_into_one_edition(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        line = version.lines.get(product_code="RTC-HD")

        def adopt(by: User) -> QuoteVersion:
            opened = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)
            lines = [free_line(description=f"弹性 {by}")]
            return adopt_form(version=opened, edition=1, lines=lines, replaced=[line.pk], name="弹性", by=by, at=now)

        results = at_once(lambda: adopt(ada), lambda: adopt(pre))

        assert sorted(type(result).__name__ for result in results) == ["QuoteVersion", "StaleRefusal"]
        assert version.lines.filter(description__startswith="弹性").count() == 1
        assert stored_totals(version) == domain_totals(version)

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

    def test_two_undos_of_one_change_take_it_back_once(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        line = version.lines.get(product_code="RTC-HD")
        for edition, discount in ((1, 10), (2, 20)):
            values = {line.pk: {"discount": Decimal(discount)}}
            change_lines(version=version, edition=edition, changes=values, by=ada, at=now)

        def take_back() -> QuoteVersion:
            opened = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)
            return undo(version=opened, edition=3, by=ada, at=now)

        results = at_once(take_back, take_back)

        assert sorted(type(result).__name__ for result in results) == ["QuoteVersion", "StaleRefusal"]
        line.refresh_from_db()
        assert line.discount == 10
        assert stored_totals(version) == domain_totals(version)

    def test_an_undo_that_read_the_lines_before_another_says_that_somebody_saved(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        line = version.lines.get(product_code="RTC-HD")
        for edition, discount in ((1, 10), (2, 20)):
            values = {line.pk: {"discount": Decimal(discount)}}
            change_lines(version=version, edition=edition, changes=values, by=ada, at=now)
        opened = QuoteVersion.objects.select_related("quote__deal__customer").prefetch_related("lines")
        read = opened.get(pk=version.pk)
        undo(version=opened.get(pk=version.pk), edition=3, by=ada, at=now)
        with pytest.raises(StaleRefusal):
            undo(version=read, edition=3, by=ada, at=now)

    def test_an_undo_and_a_change_at_once_lose_neither(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        first, second = version.lines.get(product_code="RTC-HD"), version.lines.get(product_code="REC-MIX")
        change_lines(version=version, edition=1, changes={}, gone=[first.pk], by=ada, at=now)

        def opened() -> QuoteVersion:
            return QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)

        results = at_once(
            lambda: undo(version=opened(), edition=2, by=ada, at=now),
            lambda: change_lines(
                version=opened(), edition=2, changes={second.pk: {"discount": Decimal(5)}}, by=pre, at=now
            ),
        )

        kept = {line.product_code: line.discount for line in QuoteVersion.objects.get(pk=version.pk).lines.all()}
        undone = kept == {"RTC-HD": 0, "REC-MIX": 0, "SUP-724": 0}
        changed = kept == {"REC-MIX": 5, "SUP-724": 0}
        assert sorted(type(result).__name__ for result in results) == ["QuoteVersion", "StaleRefusal"]
        assert undone != changed
        assert stored_totals(version) == domain_totals(version)

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
