"""What a person was told: one row a person, which is the in-app inbox; and each way it goes out besides."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dealdesk.db import choices, one_of
from stakeholders.domain.notices import OF_THE_HOUSE, SAID_IN_GROUP, DeliveryState, Hours, NoticeKind, Way
from stakeholders.models.deals import Deal
from stakeholders.models.robots import Robot


def said_in_group() -> list[str]:
    return [kind.value for kind in SAID_IN_GROUP]


class Notice(models.Model):
    """Written in the transaction of what it tells of; about `target`, a row of whatever its kind's page shows."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=choices(NoticeKind))
    target = models.BigIntegerField()
    # None for what is of the house and of no deal.
    deal = models.ForeignKey(Deal, models.PROTECT, null=True, related_name="notices")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    # Nobody where the clock said so.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            one_of("kind", NoticeKind, "notice_kind_known"),
            models.CheckConstraint(
                condition=Q(deal__isnull=False) | Q(kind__in=[kind.value for kind in OF_THE_HOUSE]),
                name="notice_of_a_deal_names_it",
            ),
            # A clock that ticks twice tells it once.
            models.UniqueConstraint(
                fields=["to", "target"], condition=Q(kind=NoticeKind.OFFER_EXPIRES.value), name="expiry_told_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to", "-at", "-id"], name="notice_by_person"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
        ]


class NoticeDeliveryQuerySet(models.QuerySet["NoticeDelivery"]):
    def in_trouble(self) -> Self:
        """What was not sent, or perhaps not: somebody has to look at it."""
        return self.filter(state__in=[DeliveryState.FAILED, DeliveryState.IN_DOUBT])


class NoticeDelivery(models.Model):
    """The outbox: one notice on its way out, written with it and sent by a worker afterwards."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=8, choices=choices(Way))
    # One post in a group stands for everybody there who is told the same, by name.
    robot = models.ForeignKey(Robot, models.PROTECT, null=True, related_name="deliveries")
    names = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=choices(DeliveryState), default=DeliveryState.WAITING)
    # Not before this.
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = NoticeDeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "way"], name="delivery_way_once"),
            one_of("way", Way, "delivery_way_known"),
            one_of("state", DeliveryState, "delivery_state_known"),
            models.CheckConstraint(
                condition=Q(way=Way.ROBOT.value, robot__isnull=False) | (~Q(way=Way.ROBOT.value) & Q(robot=None)),
                name="delivery_by_robot_has_one",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING.value) | Q(claimed_at__isnull=False),
                name="delivery_claimed_before_sent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["waiting", "sending"]), name="delivery_under_way"
            ),
            models.Index(
                fields=["-ended_at"], condition=Q(state__in=["failed", "in_doubt"]), name="delivery_in_trouble"
            ),
        ]


class NoticeWishes(models.Model):
    """What a person wants beside the inbox; without a row everything is mailed at any time."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_wishes")
    # What is left out, so that a kind that comes later is told.
    unmailed = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    grouped = ArrayField(models.CharField(max_length=20), default=said_in_group, blank=True)
    hours_from = models.TimeField(null=True, blank=True)
    hours_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(hours_from=None, hours_until=None) | Q(hours_from__lt=F("hours_until")),
                name="wishes_hours_in_order",
            ),
        ]

    def mailed(self) -> list[NoticeKind]:
        return [kind for kind in NoticeKind if kind not in self.unmailed]

    @property
    def hours(self) -> Hours | None:
        return Hours(self.hours_from, self.hours_until) if self.hours_from and self.hours_until else None
