"""Notices as their readers see them, and what waits to be sent."""

from datetime import datetime

from django.utils.translation import gettext

from stakeholders.domain.notices import TELLINGS, DeliveryState, NoticeKind
from stakeholders.models import Notice, NoticeDelivery

# So many a worker takes at a time; the rest has its turn with the next.
AT_A_TIME = 100


def title(notice: Notice) -> str:
    """One sentence in the language in force; read with `by`."""
    who = notice.by.name if notice.by else gettext("Deal Desk")
    return gettext(TELLINGS[NoticeKind(notice.kind)].text) % {"who": who, **notice.facts}


def due_deliveries(at: datetime) -> tuple[int, ...]:
    waiting = NoticeDelivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=at)
    return tuple(waiting.order_by("due_at", "id").values_list("pk", flat=True)[:AT_A_TIME])
