"""What a signed contract says of its own life, and what it asks of both sides until its end."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contracts.domain.obligations.deriving import Derived, Life, Part, Price, derived
from contracts.domain.obligations.words import ObligationKind, ObligationState, Side
from contracts.domain.payment.law import Buyer, is_protected
from contracts.domain.renewals import UpliftKind, UpliftRule
from contracts.models.checklists import Checklist
from contracts.models.clauses import ClauseVersion
from contracts.models.sla import SlaWording
from dealdesk.db import amount, choices, one_of, paired, percent
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.workdays import WorkCalendar
from quotes.models import QuoteVersion
from stakeholders.models import Deal, Typed


def named_days() -> "models.PositiveSmallIntegerField[Any, Any]":
    """Days as the contract names them; None while nobody has said."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


class ContractLife(models.Model):
    """From when until when a deal's contract runs and how it may be ended: taken from the offer that was accepted, the
    checklist and the day of signing, then from whatever the contract itself says, with its source."""

    deal = models.OneToOneField(Deal, models.PROTECT, related_name="life")
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="lives")
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField()
    begins_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    renews = models.BooleanField(null=True, blank=True)
    notice_days = named_days()
    exit_days = named_days()
    report_days = named_days()
    claim_days = named_days()
    # What a renewal costs, by the clause on prices; empty while nobody has said.
    uplift = models.CharField(max_length=8, choices=choices(UpliftKind), blank=True)
    uplift_points = percent(null=True, blank=True)
    uplift_cap = percent(null=True, blank=True)
    # How the contract words its availability: every month is measured and made good by it. With where that stands.
    wording = models.ForeignKey(SlaWording, models.PROTECT, null=True, blank=True, related_name="+")
    wording_source = models.CharField(max_length=200, blank=True)
    # The deal in which it is renewed, once somebody has begun one.
    renewal = models.OneToOneField(Deal, models.PROTECT, null=True, related_name="renews")
    # Its last day, and the last day for a notice: what lists are ordered by.
    ends_on = models.DateField()
    notice_on = models.DateField(null=True)
    # Where in the contract the dates stand; empty while they only follow from the day of signing.
    source = models.CharField(max_length=200, blank=True)
    edition = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="contract_life_has_days"),
            models.CheckConstraint(condition=Q(months__range=(1, 240)), name="contract_life_in_months"),
            models.CheckConstraint(
                condition=Q(uplift__in=["", *(word.value for word in UpliftKind)]), name="contract_uplift_known"
            ),
            models.CheckConstraint(
                condition=Q(wording=None, wording_source="") | Q(wording__isnull=False) & ~Q(wording_source=""),
                name="contract_wording_has_its_origin",
            ),
            paired("made", "contract_life_made_pair"),
        ]
        indexes: ClassVar = [models.Index(fields=["ends_on", "id"], name="contract_by_end")]

    def __str__(self) -> str:
        return f"{self.begins_on} – {self.ends_on}"

    def value(self) -> Life:
        return Life(
            begins_on=self.begins_on,
            months=self.months,
            renews=self.renews,
            notice_days=self.notice_days,
            exit_days=self.exit_days,
            report_days=self.report_days,
            claim_days=self.claim_days,
        )

    def rule(self) -> UpliftRule | None:
        if not self.uplift:
            return None
        points, cap = (None if told is None else Percent(told) for told in (self.uplift_points, self.uplift_cap))
        return UpliftRule(kind=UpliftKind(self.uplift), points=points, cap=cap)

    def following(self, calendar: WorkCalendar) -> Derived:
        """What follows from it as it stands, its payments from the deal's instalments where there are any; `deal`,
        `version` and `checklist` selected, one statement."""
        offer = self.version
        price = Price(
            gross=offer.gross_total, payment=offer.payment(), months=offer.term_months, places=offer.rounding_places
        )
        parts = tuple(
            Part(n=row.position, due_on=row.value().due_on(calendar), amount=row.amount)
            for row in self.deal.instalments.all()
        )
        return derived(
            self.value(),
            price,
            calendar,
            signed_on=self.signed_on,
            declares=self._declares(),
            parts=parts,
            is_alike=self.deal.currency == offer.currency,
        )

    def _declares(self) -> bool | None:
        made = self.checklist
        if made is None or not made.buyer or made.we_are_small is None:
            return None
        return is_protected(Buyer(made.buyer), seller_is_small=made.we_are_small)


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def open(self) -> Self:
        return self.filter(state=ObligationState.OPEN)

    def due_by(self, day: date) -> Self:
        return self.open().filter(due_on__lte=day)


class Obligation(models.Model):
    """What one side owes the other until the end of a day, and how it ended."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=12, choices=choices(ObligationKind))
    side = models.CharField(max_length=8, choices=choices(Side))
    # What it is, beside its kind: "third instalment", or words of whoever entered it.
    note = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    amount = amount(null=True, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="obligations")
    clause = models.ForeignKey(ClauseVersion, models.PROTECT, null=True, blank=True, related_name="+")
    # Where it stands; of one that follows by itself: the offer's version.
    source = models.CharField(max_length=200)
    # By which what follows by itself is known again; empty for what somebody entered.
    derived = models.CharField(max_length=24, blank=True)
    # Somebody changed what follows by itself: it is neither moved nor taken out any more.
    is_fixed = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=choices(ObligationState), default=ObligationState.OPEN)
    # The evidence of what was done, or the reason for which it was waived.
    outcome = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            one_of("kind", ObligationKind, "obligation_kind_known"),
            one_of("side", Side, "obligation_side_known"),
            one_of("state", ObligationState, "obligation_state_known"),
            models.UniqueConstraint(
                fields=["deal", "derived"], condition=~Q(derived=""), name="obligation_follows_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="obligation_has_its_origin"),
            models.CheckConstraint(
                condition=Q(state=ObligationState.OPEN.value, settled_at=None, settled_on=None, outcome="")
                | (
                    ~Q(state=ObligationState.OPEN.value)
                    & Q(settled_at__isnull=False, settled_on__isnull=False)
                    & ~Q(outcome="")
                ),
                name="obligation_ends_with_a_word",
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="obligation_amount_positive"),
            paired("settled", "obligation_settled_pair"),
            paired("made", "obligation_made_pair"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="obligation_by_day"),
            models.Index(fields=["owner", "due_on", "id"], condition=Q(state="open"), name="obligation_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

    def was_late(self) -> bool:
        """Settled after its day."""
        return self.settled_on is not None and self.settled_on > self.due_on


# Where people type words about a customer: an erased person's name is crossed out there.
FOLLOWING = (
    Typed(model=Obligation, customer="deal__customer", columns=("note", "source", "outcome")),
    Typed(model=ContractLife, customer="deal__customer", columns=("source", "wording_source")),
)
