"""Workers that are killed while they send, and what must hold afterwards."""

import random
import signal
import time
from typing import Any

from stakeholders.models import NoticeDelivery
from tests.dealdesk.postbox import Postbox
from tests.dealdesk.workers import Start, eventually

FROM = "desk@example.com"


def count(**having: Any) -> int:
    return NoticeDelivery.objects.filter(**having).count()


def killed(times: int, box: Postbox, worker: Start, seed: int) -> None:
    """Workers killed at random moments, until everything has left the outbox or is in doubt."""
    chance = random.Random(seed)
    sender = {"DEALDESK_MAIL_URL": box.url, "DEALDESK_MAIL_FROM": FROM}
    for _ in range(times):
        process, had = worker(**sender), len(box.letters)
        eventually(lambda had=had: len(box.letters) > had or not count(state="waiting"), within=60)
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
    worker(**sender)
    eventually(lambda: not count(state__in=["waiting", "sending"]), within=60)


def check_once(box: Postbox) -> None:
    """No letter came twice; one that never came is in doubt, and what counts as sent has come."""
    numbers = {f"<notice-{pk}@example.com>": state for pk, state in NoticeDelivery.objects.values_list("pk", "state")}
    assert set(box.copies().values()) == {1}
    assert set(numbers.values()) <= {"sent", "in_doubt"}
    assert {number for number, state in numbers.items() if state == "sent"} <= box.copies().keys() <= numbers.keys()
