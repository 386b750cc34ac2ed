"""The discount policy as rows: which figure, past which threshold, asks whom."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy

from dealdesk.db import choices, one_of, paired
from quotes.domain import policy as domain
from quotes.domain.policy import (
    MOST_STEPS,
    NAMED,
    Again,
    Approver,
    Choices,
    Figure,
    Mode,
    Nobody,
    Operator,
    Own,
    Person,
)
from quotes.models.dated import DatedQuerySet, never_changes
from quotes.models.pricebooks import DateRange
from stakeholders.models import User

# A place in the line, a trade, or a person by name.
WHOM = [*choices(Approver), (NAMED, gettext_lazy("Named person"))]


def named(person: User) -> Person:
    return Person(person.pk, person.name, person.email)


class PolicyQuerySet(DatedQuerySet["Policy"]):
    """At most one is in force on any day."""


class Policy(models.Model):
    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    # What becomes of a step whose place the requester holds, and of one whose place nobody holds.
    own = models.CharField(max_length=8, choices=choices(Own), default=Own.NEXT, db_default=Own.NEXT.value)
    nobody = models.CharField(
        max_length=8, choices=choices(Nobody), default=Nobody.REFUSE, db_default=Nobody.REFUSE.value
    )
    # What becomes of a person whom two steps ask, and how each step is answered, from the first on.
    again = models.CharField(max_length=8, choices=choices(Again), default=Again.ONCE, db_default=Again.ONCE.value)
    modes = ArrayField(
        models.CharField(max_length=4, choices=choices(Mode)), size=MOST_STEPS, default=list, db_default=[], blank=True
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="policy_dates_in_order"
            ),
            one_of("own", Own, "policy_own_known"),
            one_of("nobody", Nobody, "policy_nobody_known"),
            one_of("again", Again, "policy_again_known"),
            models.CheckConstraint(
                condition=Q(modes__contained_by=[mode.value for mode in Mode]), name="policy_modes_known"
            ),
            paired("created", "policy_created_pair"),
            paired("published", "policy_published_pair"),
            ExclusionConstraint(
                name="one_policy_in_force",
                expressions=[
                    (Value(1), RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(published_at__isnull=False),
            ),
        ]
        triggers: ClassVar = [
            never_changes(
                "published_policy_never_changes",
                thing="policy",
                sentence="a published policy never changes; draft a new one",
                successor="policy",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    def value(self) -> domain.Policy:
        """The policy as the domain reads it; `rules` prefetched or not."""
        rules = tuple(rule.value() for rule in self.rules.all())
        return domain.Policy(number=self.number, rules=rules, choices=self.chosen)

    @property
    def chosen(self) -> Choices:
        return Choices(
            own=Own(self.own),
            nobody=Nobody(self.nobody),
            again=Again(self.again),
            modes=tuple(Mode(mode) for mode in self.modes),
        )

    @classmethod
    def columns_of(cls, choices: Choices) -> dict[str, Any]:
        return vars(choices) | {"modes": list(choices.modes)}


class PolicyRuleManager(models.Manager["PolicyRule"]):
    def get_queryset(self) -> models.QuerySet["PolicyRule"]:
        """A rule is read with whom it names."""
        return super().get_queryset().select_related("person")


class PolicyRule(models.Model):
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=24, choices=choices(Figure))
    operator = models.CharField(max_length=2, choices=choices(Operator))
    threshold = models.DecimalField(max_digits=18, decimal_places=4)
    approver = models.CharField(max_length=16, choices=WHOM)
    # Whom it names, where it asks nobody's place or trade.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200)
    # Whose discount is looked at, where the figure is a product group's; "" is the worst of them.
    group = models.CharField(max_length=60, blank=True, db_default="")
    smart = models.BooleanField(default=False, db_default=False)
    tolerance = models.DecimalField(max_digits=18, decimal_places=4, default=0, db_default=0)
    # The conditions after the first one, as `quotes.domain.policy.stored` writes them, and how all go together.
    more = models.JSONField(default=list, db_default=[], blank=True)
    logic = models.CharField(max_length=200, blank=True, db_default="")
    owner = models.CharField(max_length=80, blank=True, db_default="")
    # Which step of the chain it belongs to; the next one is asked once this one is answered.
    step = models.PositiveSmallIntegerField(default=1, db_default=1)

    objects = PolicyRuleManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["policy", "position"], name="policy_rule_position_once"),
            models.UniqueConstraint(
                fields=["policy", "figure", "group", "approver", "step", "person"],
                condition=Q(more=[]),
                nulls_distinct=False,
                name="policy_rule_once_per_approver",
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="policy_rule_tolerance_not_negative"),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=MOST_STEPS), name="policy_rule_step_known"),
            one_of("figure", Figure, "policy_rule_figure_known"),
            one_of("operator", Operator, "policy_rule_operator_known"),
            models.CheckConstraint(
                condition=Q(approver__in=list(Approver), person=None) | Q(approver=NAMED, person__isnull=False),
                name="policy_rule_approver_known",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="published_rules_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("published", "timestamptz")],
                func="""
                    SELECT published_at INTO published FROM quotes_policy
                     WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.policy_id ELSE OLD.policy_id END FOR SHARE;
                    IF published IS NOT NULL THEN
                        RAISE EXCEPTION 'pgtrigger: a published policy never changes; draft a new one';
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                """,
            )
        ]

    @classmethod
    def of(cls, policy: Policy, told: domain.Rule) -> Self:
        """An unsaved row of a rule."""
        named = told.approver.pk if isinstance(told.approver, Person) else None
        whom = {"approver": NAMED if named else told.approver, "person_id": named}
        return cls(policy=policy, **(vars(told) | {"more": domain.conditions_json(told.more)} | whom))

    def value(self) -> domain.Rule:
        return domain.Rule(
            position=self.position,
            figure=Figure(self.figure),
            operator=Operator(self.operator),
            threshold=self.threshold,
            approver=named(self.person) if self.person else Approver(self.approver),
            reason=self.reason,
            group=self.group,
            smart=self.smart,
            tolerance=self.tolerance,
            more=domain.read_conditions(self.more),
            logic=self.logic,
            owner=self.owner,
            step=self.step,
        )


class PolicyTrial(models.Model):
    """A policy tried on the offers of the last year: how far it is, and what it came to."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="trials")
    since = models.DateField()
    until = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # As `quotes.domain.policy.trial` writes a tally: with the rules about floors, and without them for whoever may not
    # be told.
    found = models.JSONField(null=True)
    open_found = models.JSONField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            paired("started", "policy_trial_started_pair"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="policy_trial_no_more_than_all"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, found__isnull=True, open_found__isnull=True)
                | Q(finished_at__isnull=False, found__isnull=False, open_found__isnull=False),
                name="policy_trial_finished_says_what",
            ),
        ]

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0
