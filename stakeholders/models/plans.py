"""The plan that both sides work through: its milestones, and what each of them waits for."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import choices, one_of, paired
from stakeholders.domain.plans.leads import LONGEST_LEAD, LeadTime
from stakeholders.domain.plans.path import Planned
from stakeholders.domain.plans.words import MilestoneKind
from stakeholders.models.customers import Contact
from stakeholders.models.deals import Deal


class Milestone(models.Model):
    """One step to the signature, with an owner on each side; lead times are working days that somebody gave."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=12, choices=choices(MilestoneKind), default=MilestoneKind.OTHER)
    name = models.CharField(max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    # Whoever is erased from the contacts leaves the plan without a trace.
    buyer = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="milestones")
    lead_p50 = models.PositiveSmallIntegerField(null=True, blank=True)
    lead_p80 = models.PositiveSmallIntegerField(null=True, blank=True)
    # Never a circle: the action that writes it holds the deal.
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    blocker = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            one_of("kind", MilestoneKind, "milestone_kind_known"),
            paired("done", "milestone_done_pair"),
            models.UniqueConstraint(
                fields=["deal"], condition=Q(kind=MilestoneKind.SIGNATURE), name="one_signature_a_deal"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="milestone_has_a_name"),
            models.CheckConstraint(
                condition=Q(lead_p50=None, lead_p80=None)
                | Q(lead_p50__gte=1, lead_p80__gte=F("lead_p50"), lead_p80__lte=LONGEST_LEAD),
                name="milestone_lead_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lead(self) -> LeadTime | None:
        if self.lead_p50 is None or self.lead_p80 is None:
            return None
        return LeadTime(p50=self.lead_p50, p80=self.lead_p80)


def planned(rows: Iterable[Milestone]) -> tuple[Planned, ...]:
    """Rows with what they wait for prefetched, as the reckoning sees them."""
    return tuple(
        Planned(
            key=row.pk,
            lead=row.lead,
            after=frozenset(other.pk for other in row.after.all()),
            is_done=row.done_at is not None,
        )
        for row in rows
    )


def target_of(rows: Iterable[Milestone]) -> int | None:
    """The signature: what must be done before the budget freezes. Without one it is the whole plan."""
    return next((row.pk for row in rows if row.kind == MilestoneKind.SIGNATURE), None)
