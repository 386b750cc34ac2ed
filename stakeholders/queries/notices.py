"""Notices as their readers see them, and what waits to be sent or to be looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.web.keyset import page
from stakeholders.domain.deals import calendar_of
from stakeholders.domain.notices import TELLINGS, DeliveryState, NoticeKind, Way
from stakeholders.models import Notice, NoticeDelivery, NoticeWishes, User
from stakeholders.models.workdays import noticed

# So many a worker takes at a time; the rest has its turn with the next.
AT_A_TIME = 100
# Longer than any holidays.
AHEAD = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice as it stands in the inbox."""

    pk: int
    words: str
    kind: NoticeKind
    at: datetime
    is_unread: bool


@dataclass(frozen=True, kw_only=True)
class Inbox:
    notices: tuple[Told, ...]
    after: str


@dataclass(frozen=True, kw_only=True)
class Troubled:
    """A delivery that needs a look: whose, by which way, and what is known of it; not what it says."""

    pk: int
    to: str
    kind: NoticeKind
    way: str
    state: DeliveryState
    at: datetime
    ended_at: datetime | None
    failure: str


@dataclass(frozen=True, kw_only=True)
class Outbox:
    troubled: tuple[Troubled, ...]
    waiting: int
    after: str


def title(notice: Notice) -> str:
    """One sentence in the language in force; read with `by`."""
    who = notice.by.name if notice.by else gettext("Deal Desk")
    return gettext(TELLINGS[NoticeKind(notice.kind)].text) % {"who": who, **notice.facts}


def path(notice: Notice) -> str:
    """The page that shows what it is about."""
    return reverse(TELLINGS[NoticeKind(notice.kind)].route, args=[notice.target])


def inbox(user: User, *, after: str) -> Inbox:
    mine = Notice.objects.filter(to=user).select_related("by")
    found = page(mine, order=("-at", "-id"), after=after)
    told = (
        Told(pk=row.pk, words=title(row), kind=NoticeKind(row.kind), at=row.at, is_unread=row.read_at is None)
        for row in found.rows
    )
    return Inbox(notices=tuple(told), after=found.after)


def wishes_of(user: User) -> NoticeWishes:
    """As stored, or as they are for whoever never said anything."""
    return NoticeWishes.objects.filter(user=user).first() or NoticeWishes(user=user)


def outbox(*, after: str) -> Outbox:
    rows = NoticeDelivery.objects.in_trouble().select_related("notice__to")
    found = page(rows, order=("-id",), after=after)
    return Outbox(
        troubled=tuple(_troubled(row) for row in found.rows),
        waiting=NoticeDelivery.objects.filter(state=DeliveryState.WAITING).count(),
        after=found.after,
    )


def _troubled(row: NoticeDelivery) -> Troubled:
    return Troubled(
        pk=row.pk,
        to=row.names or row.notice.to.name,
        kind=NoticeKind(row.notice.kind),
        way=row.get_way_display(),
        state=DeliveryState(row.state),
        at=row.notice.at,
        ended_at=row.ended_at,
        failure=row.failure,
    )


def due_deliveries(at: datetime) -> tuple[tuple[int, datetime], ...]:
    """What is to be sent, and from when on its reader wants to be told: now, or in their hours."""
    waiting = NoticeDelivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=at)
    rows = tuple(waiting.select_related("notice__to__notice_wishes").order_by("due_at", "id")[:AT_A_TIME])
    here = timezone.localtime(at)
    mails = (row for row in rows if row.way == Way.MAIL)
    hours = {row.pk: wishes.hours for row in mails if (wishes := getattr(row.notice.to, "notice_wishes", None))}
    if not any(hours.values()):
        return tuple((row.pk, at) for row in rows)
    calendar = calendar_of(here.date(), (here + AHEAD).date(), noticed())
    return tuple((row.pk, kept.opens(here, calendar) if (kept := hours.get(row.pk)) else at) for row in rows)
