"""When people hear of an end, over HTTP: who sets it, and that it is heeded."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.actions.claims import tell_ending
from quotes.models import ClaimEdition, ForewarningSetting, Quote, QuoteVersion
from quotes.queries.claims import claim_shown, ending_claims
from quotes.queries.quotes import QuoteFilter, found_quotes
from stakeholders.models import Notice, User
from tests.factories import value as told
from tests.factories.forewarnings import forewarning, set_as_it_comes

ClientOf = Callable[[User], Client]
TYPED = {
    "claim_days": "60",
    "claim_again": "14",
    "offer_days": "10",
    "valid_from": "2026-11-24",
    "source": "质量约定",
}


@pytest.fixture(autouse=True)
def today(db: None, now: datetime) -> Iterator[None]:
    set_as_it_comes()
    with time_machine.travel(now):
        yield


def test_an_administrator_sets_it_from_a_day_on_and_everybody_reads_where_it_comes_from(
    client_of: ClientOf, adm: User, ada: User
) -> None:
    assert "本台惯例" in client_of(ada).get("/forewarnings/").text
    assert "/forewarnings/" in client_of(adm).get("/policies/").text
    assert client_of(ada).post("/forewarnings/new/", TYPED).status_code == 403
    for wrong in ({"source": ""}, {"claim_again": "60"}, {"offer_days": "29"}, {"claim_days": "no"}):
        assert client_of(adm).post("/forewarnings/new/", TYPED | wrong).status_code == 422
    assert client_of(adm).post("/forewarnings/new/", TYPED).status_code == 303
    assert client_of(adm).post("/forewarnings/new/", TYPED).status_code == 422
    page = client_of(ada).get("/forewarnings/").text
    assert ("质量约定" in page, "60 天" in page, "14 天" in page) == (True, True, True)


def test_what_was_set_stays_as_it_was(adm: User) -> None:
    forewarning(adm)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        ForewarningSetting.objects.update(offer_days=1)


def test_claims_are_told_of_and_marked_as_it_was_set(adm: User, pre: User, now: datetime) -> None:
    made = told.claim(by=pre, valid_until=now.date() + timedelta(days=50))
    edition = ClaimEdition.objects.with_evidence().get(pk=made.pk)
    assert (ending_claims(now.date()), claim_shown(edition, now.date()).ends_soon) == ((), False)
    forewarning(adm, claim_days=60)
    assert claim_shown(edition, now.date()).ends_soon
    for ending in ending_claims(now.date()):
        tell_ending(edition=ending, at=now)
    assert Notice.objects.get(kind="claim_ends").to == pre


def test_offers_are_about_to_end_as_it_was_set_for_the_day(
    version: QuoteVersion, adm: User, ada: User, now: datetime
) -> None:
    submit_version(version=version, reason="", by=ada, at=now)
    five_left = version.valid_until - timedelta(days=5)
    assert [quote.pk for quote in Quote.objects.expiring(five_left)] == [version.quote_id]
    forewarning(adm, offer_days=3, valid_from=five_left)
    assert not Quote.objects.expiring(five_left).exists()
    assert Quote.objects.expiring(five_left + timedelta(days=2)).exists()
    (row,) = found_quotes(ada, QuoteFilter(), today=five_left + timedelta(days=2)).rows
    assert row.soon_until == version.valid_until
