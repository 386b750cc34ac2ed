"""Telling people what concerns them, in the transaction of what happened: none is lost, and none tells of nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, Q

from dealdesk.kernel.moves import check_move
from dealdesk.later import later
from stakeholders.actions.journal import record
from stakeholders.domain.notices import MOVES, DeliveryState, NoticeKind, Way, again_at
from stakeholders.models import Deal, Notice, NoticeDelivery, NoticeWishes, Robot, User


def notify(
    kind: NoticeKind,
    *,
    to: Iterable[User],
    about: Model,
    deal: Deal | None,
    by: User | None,
    at: datetime,
    **facts: Any,
) -> None:
    """Writes one notice a person; nobody is told of what they did themselves, and nobody whose account is closed.
    `deal` is None for what is of the house.

    `facts` fill the places of the kind's sentence: numbers and days, never a price, a customer's name or a reason.
    """
    notify_all(kind, tellings=[Telling(to=to, about=about, deal=deal, facts=facts)], by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One thing that is told, as `notify` is given it."""

    to: Iterable[User]
    about: Model
    deal: Deal | None
    facts: Mapping[str, Any]


def notify_all(kind: NoticeKind, *, tellings: Iterable[Telling], by: User | None, at: datetime) -> None:
    """Of many things as of one, with as many statements."""
    notices = Notice.objects.bulk_create(
        Notice(to=person, kind=kind, target=one.about.pk, deal=one.deal, facts=dict(one.facts), at=at, by=by)
        for one in tellings
        for person in {person.pk: person for person in one.to if person != by and person.is_active}.values()
    )
    robots = dict(Robot.objects.standing().values_list("team", "pk")) if notices else {}
    if robots or (notices and settings.MAIL_FROM):
        _put_out(notices, robots)


def _put_out(notices: Sequence[Notice], robots: Mapping[int, int]) -> None:
    """By mail, and by the robot of each one's team, as each of them wishes."""
    told = NoticeWishes.objects.filter(user__in=[notice.to_id for notice in notices])
    wishes = {row.user_id: row for row in told}
    wanted = [(notice, wishes.get(notice.to_id) or NoticeWishes()) for notice in notices]
    mails = [notice for notice, wish in wanted if settings.MAIL_FROM and notice.kind not in wish.unmailed]
    spoken = [notice for notice, wish in wanted if robots and notice.kind in wish.grouped]
    outbox = [NoticeDelivery(notice=notice, way=Way.MAIL, due_at=notice.at) for notice in mails]
    outbox += _posts(spoken, robots)
    if outbox:
        NoticeDelivery.objects.bulk_create(outbox)
        later("stakeholders.send_notices")


def _posts(notices: Sequence[Notice], robots: Mapping[int, int]) -> list[NoticeDelivery]:
    """One a thing and a robot, with the names of all whom it calls; nothing for whoever's teams have none."""
    paths = dict(User.objects.filter(pk__in=[notice.to_id for notice in notices]).values_list("pk", "team__path"))
    called: dict[tuple[int, int], list[Notice]] = {}
    for notice in notices:
        near = next((robots[team] for team in reversed(paths[notice.to_id] or []) if team in robots), None)
        if near is not None:
            called.setdefault((near, notice.target), []).append(notice)
    return [
        NoticeDelivery(
            notice=told[0],
            way=Way.ROBOT,
            robot_id=robot,
            names=" ".join(notice.to.name for notice in told)[:300],
            due_at=told[0].at,
        )
        for (robot, _target), told in called.items()
    ]


def working_on(deal: Deal) -> list[User]:
    """Its owner and its members, as they are when something happens."""
    return list(User.objects.filter(Q(pk=deal.owner_id) | Q(memberships__deal=deal)).distinct().order_by("pk"))


@transaction.atomic
def read_notice(*, notice: Notice, by: User, at: datetime) -> None:
    Notice.objects.filter(pk=notice.pk, to=by, read_at=None).update(read_at=at)


