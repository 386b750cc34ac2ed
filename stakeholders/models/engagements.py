"""The log of exchanges with a customer: what was said is never rewritten, a correction is a row that replaces it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of, paired
from stakeholders.domain import engagements as domain
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.models.customers import Contact
from stakeholders.models.deals import Deal


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def standing(self) -> Self:
        """What counts: neither removed nor replaced by a correction. See also Engagement.stands."""
        return self.filter(removed_at=None, correction=None)

    def answered(self) -> Self:
        """Those in which both sides took part. See also domain.engagements.both_took_part."""
        return self.exclude(kind=EngagementKind.MESSAGE, direction=Direction.OURS)


class Engagement(models.Model):
    """One exchange: who met whom, who wanted it, what was learned, and what was promised next."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="engagements")
    kind = models.CharField(max_length=8, choices=choices(EngagementKind))
    held_on = models.DateField()
    direction = models.CharField(max_length=6, choices=choices(Direction))
    contacts = models.ManyToManyField(Contact, related_name="engagements")
    colleagues = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="engagements")
    # May be an opinion about a person: only the deal's own team sees it, and no journal row holds it.
    learned = models.TextField(max_length=2000)
    promised = models.CharField(max_length=200, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    # A correction takes the place of one row, which stays to be read.
    corrects = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="correction")
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_reason = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            one_of("kind", EngagementKind, "engagement_kind_known"),
            one_of("direction", Direction, "engagement_direction_known"),
            paired("logged", "engagement_logged_pair"),
            paired("removed", "engagement_removed_pair"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_reason="") | (Q(removed_at__isnull=False) & ~Q(removed_reason="")),
                name="engagement_removed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(promised="", promised_on=None) | (~Q(promised="") & Q(promised_on__isnull=False)),
                name="engagement_promise_has_a_date",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["deal", "-held_on", "-id"], name="engagement_by_deal")]

    @property
    def stands(self) -> bool:
        """See also EngagementQuerySet.standing()."""
        return self.removed_at is None and not hasattr(self, "correction")

    @property
    def is_answered(self) -> bool:
        return domain.both_took_part(EngagementKind(self.kind), Direction(self.direction))

    def value(self) -> domain.Engagement:
        """With its contacts prefetched."""
        return domain.Engagement(
            on=self.held_on,
            kind=EngagementKind(self.kind),
            direction=Direction(self.direction),
            contacts=frozenset(contact.pk for contact in self.contacts.all()),
            learned=self.learned,
            author=self.logged_by.name,
        )
