"""A link is given for one reader and one clean file, known by its hash alone, and ended for good."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dealdesk.kernel.refusals import Refusal
from quotes.actions.links import Made, make_link, revoke_link
from quotes.domain.links import Device, token_hash
from quotes.models import LinkView, ProposalCopy, ProposalExport, ProposalLink, QuoteVersion
from stakeholders.actions.people import change_person
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.people import Role
from stakeholders.models import BudgetEstimate, Contact, JournalEntry, Notice, User
from tests.factories import links, paper
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved
from tests.threads import while_open


@pytest.fixture
def offer(version: QuoteVersion, ada: User, now: datetime) -> ProposalExport:
    """A file of a version that is approved and may go out."""
    approved(version, by=ada)
    return paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now)


def made(export: ProposalExport, reader: Contact, by: User, at: datetime, days: int = 10) -> Made:
    return make_link(export=export, recipient=reader, last_day=at.date() + timedelta(days=days), by=by, at=at)


def test_the_price_goes_out_with_the_link_and_only_the_hash_of_its_token_is_kept(
    offer: ProposalExport, contact: Contact, ada: User, now: datetime
) -> None:
    link = made(offer, contact, ada, now)
    row = ProposalLink.objects.get()
    assert (row, row.recipient, row.token_hash) == (link.link, contact, token_hash(link.token))
    assert len(link.token) == 43
    kept = str(list(ProposalLink.objects.values())) + str(list(JournalEntry.objects.values()))
    assert link.token not in kept
    copy = ProposalCopy.objects.get()
    assert (copy.stamp, copy.recipient, copy.handed_by) == ("clean", contact, ada)
    assert BudgetEstimate.objects.filter(deal=offer.version.quote.deal, frozen_at__isnull=False).exists()
    assert JournalEntry.objects.get(act="make_link").facts["person"] == contact.pk


def test_two_links_have_two_tokens(offer: ProposalExport, contact: Contact, ada: User, now: datetime) -> None:
    assert made(offer, contact, ada, now).token != made(offer, contact, ada, now).token


def test_what_is_no_clean_offer_is_given_to_no_reader(
    version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    draft = paper.made(version, ada, now)
    with pytest.raises(Refusal, match="Readers get only an offer that is approved"):
        made(draft, contact, ada, now)
    assert (ProposalLink.objects.count(), ProposalCopy.objects.count()) == (0, 0)
    approved(version, by=ada)
    made(draft, contact, ada, now)


@pytest.mark.parametrize(("days", "sentence"), [(-1, "has passed"), (367, "for a year at most")])
def test_the_last_day_is_near(
    offer: ProposalExport, contact: Contact, ada: User, now: datetime, days: int, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        made(offer, contact, ada, now, days)
    made(offer, contact, ada, now, 0)


def test_a_stranger_and_whoever_was_erased_get_none(
    offer: ProposalExport, contact: Contact, ada: User, bo: User, now: datetime
) -> None:
    other = whom.contact(customer=whom.customer(name="别家", owner=ada), name="陌生人")
    with pytest.raises(Refusal, match="not a contact of this customer"):
        made(offer, other, ada, now)
    erase_contact(contact, reason="本人要求", by=bo, at=now)
    contact.refresh_from_db()
    with pytest.raises(Refusal):
        made(offer, contact, ada, now)


def test_it_is_ended_once_and_what_it_is_for_never_changes(
    offer: ProposalExport, contact: Contact, ada: User, now: datetime
) -> None:
    link = made(offer, contact, ada, now).link
    for _ in range(2):
        revoke_link(link=link, by=ada, at=now)
    assert (JournalEntry.objects.filter(act="revoke_link").count(), ProposalLink.objects.get().revoked_by) == (1, ada)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ProposalLink.objects.update(last_day=now.date() + timedelta(days=300))


def test_when_an_erased_person_read_goes_with_them(
    offer: ProposalExport, contact: Contact, ada: User, bo: User, now: datetime
) -> None:
    link = links.link(export=offer, recipient=contact, by=ada).link
    LinkView.objects.create(link=link, seen="page", device=Device.PHONE, at=now)
    erase_contact(contact, reason="本人要求", by=bo, at=now)
    assert (LinkView.objects.count(), ProposalLink.objects.open_on(now.date()).count()) == (0, 0)


def test_links_of_who_left_go_on_opening_and_the_owner_and_the_manager_are_told(
    offer: ProposalExport, contact: Contact, ada: User, pre: User, bo: User, adm: User, now: datetime
) -> None:
    """Ended and taken back ones are nobody's concern; an owner who leaves tells the manager alone."""
    standing, ended = (made(offer, contact, pre, now).link for _ in "ab")
    revoke_link(link=ended, by=ada, at=now)
    told = Notice.objects.filter(kind="link_left").order_by("to__name").values_list("to__name", "target")
    change_person(pre, **{**said(pre), "is_active": False}, by=adm, at=now)
    assert list(told.all()) == [("ada", offer.pk), ("bo", offer.pk)]
    assert list(ProposalLink.objects.open_on(now.date())) == [standing]
    made(offer, contact, ada, now)
    change_person(ada, **{**said(ada), "is_active": False}, by=adm, at=now)
    assert list(told.all()) == [("ada", offer.pk), ("bo", offer.pk), ("bo", offer.pk)]


def test_a_closed_account_asks_as_many_statements_whatever_it_leaves(
    offer: ProposalExport, contact: Contact, pre: User, bo: User, adm: User, now: datetime
) -> None:
    links.link(export=offer, recipient=contact, by=pre)
    few = counted(pre, adm, now)
    for _ in range(3):
        version = QuoteVersion.objects.get(pk=offer.version_id)
        other = offered.draft(deal=version.quote.deal, price_book=version.price_book, by=pre)
        links.link(export=paper.made(other, pre, now), recipient=contact, by=pre)
    change_person(pre, **said(pre), is_active=True, by=adm, at=now)
    Notice.objects.all().delete()
    assert (counted(pre, adm, now), Notice.objects.filter(kind="link_left", to=bo).count()) == (few, 4)


def counted(person: User, by: User, at: datetime) -> int:
    with CaptureQueriesContext(connection) as asked:
        change_person(person, **said(person), is_active=False, by=by, at=at)
    return len(asked)


@pytest.mark.django_db(transaction=True)
def test_a_link_that_is_made_while_its_makers_account_is_closed_is_told_of_or_not_made(
    offer: ProposalExport, contact: Contact, pre: User, adm: User, now: datetime
) -> None:
    def closes() -> User:
        return change_person(pre, **{**said(pre), "is_active": False}, by=adm, at=now)

    first, _closed = while_open(lambda: made(offer, contact, pre, now), closes)
    told = Notice.objects.filter(kind="link_left").order_by("to__name").values_list("to__name", flat=True)
    assert (type(first), list(told)) == (Made, ["ada", "bo"])
    change_person(pre, **said(pre), is_active=True, by=adm, at=now)
    _closed, late = while_open(closes, lambda: made(offer, contact, pre, now))
    assert (type(late), "closed meanwhile" in str(late), ProposalLink.objects.count()) == (Refusal, True, 1)


def said(person: User) -> dict[str, Any]:
    return {"email": person.email, "name": person.name, "role": Role(person.role), "team": person.team}
