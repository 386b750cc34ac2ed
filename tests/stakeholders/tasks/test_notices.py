"""Notices leave the desk once, whatever happens to whoever sends them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from dealdesk.settings import mailer
from stakeholders.actions.notices import claim_delivery, doubt_abandoned, finish_delivery, notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, NoticeDelivery, User
from stakeholders.tasks import send_due_notices, send_notices
from tests.dealdesk.outbox import FROM, check_once, killed
from tests.dealdesk.postbox import Postbox, postbox
from tests.dealdesk.workers import Start


@pytest.fixture
def mails(settings: Any) -> Any:
    def through(box: Postbox) -> None:
        settings.MAIL_FROM, settings.MAILERS = FROM, {"default": mailer(box.url)}
        settings.DESK_URL = "https://desk.example.com"

    return through


def told(deal: Deal, *people: User, by: User, at: datetime) -> None:
    notify(NoticeKind.APPROVAL_ASKED, to=people, about=deal, deal=deal, by=by, at=at, number="BJ-1", version="2")


def states() -> list[tuple[str, int]]:
    return list(NoticeDelivery.objects.order_by("pk").values_list("state", "attempts"))


def test_a_notice_is_mailed_once_with_a_sentence_and_an_address(
    deal: Deal, ada: User, bo: User, now: datetime, mails: Any
) -> None:
    with postbox() as box:
        mails(box)
        told(deal, bo, by=ada, at=now)
        send_notices()
        send_notices()
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"]) == ("bo@yunqu.example", "[云衢] ada提请审批：BJ-1 V2")
    assert letter.get_content() == (
        f"ada提请审批：BJ-1 V2\n\nhttps://desk.example.com/approvals/{deal.pk}/\n\n"
        "登录后查看。邮件和链接本身不会作出任何决定。\n"
    )
    assert states() == [("sent", 1)]


def test_without_a_sender_nothing_is_put_into_the_outbox(deal: Deal, ada: User, bo: User, now: datetime) -> None:
    told(deal, bo, by=ada, at=now)
    assert states() == []


def test_a_refused_one_is_tried_later_and_at_last_has_failed(
    deal: Deal, ada: User, bo: User, now: datetime, mails: Any
) -> None:
    with postbox(answer="451 greylisted") as box:
        mails(box)
        told(deal, bo, by=ada, at=now)
        tried = []
        for minutes in (0, 0, 1, 5, 21, 85, 500):
            with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
                send_due_notices(0)
            tried.append(states()[0])
    assert tried == [
        ("waiting", 1), ("waiting", 1), ("waiting", 2), ("waiting", 3), ("waiting", 4), ("failed", 5), ("failed", 5),
    ]  # fmt: skip
    assert NoticeDelivery.objects.get().failure == "SMTPDataError: greylisted"


def test_what_a_server_went_away_with_is_in_doubt_and_not_sent_again(
    deal: Deal, ada: User, bo: User, now: datetime, mails: Any
) -> None:
    with postbox(answer="") as box:
        mails(box)
        told(deal, bo, by=ada, at=now)
        send_notices()
        send_due_notices(0)
    assert states() == [("in_doubt", 1)]


def test_a_notice_that_cannot_be_written_holds_up_no_other(
    deal: Deal, ada: User, bo: User, cy: User, now: datetime, mails: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with postbox() as box:
        mails(box)
        notify(NoticeKind.APPROVAL_ASKED, to=[bo], about=deal, deal=deal, by=ada, at=now)
        told(deal, cy, by=ada, at=now)
        send_notices()
    assert states() == [("waiting", 1), ("sent", 1)]
    assert NoticeDelivery.objects.order_by("pk")[0].failure == "KeyError"


def test_whoever_was_only_slow_settles_the_doubt(deal: Deal, ada: User, bo: User, settings: Any) -> None:
    settings.MAIL_FROM, at = FROM, timezone.now()
    told(deal, bo, by=ada, at=at)
    claimed = claim_delivery(delivery=NoticeDelivery.objects.get().pk, at=at)
    assert claimed is not None
    assert claim_delivery(delivery=claimed.pk, at=at) is None
    doubt_abandoned(at=at + timedelta(seconds=119))
    assert states() == [("sending", 1)]
    doubt_abandoned(at=at + timedelta(seconds=121))
    assert states() == [("in_doubt", 1)]
    finish_delivery(delivery=claimed, at=at + timedelta(seconds=130))
    assert states() == [("sent", 1)]


@pytest.mark.django_db(transaction=True)
def test_a_notice_whose_worker_is_killed_comes_once_or_is_in_doubt(
    worker: Start, deal: Deal, ada: User, bo: User, cy: User, settings: Any
) -> None:
    settings.MAIL_FROM = FROM
    with postbox(before=0.05, after=0.1) as box:
        with transaction.atomic():
            for _ in range(8):
                told(deal, bo, cy, by=ada, at=timezone.now())
        killed(2, box, worker, seed=7)
    check_once(box)
    assert len(states()) == 16
