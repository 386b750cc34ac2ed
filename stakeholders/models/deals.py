"""Pursuits of purchases: who owns them, who is on them, and where they stand."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from dealdesk.db import amount, choices, containing, normal, number, one_of, paired
from stakeholders.domain.deals import CLOSED, LossReason, Stage
from stakeholders.domain.people import Role
from stakeholders.models.customers import Customer

# Sorts after every date that a budget could freeze on.
NEVER = date.max
# A deal is closed with the last price that was on the table, whatever carried it there: nobody estimates after it.
FREEZES = """
    INSERT INTO stakeholders_budgetestimate
           (deal_id, currency, tax_included, span, signals, frozen_at, frozen_by_id, frozen_for)
    VALUES (NEW.id, NEW.currency, true, 'year', 0, NEW.closed_at, NEW.closed_by_id, NEW.number)
    ON CONFLICT (deal_id) DO UPDATE
       SET frozen_at = excluded.frozen_at, frozen_by_id = excluded.frozen_by_id, frozen_for = excluded.frozen_for
     WHERE stakeholders_budgetestimate.frozen_at IS NULL;
    RETURN NULL;
"""


class DealQuerySet(models.QuerySet["Deal"]):
    def open(self) -> Self:
        """Deals still being pursued. See also Deal.is_open."""
        return self.exclude(stage__in=list(CLOSED))

    def with_freeze(self) -> Self:
        """Adds `freeze`, the day the budget freezes, or NEVER where nobody knows. See also Deal.freeze_on."""
        return self.annotate(freeze=Coalesce("budget_freeze_on", "customer__budget_freeze_on", Value(NEVER)))

    def matching(self, text: str) -> Self:
        found = normal(text)
        return self.filter(
            Q(customer__in=containing(Customer.objects.all(), "search_text", found))
            | Q(number=text.strip().upper())
            | Q(name__contains=text.strip())
        )


class Deal(models.Model):
    number = number("SJ", "deal_number")
    name = models.CharField(max_length=120)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="deals")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deals")
    team = models.ForeignKey("stakeholders.Team", models.PROTECT, related_name="deals")
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="DealMember", through_fields=("deal", "user"), related_name="joined_deals"
    )
    stage = models.CharField(max_length=12, choices=choices(Stage), default=Stage.DIAGNOSIS)
    currency = models.CharField(max_length=3, default="CNY")
    next_step = models.CharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    budget_freeze_on = models.DateField(null=True, blank=True)
    expected_close_on = models.DateField(null=True, blank=True)
    # What the customer said they need, what we propose, and the competition: the proposal prints the first two.
    needs = models.TextField(blank=True, max_length=5000)
    solution = models.TextField(blank=True, max_length=5000)
    competitor_note = models.TextField(blank=True, max_length=2000)
    # Goes up with every save of the facts above, which names the one it was made from.
    edition = models.PositiveIntegerField(default=1)
    lost_because = models.CharField(max_length=12, choices=choices(LossReason), blank=True)
    lost_reason = models.CharField(max_length=200, blank=True)
    # The last total with tax that was on the table, in the deal's currency, or why there was none.
    last_price = amount(null=True, blank=True)
    unpriced_because = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="closed_deals"
    )
    # What the plan says, written with every change of it: the P80 sum of the critical path in working days, unknown
    # while a lead time is, and the day on which somebody last touched it.
    critical_days = models.PositiveIntegerField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    # Moved forward by the database whenever the journal gains a row about this deal.
    touched_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    objects = DealQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            one_of("stage", Stage, "deal_stage_known"),
            models.CheckConstraint(
                condition=Q(lost_because__in=["", *(reason.value for reason in LossReason)]),
                name="deal_loss_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(last_price__isnull=True) | Q(last_price__gt=0), name="deal_price_positive"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, last_price=None, unpriced_because="", lost_because="")
                | (Q(closed_at__isnull=False) & (Q(last_price__isnull=False) ^ ~Q(unpriced_because=""))),
                name="deal_closed_with_its_last_price",
            ),
            models.CheckConstraint(
                condition=(Q(stage=Stage.LOST) & ~Q(lost_because="") & ~Q(lost_reason=""))
                | (~Q(stage=Stage.LOST) & Q(lost_because="")),
                name="deal_lost_says_why",
            ),
            paired("closed", "deal_closed_pair"),
            models.CheckConstraint(
                condition=Q(next_step="") | Q(next_step_on__isnull=False), name="deal_next_step_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=sorted(CLOSED), closed_at__isnull=False)
                | (~Q(stage__in=sorted(CLOSED)) & Q(closed_at=None)),
                name="deal_closed_when_its_stage_says_so",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="closed_freezes_the_budget",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND NEW.last_price IS NOT NULL"
                ),
                func=FREEZES,
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["-touched_at", "-id"], name="deal_by_touch"),
            models.Index(fields=["team", "-touched_at", "-id"], name="deal_by_team"),
            models.Index(fields=["owner", "-touched_at", "-id"], name="deal_by_owner"),
            models.Index(fields=["customer", "-touched_at"], name="deal_by_customer"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """See also DealQuerySet.open()."""
        return self.stage not in CLOSED

    @property
    def freeze_on(self) -> date | None:
        """When this deal's budget freezes: its own date, else the customer's. See also DealQuerySet.with_freeze()."""
        return self.budget_freeze_on or self.customer.budget_freeze_on


class DealMember(models.Model):
    """A colleague who works on a deal without owning it."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["deal", "user"], name="deal_member_once")]


class DealSigner(models.Model):
    """This deal asks everyone of a role to sign something, or has their word on it, so they may open it."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="signers")
    role = models.CharField(max_length=12, choices=choices(Role))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # They read its contract too: then they stay, whatever becomes of an approval.
    for_contract = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "role"], name="deal_signer_once"),
            one_of("role", Role, "deal_signer_role_known"),
            paired("asked", "deal_signer_asked_pair"),
        ]
