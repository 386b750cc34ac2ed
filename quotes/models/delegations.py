"""Who decides on approvals while somebody is away: from a day to a day, up to a depth, and never in a chain."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from dealdesk.db import paired, percent

DAYS = Func(
    F("starts_on"),
    F("ends_on"),
    RangeBoundary(inclusive_lower=True, inclusive_upper=True),
    function="daterange",
    output_field=DateRangeField(),
)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def in_force(self, day: date) -> Self:
        """At most one a person."""
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)

    def with_people(self) -> Self:
        return self.select_related("to", "delegated_by")


class Delegation(models.Model):
    """What waits for `delegated_by` on these days is for `to` to decide; both days are included.

    The database refuses a second one of the same days, and a chain: whoever somebody else counts on is not away.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegated")
    starts_on = models.DateField()
    ends_on = models.DateField()
    # Percent points off list; what goes further waits for its own approver. None: any depth.
    most_points = percent(null=True, blank=True)
    reason = models.CharField(max_length=300)
    delegated_at = models.DateTimeField()
    delegated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(to=F("delegated_by")), name="nobody_delegates_to_themselves"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(reason=""), name="delegation_says_why"),
            models.CheckConstraint(
                condition=Q(most_points=None) | Q(most_points__range=(0, 100)), name="delegation_depth_is_percent"
            ),
            ExclusionConstraint(
                name="one_delegation_at_a_time",
                expressions=[("delegated_by", RangeOperators.EQUAL), (DAYS, RangeOperators.OVERLAPS)],
                condition=Q(ended_at=None),
            ),
            paired("delegated", "delegation_delegated_pair"),
            paired("ended", "delegation_ended_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="delegations_make_no_chain",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    -- Two at once would not see each other's rows.
                    PERFORM pg_advisory_xact_lock(hashtext('quotes_delegation'));
                    IF EXISTS (
                        SELECT FROM quotes_delegation d
                         WHERE d.ended_at IS NULL
                           AND daterange(d.starts_on, d.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')
                           AND (d.delegated_by_id = NEW.to_id OR d.to_id = NEW.delegated_by_id)
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: delegations make no chain'
                              USING ERRCODE = 'check_violation', CONSTRAINT = 'delegations_make_no_chain';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="a_delegation_only_ends",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.ended_at IS NOT NULL OR (OLD.to_id, OLD.starts_on, OLD.ends_on, OLD.most_points, OLD.reason,"
                    " OLD.delegated_at, OLD.delegated_by_id) IS DISTINCT FROM (NEW.to_id, NEW.starts_on, NEW.ends_on,"
                    " NEW.most_points, NEW.reason, NEW.delegated_at, NEW.delegated_by_id)"
                ),
                func="RAISE EXCEPTION 'pgtrigger: a delegation stays as it was given; end it and give another';",
            ),
            pgtrigger.Protect(name="delegations_are_kept", operation=pgtrigger.Delete),
        ]