@transaction.atomic
def read_all(*, by: User, at: datetime) -> None:
    """What came in while its reader was looking stays unread."""
    Notice.objects.filter(to=by, read_at=None, at__lte=at).update(read_at=at)


@transaction.atomic
def save_wishes(
    *,
    mailed: Collection[NoticeKind],
    grouped: Collection[NoticeKind],
    hours_from: time | None,
    hours_until: time | None,
    by: User,
    at: datetime,
) -> NoticeWishes:
    told = {"unmailed": [kind for kind in NoticeKind if kind not in mailed], "grouped": list(grouped)}
    hours = {"hours_from": hours_from, "hours_until": hours_until}
    wishes, _ = NoticeWishes.objects.update_or_create(user=by, defaults=told | hours)
    record("save_wishes", on=wishes, by=by, at=at)
    return wishes


@transaction.atomic
def send_again(*, delivery: NoticeDelivery, by: User, at: datetime) -> None:
    """A new turn for what was not sent, or perhaps not: an administrator decided that a second copy is no harm."""
    held = NoticeDelivery.objects.select_for_update().get(pk=delivery.pk)
    check_move(MOVES, DeliveryState(held.state), DeliveryState.WAITING)
    held.state, held.due_at, held.attempts, held.ended_at, held.failure = DeliveryState.WAITING, at, 0, None, ""
    held.save(update_fields=["state", "due_at", "attempts", "ended_at", "failure"])
    record("send_again", on=held, by=by, at=at, person=held.notice.to.name)
    later("stakeholders.send_notices")


def hold_delivery(*, delivery: int, until: datetime) -> None:
    """It came outside its reader's hours."""
    NoticeDelivery.objects.filter(pk=delivery, state=DeliveryState.WAITING).update(due_at=until)


def claim_delivery(*, delivery: int, at: datetime) -> NoticeDelivery | None:
    """The delivery if it is still to be made, and this worker's alone from now on: committed before anything is sent,
    so that whoever dies while sending leaves a doubt and never a second copy."""
    due = NoticeDelivery.objects.filter(pk=delivery, state=DeliveryState.WAITING, due_at__lte=at)
    if not due.update(state=DeliveryState.SENDING, attempts=F("attempts") + 1, claimed_at=at, failure=""):
        return None
    return NoticeDelivery.objects.select_related("notice__to", "notice__by", "robot").get(pk=delivery)


def finish_delivery(*, delivery: NoticeDelivery, at: datetime) -> None:
    """It was taken over by the mail server; a doubt that somebody had meanwhile is settled by it."""
    _mine(delivery, DeliveryState.SENDING, DeliveryState.IN_DOUBT).update(state=DeliveryState.SENT, ended_at=at)


def refuse_delivery(*, delivery: NoticeDelivery, failure: str, at: datetime) -> None:
    """Nothing went out: it waits for its next turn, or has failed."""
    again = again_at(at, delivery.attempts)
    state = DeliveryState.FAILED if again is None else DeliveryState.WAITING
    _mine(delivery, DeliveryState.SENDING).update(
        state=state, due_at=again or delivery.due_at, ended_at=None if again else at, failure=failure[:300]
    )


def doubt_delivery(*, delivery: NoticeDelivery, failure: str, at: datetime) -> None:
    """The connection broke while it was being taken over, and nobody can say whether it was."""
    _mine(delivery, DeliveryState.SENDING).update(state=DeliveryState.IN_DOUBT, ended_at=at, failure=failure[:300])


def doubt_abandoned(*, at: datetime) -> None:
    """Whose worker has said nothing for so long is taken for dead."""
    silent = at - timedelta(seconds=settings.DEALDESK_SENDING_SILENCE)
    held = NoticeDelivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=silent)
    held.update(state=DeliveryState.IN_DOUBT, ended_at=at)


def _mine(delivery: NoticeDelivery, *states: DeliveryState) -> Any:
    """An attempt's own word: a later attempt is not spoken for by a worker that was slow."""
    return NoticeDelivery.objects.filter(pk=delivery.pk, state__in=states, attempts=delivery.attempts)
