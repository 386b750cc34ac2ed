"""What the worker does for this app: notices are sent, and what may no longer be kept is erased."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from dealdesk import mail, robots
from dealdesk.kernel.sending import InDoubt, NotSent
from dealdesk.later import every, task
from stakeholders.actions import notices as outbox
from stakeholders.actions.privacy import forget_assessments
from stakeholders.documents.notices import letter, post
from stakeholders.models import NoticeDelivery
from stakeholders.queries.notices import due_deliveries
from stakeholders.queries.privacy import past_retention

LOGGER = logging.getLogger(__name__)


@every("41 3 * * *", "stakeholders.forget_assessments")
def forget(timestamp: int) -> None:
    """Running twice is harmless: the second finds nothing left."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for deal in past_retention(timezone.localdate(at)):
        forget_assessments(deal, at=at)


@task("stakeholders.send_notices")
def send_notices() -> None:
    """Whatever is due, each claimed for itself: two workers share the work and send nothing twice."""
    now = timezone.now()
    for pk, wanted_at in due_deliveries(now):
        if wanted_at > now:
            outbox.hold_delivery(delivery=pk, until=wanted_at)
            continue
        delivery = outbox.claim_delivery(delivery=pk, at=timezone.now())
        if delivery is not None:
            _send(delivery)


def _send(delivery: NoticeDelivery) -> None:
    try:
        send = _written(delivery)
    except Exception as error:
        LOGGER.exception("notice %s cannot be written", delivery.notice_id)
        outbox.refuse_delivery(delivery=delivery, failure=type(error).__name__, at=timezone.now())
        return
    try:
        send()
    except NotSent as refusal:
        outbox.refuse_delivery(delivery=delivery, failure=str(refusal), at=timezone.now())
    except InDoubt as doubt:
        outbox.doubt_delivery(delivery=delivery, failure=str(doubt), at=timezone.now())
    else:
        outbox.finish_delivery(delivery=delivery, at=timezone.now())


def _written(delivery: NoticeDelivery) -> Callable[[], None]:
    """What is to be sent, put into words before anything is: nothing can go wrong with them on the way."""
    robot = delivery.robot
    if robot is None:
        return partial(mail.send, letter(delivery))
    return partial(robots.send, vendor=robot.vendor, token=robot.token, secret=robot.secret, text=post(delivery))


@every(settings.DEALDESK_SEND_DUE, "stakeholders.send_due_notices")
def send_due_notices(timestamp: int) -> None:
    """What was put off or left behind: a job is only the push, the row is what must not be lost."""
    outbox.doubt_abandoned(at=timezone.now())
    send_notices()
