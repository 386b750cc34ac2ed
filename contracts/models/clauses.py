"""The library of clauses: what each is called by those who reckon with it, and its versions, of which none changes."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from contracts.domain.clauses.library import MOST_WEIGHT, ClauseText, Position, Scope
from contracts.domain.clauses.words import Kind, Region, Stance
from contracts.domain.payment import Buyer
from contracts.domain.statutes import Rule
from dealdesk.db import choices, one_of, paired
from dealdesk.kernel.words import Told
from quotes.models.pricebooks import DateRange
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role


def several(words: Iterable[StrEnum]) -> "ArrayField[Any, Any]":
    """A column of any number of words, none by default."""
    return ArrayField(models.CharField(max_length=24, choices=choices(words)), default=list, blank=True)


def known(column: str, words: Iterable[StrEnum], name: str) -> models.CheckConstraint:
    """Words the domain does not know cannot be stored, whoever writes."""
    return models.CheckConstraint(condition=Q(**{f"{column}__contained_by": [word.value for word in words]}), name=name)


class Clause(models.Model):
    kind = models.CharField(max_length=12, choices=choices(Kind))
    # By which what reckons finds it; None for one that legal added.
    key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        constraints: ClassVar = [one_of("kind", Kind, "clause_kind_known")]
        triggers: ClassVar = [pgtrigger.Protect(name="clauses_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.key or f"{self.kind} {self.pk}"

    @property
    def gone(self) -> "ClauseRetirement | None":
        return getattr(self, "retirement", None)


class ClauseVersionQuerySet(models.QuerySet["ClauseVersion"]):
    def standing(self, day: date) -> Self:
        """In force on the day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def in_force(self, day: date) -> Self:
        return self.standing(day).filter(valid_from__lte=day)

    def last_of_retired(self, day: date) -> Self:
        """The last version of each clause that is not asked for any more on the day."""
        return self.filter(clause__retirement__gone_on__lte=day, valid_to=F("clause__retirement__gone_on"))


class ClauseVersion(models.Model):
    """One version, in force from a day on. It is entered whole and never changed but for its last day: a contract that
    was checked by it stays checked by it."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title_zh = models.CharField(max_length=40)
    title_en = models.CharField(max_length=80, blank=True)
    look_zh = models.TextField(max_length=600)
    look_en = models.TextField(max_length=1200, blank=True)
    trap_zh = models.TextField(max_length=600)
    trap_en = models.TextField(max_length=1200, blank=True)
    reason_zh = models.TextField(max_length=600)
    reason_en = models.TextField(max_length=1200, blank=True)
    # [{stance, zh, en, by}, …] from the preferred one down; `by` is the role that may accept it, or empty.
    positions = models.JSONField()
    weight = models.PositiveSmallIntegerField(default=1)
    rules = several(Rule)
    industries = several(Industry)
    regions = several(Region)
    buyers = several(Buyer)
    sizes = several(Size)
    source = models.CharField(max_length=300)
    # Why this version took the place of the one before it.
    why = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    # Both are None for those the desk comes with.
    added_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ClauseVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["clause_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clause", "number"], name="clause_version_numbered_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="clause_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(title_zh="") & ~Q(source=""), name="clause_has_title_and_origin"),
            models.CheckConstraint(condition=Q(weight__range=(1, MOST_WEIGHT)), name="clause_weight_in_reason"),
            known("rules", Rule, "clause_rules_known"),
            known("industries", Industry, "clause_industries_known"),
            known("regions", Region, "clause_regions_known"),
            known("buyers", Buyer, "clause_buyers_known"),
            known("sizes", Size, "clause_sizes_known"),
            paired("added", "clause_added_pair"),
            ExclusionConstraint(
                name="one_clause_version_in_force",
                expressions=[
                    ("clause", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="clause_versions_are_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'pgtrigger: a version of a clause is never deleted';
                    END IF;
                    -- Only its last day may still move, when a later version takes over.
                    IF to_jsonb(OLD) - 'valid_to' IS DISTINCT FROM to_jsonb(NEW) - 'valid_to' THEN
                        RAISE EXCEPTION 'pgtrigger: a version of a clause is never changed; enter the next one';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_zh} V{self.number}"

    @property
    def next_day(self) -> date:
        """The first on which another version may begin."""
        return self.valid_from + timedelta(days=1)

    @property
    def title(self) -> Told:
        return Told(self.title_zh, self.title_en)

    def value(self) -> ClauseText:
        """As the domain reads it; `clause` selected."""
        return ClauseText(
            kind=Kind(self.clause.kind),
            title=self.title,
            look=Told(self.look_zh, self.look_en),
            trap=Told(self.trap_zh, self.trap_en),
            reason=Told(self.reason_zh, self.reason_en),
            positions=tuple(_position(one) for one in self.positions),
            source=self.source,
            rules=tuple(rule for rule in Rule if rule in self.rules),
            scope=Scope(
                industries=frozenset(map(Industry, self.industries)),
                regions=frozenset(map(Region, self.regions)),
                buyers=frozenset(map(Buyer, self.buyers)),
                sizes=frozenset(map(Size, self.sizes)),
            ),
            weight=self.weight,
        )


class ClauseRetirement(models.Model):
    """From which day a clause is in no new checklist any more, and why; its versions and old checklists stay."""

    clause = models.OneToOneField(Clause, models.PROTECT, related_name="retirement")
    gone_on = models.DateField()
    reason = models.CharField(max_length=300)
    retired_at = models.DateTimeField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="retirement_says_why"),
            paired("retired", "clause_retired_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="retirements_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.gone_on}"


def _position(told: Mapping[str, str]) -> Position:
    return Position(
        stance=Stance(told["stance"]),
        wording=Told(told["zh"], told["en"]),
        by=Role(told["by"]) if told["by"] else None,
    )
