"""A reader's look is written down once, told once, and gives no more than a copy would."""

from datetime import datetime, timedelta

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.deadlines import add_deadlines
from quotes.actions.links import make_link, revoke_link
from quotes.actions.proposals import hand_out
from quotes.actions.quotes import void_version
from quotes.actions.readers import open_link, take_by_link
from quotes.domain.links import Device
from quotes.domain.proposals import Stamp
from quotes.models import LinkView, ProposalLink, QuoteVersion
from stakeholders.models import Contact, JournalEntry, Notice, User
from tests.factories import paper
from tests.factories.haggling import approved, asked, decided
from tests.factories.quotes import passed_over
from tests.quotes.actions.test_proposals import marks_of


@pytest.fixture
def link(version: QuoteVersion, contact: Contact, ada: User, pre: User, now: datetime) -> ProposalLink:
    approved(version, by=ada)
    offer = paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now)
    return make_link(export=offer, recipient=contact, last_day=now.date() + timedelta(days=60), by=pre, at=now).link


def looks() -> list[tuple[str, str]]:
    return list(LinkView.objects.order_by("id").values_list("seen", "device"))


def test_the_first_person_who_opens_it_is_told_to_ours_once_and_a_program_is_nobody(
    link: ProposalLink, ada: User, pre: User, now: datetime
) -> None:
    open_link(link=link, device=Device.PROGRAM, at=now)
    assert not Notice.objects.exists()
    for minute in range(3):
        open_link(link=link, device=Device.PHONE, at=now + timedelta(minutes=2 * minute))
    assert looks() == [("page", "program"), *[("page", "phone")] * 3]
    assert set(Notice.objects.values_list("to", "kind", "target")) == {
        (who.pk, "link_opened", link.export_id) for who in (ada, pre)
    }
    assert JournalEntry.objects.filter(act="open_link", by=None).count() == 1


def test_again_within_a_minute_is_the_same_look(link: ProposalLink, now: datetime) -> None:
    for device, seconds in ((Device.PHONE, 0), (Device.PHONE, 59), (Device.COMPUTER, 59), (Device.PHONE, 61)):
        open_link(link=link, device=device, at=now + timedelta(seconds=seconds))
    assert looks() == [("page", "phone"), ("page", "computer"), ("page", "phone")]


def test_the_file_names_its_reader_and_every_taking_stands_in_the_journal(
    link: ProposalLink, contact: Contact, now: datetime
) -> None:
    copies = [take_by_link(link=link, device=Device.PHONE, at=now) for _ in range(2)]
    assert [marks_of(copy) for copy in copies] == [f"仅供{contact.name}参阅"] * 2
    told = JournalEntry.objects.filter(act="take_by_link").values_list("facts__sha256", flat=True)
    assert list(told) == [copies[0].sha256] * 2


def test_what_ran_out_or_is_void_reaches_the_reader_with_its_mark(link: ProposalLink, ada: User, now: datetime) -> None:
    late = now + timedelta(days=40)
    assert open_link(link=link, device=Device.PHONE, at=late) is Stamp.EXPIRED
    void_version(version=QuoteVersion.objects.get(), reason="客户改了需求", by=ada, at=late)
    copy = take_by_link(link=link, device=Device.PHONE, at=late)
    assert (copy.stamp, marks_of(copy).startswith("已作废VOID")) == (Stamp.VOID, True)


def test_a_price_that_the_customer_holds_stands_though_its_approval_has_run_out(
    version: QuoteVersion, contact: Contact, ada: User, bo: User, adm: User, now: datetime
) -> None:
    add_deadlines(holds_days=1, valid_from=now.date(), source="制度", by=adm, at=now)
    request = asked(version, by=ada)
    decided(request, by=bo)
    passed_over(version=request.version, by=ada)
    offer = paper.made(QuoteVersion.objects.get(pk=request.version_id), ada, now)
    link = make_link(export=offer, recipient=contact, last_day=now.date() + timedelta(days=60), by=ada, at=now).link
    first, late = take_by_link(link=link, device=Device.PHONE, at=now), now + timedelta(days=5)
    assert hand_out(export=offer, by=ada, at=late).stamp is Stamp.DRAFT
    assert take_by_link(link=link, device=Device.PHONE, at=late) == first
    assert open_link(link=link, device=Device.PHONE, at=late) is Stamp.CLEAN


def test_a_link_that_is_ended_while_it_is_opened_gives_nothing(link: ProposalLink, ada: User, now: datetime) -> None:
    revoke_link(link=link, by=ada, at=now)
    with pytest.raises(Refusal, match="has been ended"):
        open_link(link=link, device=Device.PHONE, at=now)
    assert looks() == []
