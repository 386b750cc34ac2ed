"""The first price of a deal that reaches the customer freezes its budget, in its own transaction, by whatever way."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.proposals import hand_out
from quotes.actions.quotes import create_quote, discard_draft, send_version
from quotes.actions.readiness import pass_over
from quotes.domain.proposals import Stamp
from quotes.domain.readiness import Requirement
from quotes.models import PriceBookVersion, QuoteVersion
from stakeholders.actions.budgets import add_signal, pooled
from stakeholders.models import BudgetEstimate, BudgetSignal, Contact, Deal, JournalEntry, User
from tests.factories import budgets, paper
from tests.factories import quotes as offered
from tests.factories.haggling import approved, logged
from tests.quotes.actions.offers import VALID, free_line
from tests.threads import at_once


def quoted(deal: Deal, book: PriceBookVersion, by: User, at: datetime) -> QuoteVersion:
    lines = [free_line(floor_price=Decimal(3000))]
    values: dict[str, Any] = {"payment_plan": "annual_prepaid", "valid_until": VALID, "lines": lines}
    return create_quote(deal=deal, title="高级版", price_book=book, by=by, at=at, **values)


def frozen(deal: Deal) -> bool:
    return BudgetEstimate.objects.filter(deal=deal, frozen_at__isnull=False).exists()


def test_a_draft_freezes_nothing_and_leaves_nothing_frozen(
    deal: Deal, price_book: PriceBookVersion, policy: object, ada: User, now: datetime
) -> None:
    draft = quoted(deal, price_book, ada, now)
    budgets.signal(deal=deal, by=ada)
    discard_draft(version=draft, by=ada, at=now)
    again = approved(quoted(deal, price_book, ada, now), by=ada)
    budgets.signal(deal=deal, by=ada, p90=200)
    assert (again.state, frozen(deal), BudgetEstimate.objects.get(deal=deal).signals) == ("submitted", False, 2)


# By which way the customer gets the price.
Way = Callable[[QuoteVersion, Contact, User, datetime], object]
WAYS: dict[str, Way] = {
    "sent": lambda version, _contact, by, at: send_version(version=version, by=by, at=at),
    "told in a round": lambda version, contact, by, at: logged(
        version.quote, contact=contact, by=by, at=at, opened=False
    ),
    "on clean paper": lambda version, _contact, by, at: hand_out(export=paper.made(version, by, at), by=by, at=at),
}


class TestTheFirstPrice:
    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("signals", [0, 1])
    def test_freezes_the_budget_whichever_way_it_goes(
        self, version: QuoteVersion, contact: Contact, ada: User, now: datetime, way: str, signals: int
    ) -> None:
        deal = version.quote.deal
        for _ in range(signals):
            budgets.signal(deal=deal, by=ada)
        offer = approved(version, by=ada)
        assert not frozen(deal)
        WAYS[way](offer, contact, ada, now)
        estimate = BudgetEstimate.objects.get(deal=deal)
        assert (estimate.frozen_for, estimate.frozen_at, estimate.signals) == (version.quote.number, now, signals)
        assert JournalEntry.objects.filter(act="freeze_budget").count() == 1

    @pytest.mark.parametrize("way", WAYS)
    def test_is_stopped_by_the_gate_whichever_way_it_goes(
        self, version: QuoteVersion, contact: Contact, ada: User, now: datetime, way: str
    ) -> None:
        version.overrides.all().delete()
        offer = approved(version, by=ada)
        if way == "on clean paper":
            assert hand_out(export=paper.made(offer, ada, now), by=ada, at=now).stamp is Stamp.DRAFT
        else:
            with pytest.raises(Refusal, match="V1 is not ready to go out"):
                WAYS[way](offer, contact, ada, now)
        assert not frozen(version.quote.deal)
        assert QuoteVersion.objects.get(pk=offer.pk).state == "submitted"
        pass_over(version=offer, passed=Requirement, reason="客户总裁点名要看价", by=ada, at=now)
        WAYS[way](offer, contact, ada, now)
        assert frozen(version.quote.deal)

    def test_leaves_no_way_back_to_the_second(
        self, version: QuoteVersion, contact: Contact, ada: User, now: datetime
    ) -> None:
        logged(approved(version, by=ada).quote, contact=contact, by=ada, at=now)
        late = add_signal(version.quote.deal, **budgets.told(), by=ada, at=now)
        late.refresh_from_db()
        send_version(version=version, by=ada, at=now)
        assert (late.after_freeze, JournalEntry.objects.filter(act="freeze_budget").count()) == (True, 1)


class TestTheDatabase:
    """Whoever writes the row, and by whatever code."""

    def test_freezes_it_with_a_row_that_says_that_a_version_was_sent(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        budgets.signal(deal=version.quote.deal, by=ada)
        approved(version, by=ada)
        QuoteVersion.objects.filter(pk=version.pk).update(state="sent", sent_at=now, sent_by=ada)
        estimate = BudgetEstimate.objects.get(deal=version.quote.deal)
        assert (estimate.frozen_for, estimate.frozen_by, estimate.signals) == (version.quote.number, ada, 1)

    def test_freezes_it_with_clean_paper_and_not_with_a_draft_of_it(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        export = paper.made(version, ada, now)
        for stamp in (Stamp.DRAFT, Stamp.VOID, Stamp.CLEAN):
            assert not frozen(version.quote.deal)
            export.copies.create(stamp=stamp, sha256=stamp, handed_at=now, handed_by=ada)
        assert frozen(version.quote.deal)


@pytest.mark.django_db(transaction=True)
def test_two_first_prices_and_two_signals_at_once_leave_one_estimate_that_agrees_with_its_signals(
    deal: Deal, price_book: PriceBookVersion, policy: object, ada: User, pre: User, now: datetime
) -> None:
    budgets.signal(deal=deal, by=ada)
    one, other = (approved(quoted(deal, price_book, ada, now), by=ada) for _ in range(2))
    for version in (one, other):
        with transaction.atomic():
            offered.passed_over(version=version, by=ada)
    export = paper.made(other, ada, now)
    results = at_once(
        lambda: send_version(version=one, by=ada, at=now),
        lambda: add_signal(deal, **budgets.told(p10=200, p90=400), by=pre, at=now),
        lambda: hand_out(export=export, by=ada, at=now),
        lambda: add_signal(deal, **budgets.told(p10=20, p90=40), by=pre, at=now),
    )
    connections.close_all()
    assert [type(one).__name__ for one in results] == ["QuoteVersion", "BudgetSignal", "Copy", "BudgetSignal"]
    estimate = BudgetEstimate.objects.get(deal=deal)
    counted = list(BudgetSignal.objects.counted().order_by("id"))
    assert estimate.frozen_for in {one.quote.number, other.quote.number}
    assert (estimate.signals, estimate.spread) == (len(counted), pooled(counted, estimate.basis))
    assert JournalEntry.objects.filter(act="freeze_budget").count() == 1
