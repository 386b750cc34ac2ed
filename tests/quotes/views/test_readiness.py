"""The gate's own page, and what other pages say of a version that may not go out."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from quotes.actions.quotes import next_version, send_version
from quotes.domain.readiness import SEATS, Requirement
from quotes.models import QuoteVersion, ReadinessOverride
from stakeholders.models import Contact, User
from tests.factories import paper
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved

ClientOf = Callable[[User], Client]
REASON = "客户总裁点名要看价"


@pytest.fixture
def offered(version: QuoteVersion, ada: User) -> QuoteVersion:
    """Agreed to, and nobody has passed over anything."""
    version.overrides.all().delete()
    return approved(version, by=ada)


def page(version: QuoteVersion) -> str:
    return f"/deals/{version.quote.deal_id}/readiness/"


def test_a_gap_is_passed_over_for_one_version_with_a_reason(
    client_of: ClientOf, offered: QuoteVersion, ada: User, now: datetime
) -> None:
    client = client_of(ada)
    form = client.get(page(offered)).context["override"]
    assert (form["version"].value(), set(form["passed"].value())) == (offered.pk, set(Requirement))
    sent = {"version": offered.pk, "passed": list(Requirement), "reason": REASON}
    assert client.post(f"{page(offered)}override/", sent | {"reason": ""}).status_code == 422
    assert client.post(f"{page(offered)}override/", sent).status_code == 303
    assert ReadinessOverride.objects.get().version == offered
    screen = client.get(page(offered)).context["screen"]
    assert ([row.version for row in screen.passed], screen.ended) == ([f"{offered.quote.number} V1"], ())
    send_version(version=offered, by=ada, at=now)
    screen = client.get(page(offered)).context["screen"]
    assert (screen.passed, len(screen.ended), screen.waiting) == ((), 1, ())


def test_nothing_is_passed_over_before_a_version_waits(
    client_of: ClientOf, version: QuoteVersion, offered: QuoteVersion, ada: User, pre: User, now: datetime
) -> None:
    assert client_of(pre).get(page(offered)).context["override"] is None
    ReadinessOverride.objects.all().delete()
    send_version_anyway(offered, ada, now)
    draft = next_version(version=offered, by=ada, at=now)
    answer = client_of(ada).get(page(draft))
    assert (answer.context["override"], "请先提交该版本" in answer.content.decode()) == (None, True)
    sent = {"version": draft.pk, "passed": list(Requirement), "reason": REASON}
    assert client_of(ada).post(f"{page(draft)}override/", sent).status_code == 422


def send_version_anyway(version: QuoteVersion, by: User, at: datetime) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(state="sent", sent_at=at, sent_by=by)


def test_a_budget_that_was_missed_says_so_and_offers_nothing_to_do(
    client_of: ClientOf, offered: QuoteVersion, ada: User, now: datetime
) -> None:
    send_version_anyway(offered, ada, now)
    rows = {row.key: row for row in client_of(ada).get(page(offered)).context["screen"].rows}
    assert (rows["budget"].url, rows["budget"].tone, rows["seats"].tone) == ("", "warn", "bad")
    assert "已来不及" in rows["budget"].state


def test_each_gap_leads_to_the_page_that_mends_it(
    client_of: ClientOf, offered: QuoteVersion, contact: Contact, ada: User
) -> None:
    """A seat that nobody holds is mended on the map, one that nobody talked to in the log."""
    deal, client = offered.quote.deal, client_of(ada)
    at = {row.key: row.url for row in client.get(page(offered)).context["screen"].rows}
    assert (at["seats"], at["floor"]) == (f"/deals/{deal.pk}/seats/", f"/quotes/{offered.quote_id}/negotiation/#plan")
    for kind in SEATS:
        whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name=f"{kind}", seat=kind))
    assert client.get(page(offered)).context["screen"].rows[1].url == f"/deals/{deal.pk}/engagements/"


def test_paper_of_what_may_not_go_out_stays_in_the_house(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    """A file that was made while the gate was open is handed out with a mark once it is shut."""
    export = paper.made(approved(version, by=ada), ada, now)
    client, listed = client_of(ada), f"/quotes/{version.quote_id}/proposals/"
    (row,) = client.get(listed).context["rows"]
    assert (row.marked, [(one.stamp, one.why) for one in row.exports]) == ("", [("clean", "")])
    ReadinessOverride.objects.all().delete()
    assert client.get(f"/proposals/{export.pk}/download/").status_code == 200
    assert export.copies.get().stamp == "draft"
    (row,) = client.get(listed).context["rows"]
    assert row.marked.startswith("还不能报价")
    assert [(one.stamp, one.why) for one in row.exports] == [("draft", row.marked)]
    assert client.get(f"/proposals/{export.pk}/").context["row"].why == row.marked
