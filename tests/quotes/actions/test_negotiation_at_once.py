"""People at work on one deal at the same time never wait for each other in a ring."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.anchors import set_anchor
from quotes.actions.approvals import decide, submit_version
from quotes.actions.negotiation import log_round
from quotes.actions.quotes import change_lines, create_quote, revise
from quotes.domain.approvals import Verdict
from quotes.domain.negotiation import Side
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, PriceBookVersion, Quote, QuoteLine, QuoteVersion
from stakeholders.actions.deals import change_deal
from stakeholders.models import Contact, Deal, User
from tests.factories.quotes import passed_over
from tests.threads import at_once

TURNS = 12
LESS_18 = Decimal("688472.00")


def again(act: Callable[[int], Any]) -> Callable[[], list[Any]]:
    return lambda: [act(turn) for turn in range(TURNS)]


@pytest.mark.django_db(transaction=True)
def test_changing_a_deal_its_anchor_and_another_quote_at_once(
    deal: Deal, quote: Quote, version: QuoteVersion, price_book: PriceBookVersion, ada: User, now: datetime
) -> None:
    item = price_book.items.select_related("product").first()
    assert item is not None
    other = create_quote(
        deal=deal,
        title="基础版",
        price_book=price_book,
        lines=[QuoteLine.priced(item, Decimal(100))],
        payment_plan="annual_prepaid",
        valid_until=date(2026, 12, 24),
        by=ada,
        at=now,
    )
    line = other.lines.get()

    def note(turn: int) -> None:
        anchor = {
            "side": Side.THEIRS,
            "amount": Decimal(turn + 1),
            "months": 12,
            "on": date(2026, 11, 3),
            "source": "报价会",
        }
        set_anchor(quote=quote, by=ada, at=now, **anchor)  # type: ignore[arg-type]

    def discount(turn: int) -> None:
        held = QuoteVersion.objects.select_related("quote__deal__customer", "price_book").get(pk=other.pk)
        changes = {line.pk: {"discount": Decimal(turn)}}
        change_lines(version=held, edition=held.edition, changes=changes, by=ada, at=now)

    outcomes = at_once(
        again(lambda turn: change_deal(deal, name=f"大班课 {turn}", by=ada, at=now + timedelta(seconds=turn))),
        again(note),
        again(discount),
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []


@pytest.mark.django_db(transaction=True)
def test_deciding_and_logging_the_next_round_at_once(
    quote: Quote, version: QuoteVersion, contact: Contact, ada: User, bo: User, now: datetime
) -> None:
    submit_version(version=version, reason="", by=ada, at=now)
    draft = revise(quote=quote, bundle_price=LESS_18, by=ada, at=now)
    asked = submit_version(version=draft, reason="18 %", by=ada, at=now)
    # Where the round comes second, this is the version that it talks about.
    passed_over(version=asked.version, by=ada)

    def log() -> object:
        return log_round(
            quote=quote,
            on=date(2026, 11, 23),
            channel="call",
            ours=[ada],
            theirs=[contact],
            their_ask=None,
            said="再谈",
            next_step="复谈",
            next_step_on=date(2026, 11, 26),
            new_offer=Revision(bundle_price=Decimal(690_000)),
            reason="再谈",
            by=ada,
            at=now,
        )

    def agree() -> object:
        return decide(request=asked, verdict=Verdict.APPROVE, reason="", content_hash=asked.content_hash, by=bo, at=now)

    outcomes = at_once(log, agree)
    assert [
        outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, Refusal)
    ] == []
    assert quote.rounds.count() == 1
    # Whoever came second: the earlier request is decided or overtaken, and only the newer one still waits.
    assert ApprovalRequest.objects.open().get().version.number == 3


class TestTheTable:
    """What the customer may have heard: sent, or agreed to inside."""

    def test_a_version_that_waits_or_was_refused_is_not_on_it(
        self, quote: Quote, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        draft = revise(quote=quote, bundle_price=LESS_18, by=ada, at=now)
        asked = submit_version(version=draft, reason="18 %", by=ada, at=now)
        while_it_waits = quote.versions.on_the_table().first()
        decide(request=asked, verdict=Verdict.REJECT, reason="太低", content_hash=asked.content_hash, by=bo, at=now)
        assert (while_it_waits, quote.versions.on_the_table().first()) == (version, version)

    def test_a_version_that_was_agreed_to_is(
        self, quote: Quote, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        draft = revise(quote=quote, bundle_price=LESS_18, by=ada, at=now)
        asked = submit_version(version=draft, reason="18 %", by=ada, at=now)
        decide(request=asked, verdict=Verdict.APPROVE, reason="", content_hash=asked.content_hash, by=bo, at=now)
        assert quote.versions.on_the_table().first() == draft
