"""The inbox, what somebody wants to be told, and what did not get out."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from stakeholders.actions.notices import notify, save_wishes
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, JournalEntry, Notice, NoticeDelivery, NoticeWishes, User
from stakeholders.queries.notices import due_deliveries
from tests.factories.stakeholders import NOW

type ClientOf = Callable[[User], Client]
INBOX, WISHES, OUTBOX = (reverse(f"stakeholders:{name}") for name in ("notices", "notice_wishes", "notice_outbox"))


def told(deal: Deal, *people: User, by: User, number: str = "BJ-1", at: datetime = NOW) -> None:
    notify(NoticeKind.APPROVAL_ASKED, to=people, about=deal, deal=deal, by=by, at=at, number=number, version="2")


def test_the_bell_counts_and_opening_a_notice_is_reading_it(
    client_of: ClientOf, deal: Deal, ada: User, bo: User
) -> None:
    told(deal, bo, by=ada)
    client, notice = client_of(bo), Notice.objects.get()
    page = client.get(INBOX).content.decode()
    assert "1 条未读通知" in page
    assert "ada提请审批：BJ-1 V2" in page
    opened = client.post(reverse("stakeholders:notice_open", args=[notice.pk]))
    assert (opened.status_code, opened["Location"]) == (303, reverse("quotes:approval", args=[deal.pk]))
    page = client.get(INBOX).content.decode()
    assert "条未读通知" not in page
    assert "ada提请审批：BJ-1 V2" in page


def test_nobody_reads_what_others_were_told(client_of: ClientOf, deal: Deal, ada: User, bo: User, cy: User) -> None:
    told(deal, bo, by=ada)
    notice = Notice.objects.get()
    assert "BJ-1" not in client_of(cy).get(INBOX).content.decode()
    assert client_of(cy).post(reverse("stakeholders:notice_open", args=[notice.pk])).status_code == 404
    assert client_of(bo).get(reverse("stakeholders:notice_open", args=[notice.pk])).status_code == 405
    assert Notice.objects.get().read_at is None


def test_all_are_read_at_once_and_only_ones_own(client_of: ClientOf, deal: Deal, ada: User, bo: User, cy: User) -> None:
    for number in range(3):
        told(deal, bo, cy, by=ada, number=f"BJ-{number}")
    assert client_of(bo).post(reverse("stakeholders:notices_read")).status_code == 303
    unread = [User.objects.signed_in(person.pk) for person in (bo, cy)]
    assert [person and person.unread for person in unread] == [0, 3]


def test_a_person_chooses_what_is_mailed_and_when(
    client_of: ClientOf, deal: Deal, ada: User, bo: User, cy: User, settings: Any
) -> None:
    settings.MAIL_FROM = "desk@example.com"
    typed = {"mailed": ["approved", "escalated"], "hours_from": "09:00", "hours_until": "18:30"}
    assert client_of(bo).post(WISHES, typed).status_code == 303
    wishes = NoticeWishes.objects.get()
    assert wishes.mailed() == [NoticeKind.APPROVED, NoticeKind.ESCALATED]
    assert (wishes.hours_from, wishes.hours_until) == (time(9), time(18, 30))
    assert JournalEntry.objects.get(act="save_wishes").by == bo
    told(deal, bo, cy, by=ada)
    assert [delivery.notice.to for delivery in NoticeDelivery.objects.all()] == [cy]
    assert 'value="approved" id="id_mailed_1" checked' in client_of(bo).get(WISHES).content.decode()


def test_hours_that_make_no_sense_are_told_beside_the_field(client_of: ClientOf, bo: User) -> None:
    client = client_of(bo)
    half = client.post(WISHES, {"hours_from": "09:00"})
    assert (half.status_code, "起止时间要么都填，要么都不填。" in half.content.decode()) == (422, True)
    turned = client.post(WISHES, {"hours_from": "18:00", "hours_until": "09:00"})
    assert (turned.status_code, "结束时间必须晚于开始时间。" in turned.content.decode()) == (422, True)
    assert not NoticeWishes.objects.exists()


def test_what_comes_at_night_is_held_until_the_morning(
    deal: Deal, ada: User, bo: User, cy: User, settings: Any
) -> None:
    settings.MAIL_FROM = "desk@example.com"
    save_wishes(mailed=list(NoticeKind), grouped=[], hours_from=time(9), hours_until=time(18), by=bo, at=NOW)
    night = NOW + timedelta(hours=12)
    told(deal, bo, cy, by=ada, at=night)
    assert [wanted for _, wanted in due_deliveries(night)] == [NOW + timedelta(hours=23), night]


def test_an_administrator_sends_again_what_did_not_get_out(
    client_of: ClientOf, deal: Deal, ada: User, bo: User, adm: User
) -> None:
    told(deal, bo, by=ada)
    lost = NoticeDelivery.objects.create(
        notice=Notice.objects.get(), way="mail", state="in_doubt", due_at=NOW, claimed_at=NOW, ended_at=NOW, attempts=1
    )
    page = client_of(adm).get(OUTBOX).content.decode()
    assert "可能已发出" in page
    assert "BJ-1" not in page
    again = reverse("stakeholders:delivery_again", args=[lost.pk])
    assert client_of(bo).post(again).status_code == 404
    assert client_of(adm).post(again).status_code == 303
    lost.refresh_from_db()
    assert (lost.state, lost.attempts, lost.ended_at) == ("waiting", 0, None)
    assert client_of(adm).post(again).status_code == 404
    assert JournalEntry.objects.filter(act="send_again").values_list("facts", flat=True)[0] == {"person": "bo"}
