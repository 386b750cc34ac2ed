"""A role sees a deal while it is asked to sign, and as long as its word stands on it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from quotes.actions.quotes import next_version, void_version
from quotes.domain.approvals import Verdict
from quotes.models import PriceBookVersion, QuoteVersion
from quotes.permissions import waiting_for
from stakeholders.models import Deal, User
from stakeholders.permissions import visible_deals
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided
from tests.threads import at_once

# So far off list that finance is asked beside both managers.
FAR = "30"


def test_a_request_taken_back_takes_the_deal_back_too(
    version: QuoteVersion, deal: Deal, ada: User, fay: User, now: datetime
) -> None:
    request = asked(version, points=FAR, by=ada)
    assert list(visible_deals(fay)) == [deal]
    void_version(version=request.version, reason="客户改期。", by=ada, at=now)
    assert list(visible_deals(fay)) == []


def test_so_does_a_newer_version_that_asks_the_role_no_more(
    version: QuoteVersion, deal: Deal, ada: User, fay: User, now: datetime
) -> None:
    first = asked(version, points=FAR, by=ada)
    second = asked(next_version(version=first.version, by=ada, at=now), points=FAR, by=ada)
    assert list(visible_deals(fay)) == [deal]
    asked(next_version(version=second.version, by=ada, at=now), points="18", by=ada)
    assert list(visible_deals(fay)) == []


def test_so_does_a_manager_who_refuses_before_the_role_has_spoken(
    version: QuoteVersion, deal: Deal, ada: User, bo: User, fay: User
) -> None:
    request = asked(version, points=FAR, by=ada)
    decided(request, by=bo, verdict=Verdict.REJECT, reason="先换付款再谈价格。")
    assert list(visible_deals(fay)) == []


@pytest.mark.parametrize(("verdict", "reason"), [(Verdict.APPROVE, ""), (Verdict.REJECT, "低于底价。")])
def test_a_role_that_gave_its_word_goes_on_seeing_what_it_signed(
    version: QuoteVersion,
    deal: Deal,
    ada: User,
    fay: User,
    client_of: Callable[[User], Client],
    verdict: Verdict,
    reason: str,
) -> None:
    request = asked(version, points=FAR, by=ada)
    decided(request, by=fay, verdict=verdict, reason=reason)
    page = f"/approvals/{request.pk}/"
    assert (client_of(fay).get(page).status_code, list(visible_deals(fay))) == (200, [deal])
    asked(next_version(version=request.version, by=ada, at=request.requested_at), points="18", by=ada)
    assert (client_of(fay).get(page).status_code, list(visible_deals(fay))) == (200, [deal])


def test_a_role_that_was_never_needed_cannot_open_the_page_any_more(
    version: QuoteVersion, ada: User, fay: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    request = asked(version, points=FAR, by=ada)
    page = f"/approvals/{request.pk}/"
    assert client_of(fay).get(page).status_code == 200
    void_version(version=request.version, reason="客户改期。", by=ada, at=now)
    assert (client_of(fay).get(page).status_code, client_of(ada).get(page).status_code) == (404, 200)


def test_another_quote_that_still_asks_keeps_the_deal_open(
    version: QuoteVersion, deal: Deal, price_book: PriceBookVersion, ada: User, fay: User, now: datetime
) -> None:
    first = asked(version, points=FAR, by=ada)
    second = asked(offered.draft(deal=deal, price_book=price_book, by=ada), points=FAR, by=ada)
    void_version(version=first.version, reason="客户改期。", by=ada, at=now)
    assert (list(visible_deals(fay)), [step.request for step in waiting_for(fay)]) == ([deal], [second])
    void_version(version=second.version, reason="客户改期。", by=ada, at=now)
    assert list(visible_deals(fay)) == []


def test_a_colleague_of_the_role_who_is_on_the_deal_stays_on_it(
    version: QuoteVersion, deal: Deal, ada: User, fay: User, now: datetime
) -> None:
    whom.member(deal=deal, user=fay)
    void_version(version=asked(version, points=FAR, by=ada).version, reason="客户改期。", by=ada, at=now)
    assert list(visible_deals(fay)) == [deal]


@pytest.mark.django_db(transaction=True)
def test_taking_back_one_and_asking_for_another_at_once_leave_the_deal_open(
    version: QuoteVersion, deal: Deal, price_book: PriceBookVersion, ada: User, fay: User, now: datetime
) -> None:
    first = asked(version, points=FAR, by=ada)
    other = offered.draft(deal=deal, price_book=price_book, by=ada)
    outcomes = at_once(
        lambda: void_version(version=first.version, reason="客户改期。", by=ada, at=now),
        lambda: asked(other, points=FAR, by=ada),
    )
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert list(visible_deals(fay)) == [deal]
