"""Workers killed with SIGKILL twenty times while they send: each notice comes once, or is marked in doubt."""

import os
import random
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, NoticeDelivery, User
from tests.dealdesk.outbox import FROM, check_once, count, killed
from tests.dealdesk.postbox import postbox
from tests.dealdesk.workers import Start

KILLS = 20


@pytest.mark.django_db(transaction=True)
def test_twenty_killed_workers_send_nothing_twice(
    worker: Start, deal: Deal, ada: User, bo: User, cy: User, settings: Any
) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    print(f"\nSEED={seed}")
    settings.MAIL_FROM = FROM
    with postbox(before=0.05, after=0.1) as box:
        with transaction.atomic():
            for _ in range(KILLS * 4):
                at = timezone.now()
                notify(NoticeKind.ROUND_LOGGED, to=[bo, cy], about=deal, deal=deal, by=ada, at=at, number="BJ-1")
        killed(KILLS, box, worker, seed)
    check_once(box)
    print(f"{count(state='sent')} sent, {count(state='in_doubt')} in doubt of {NoticeDelivery.objects.count()}")
