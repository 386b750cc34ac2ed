"""Who sits in the customer's decision of one deal: seats, the evidence on them, the lines between them, and who of us
knows whom how well. All of it is opinion about named people and stays with those who may see it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from dealdesk.db import choices, one_of
from stakeholders.domain.seats.map import STALE_AFTER, Evidence, Line, Seated
from stakeholders.domain.seats.words import (
    BuyingRole,
    Channel,
    Coverage,
    EvidenceKind,
    Influence,
    LineKind,
    Mode,
    Orientation,
    Rung,
    SeatKind,
    Standing,
)
from stakeholders.models.customers import Contact
from stakeholders.models.deals import Deal

# The picture is so many steps wide and high; a place on it is kept in these.
EDGE = 1000
# Evidence that holds for longer than this holds for ever, and nobody would look at it again.
LONGEST_TRUST = 365


class Seat(models.Model):
    """One contact's place in one deal's decision."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="seats")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="seats")
    kind = models.CharField(max_length=16, choices=choices(SeatKind))
    roles = ArrayField(models.CharField(max_length=16, choices=choices(BuyingRole)), default=list, blank=True)
    can_approve = models.BooleanField(default=False)
    can_veto = models.BooleanField(default=False)
    standing = models.CharField(max_length=16, choices=choices(Standing), default=Standing.UNKNOWN)
    influence = models.CharField(max_length=8, choices=choices(Influence), default=Influence.MEDIUM)
    # −5 … +5 without 0; empty means unknown.
    support = models.SmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=16, choices=choices(Mode), blank=True)
    orientation = models.CharField(max_length=16, choices=choices(Orientation), blank=True)
    coverage = models.CharField(max_length=16, choices=choices(Coverage), default=Coverage.UNKNOWN)
    # What this person gains, what worries them, and what we say to that.
    win = models.CharField(max_length=200, blank=True)
    concern = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=400, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    # Days after which evidence on this person counts no more.
    stale_after = models.PositiveSmallIntegerField(
        default=STALE_AFTER, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TRUST)]
    )
    # Where somebody put them on the picture, in steps of EDGE; empty where the picture finds a place itself.
    x = models.PositiveSmallIntegerField(null=True, blank=True)
    y = models.PositiveSmallIntegerField(null=True, blank=True)
    # Goes up with every save of the facts above, which names the one it was made from; a place is no fact.
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "contact"], name="seat_once_per_deal"),
            models.CheckConstraint(
                condition=Q(support__isnull=True) | (Q(support__range=(-5, 5)) & ~Q(support=0)),
                name="seat_support_scale",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in BuyingRole]), name="seat_roles_known"
            ),
            models.CheckConstraint(
                condition=Q(stale_after__range=(1, LONGEST_TRUST)), name="seat_stale_after_within_a_year"
            ),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True)
                | Q(x__isnull=False, y__isnull=False, x__lte=EDGE, y__lte=EDGE),
                name="seat_placed_on_the_picture",
            ),
            one_of("kind", SeatKind, "seat_kind_known"),
            one_of("standing", Standing, "seat_standing_known"),
            one_of("influence", Influence, "seat_influence_known"),
            one_of("coverage", Coverage, "seat_coverage_known"),
            models.CheckConstraint(
                condition=Q(mode__in=["", *(word.value for word in Mode)]), name="seat_mode_known_or_open"
            ),
            models.CheckConstraint(
                condition=Q(orientation__in=["", *(word.value for word in Orientation)]),
                name="seat_orientation_known_or_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact)

    @property
    def decides(self) -> bool:
        """See also Seated.decides."""
        return self.can_approve or BuyingRole.ECONOMIC in self.roles

    def seated(self, evidence: tuple[Evidence, ...] = ()) -> Seated:
        """What the domain knows of this seat; the contact comes with it."""
        return Seated(
            key=self.pk,
            name=self.contact.name,
            title=self.contact.title,
            kind=SeatKind(self.kind),
            roles=frozenset(map(BuyingRole, self.roles)),
            can_approve=self.can_approve,
            can_veto=self.can_veto,
            standing=Standing(self.standing),
            influence=Influence(self.influence),
            support=self.support,
            coverage=Coverage(self.coverage),
            last_contact_on=self.last_contact_on,
            stale_after=self.stale_after,
            evidence=evidence,
        )


class SeatEvidence(models.Model):
    """What somebody of ours heard or saw of a person, and when: a seat is known as well as its latest row is young."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="evidence")
    on = models.DateField()
    channel = models.CharField(max_length=12, choices=choices(Channel))
    kind = models.CharField(max_length=12, choices=choices(EvidenceKind))
    text = models.CharField(max_length=500)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            one_of("channel", Channel, "seat_evidence_channel_known"),
            one_of("kind", EvidenceKind, "seat_evidence_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="seat_evidence_says_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["seat", "-on", "-id"], name="seat_evidence_latest")]


class SeatLine(models.Model):
    """From one seat to another of the same deal, or between the two; the action sees to the deal."""

    start = models.ForeignKey(Seat, models.CASCADE, related_name="lines_out")
    end = models.ForeignKey(Seat, models.CASCADE, related_name="lines_in")
    kind = models.CharField(max_length=12, choices=choices(LineKind))
    # How much the end listens to the start, 1 to 3; 1 where the line is not one of influence.
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(3)])

    class Meta:
        constraints: ClassVar = [
            one_of("kind", LineKind, "seat_line_kind_known"),
            models.CheckConstraint(condition=~Q(start=F("end")), name="seat_line_to_another"),
            models.CheckConstraint(
                condition=Q(kind=LineKind.INFLUENCE, weight__range=(1, 3))
                | (~Q(kind=LineKind.INFLUENCE) & Q(weight=1)),
                name="seat_line_weight_of_influence",
            ),
            # Two people may influence each other; nobody is the boss of their boss, and a quarrel is one quarrel.
            models.UniqueConstraint(
                fields=["start", "end"], condition=Q(kind=LineKind.INFLUENCE), name="seat_line_influence_once"
            ),
            models.UniqueConstraint(
                "kind",
                Least("start", "end"),
                Greatest("start", "end"),
                condition=~Q(kind=LineKind.INFLUENCE),
                name="seat_line_once_per_pair",
            ),
        ]

    def line(self) -> Line:
        return Line(start=self.start_id, end=self.end_id, kind=LineKind(self.kind), weight=self.weight)


class SeatRelation(models.Model):
    """What one colleague of ours is to a person today, and what they should become."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="relations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    now = models.CharField(max_length=16, choices=choices(Rung))
    target = models.CharField(max_length=16, choices=choices(Rung), blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "user"], name="seat_relation_once"),
            one_of("now", Rung, "seat_relation_now_known"),
            models.CheckConstraint(
                condition=Q(target__in=["", *(word.value for word in Rung)]), name="seat_relation_target_known_or_open"
            ),
        ]
