"""Quotes and their versions: an offer is never edited once submitted or sent, and the database sees to it."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import amount, choices, containing, normal, number, one_of, paired, percent
from dealdesk.kernel.money import round_to
from quotes.domain.approvals import CloseReason, RequestState, Verdict, state_of
from quotes.domain.branches import Place
from quotes.domain.lifecycle import RUNNING, Form, VersionState, mark
from quotes.domain.pricing.lengths import Total
from quotes.domain.pricing.terms import (
    Exchange,
    HeaderDiscount,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    Reckoning,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    ServiceTerms,
    Stacking,
    SupportHours,
)
from quotes.domain.proposals import PRICED
from quotes.domain.spelling import read_columns, read_steps
from quotes.models.forewarnings import soon
from quotes.models.pricebooks import PriceBookVersion
from quotes.models.sealed import SEAL, Sealed, holds
from quotes.models.triggers import VERSION_TRIGGERS
from stakeholders.models import Customer, Deal

if TYPE_CHECKING:
    from quotes.models.lines import QuoteLine

NUMBER = re.compile(r"bj-?(\d{1,9})")
# Too few digits to tell a quote's number from a customer's name, such as 360.
DIGITS = re.compile(r"\d{1,6}")


class QuoteQuerySet(models.QuerySet["Quote"]):
    def matching(self, text: str) -> Self:
        """By the quote's number where the text is one, BJ-000417 or bj417; else by customer, or by bare digits both.

        Number and customer are not asked with OR where it can be helped: only one of them can use its index then.
        """
        found = normal(text)
        by_customer = Q(customer__in=containing(Customer.objects.all(), "search_text", found))
        if number := NUMBER.fullmatch(found):
            return self.filter(number=f"BJ-{int(number[1]):06d}")
        if DIGITS.fullmatch(found):
            return self.filter(by_customer | Q(number=f"BJ-{int(found):06d}"))
        return self.filter(by_customer)

    def expired(self, today: date) -> Self:
        """Submitted or sent, and past the last day of validity."""
        return self.filter(latest_state__in=RUNNING, latest_valid_until__lt=today)

    def expiring(self, today: date) -> Self:
        """Out, and about to end, as it was said for that day."""
        out = self.filter(latest_state__in=RUNNING, latest_valid_until__gte=today)
        return out.filter(latest_valid_until__lte=soon(today))


class Quote(models.Model):
    """One line of offers in a deal; the headline repeats its latest version so that a list needs no aggregate."""

    number = number("BJ", "quote_number")
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="quotes")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="quotes")
    title = models.CharField(max_length=120)
    # That of its first version, and so of all that follow: a list need not ask them.
    currency = models.CharField(max_length=3, default="CNY", db_default="CNY")
    latest_number = models.PositiveIntegerField(default=0)
    latest_branch = models.CharField(max_length=1, blank=True)
    latest_state = models.CharField(max_length=12, choices=choices(VersionState), default=VersionState.DRAFT)
    latest_total = amount(default=Decimal(0))
    latest_discount = models.DecimalField(max_digits=8, decimal_places=4, default=Decimal(0))
    latest_term_months = models.PositiveSmallIntegerField(default=12, db_default=12)
    latest_valid_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    objects = QuoteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [paired("created", "quote_created_pair")]
        indexes: ClassVar = [
            models.Index(fields=["-updated_at", "-id"], name="quote_by_update"),
            models.Index(fields=["deal", "-updated_at", "-id"], name="quote_by_deal"),
            models.Index(fields=["customer", "-updated_at", "-id"], name="quote_by_customer"),
            models.Index(fields=["-latest_total", "-id"], name="quote_by_total"),
            models.Index(
                fields=["latest_valid_until", "id"],
                condition=Q(latest_state__in=[state.value for state in sorted(RUNNING)]),
                name="quote_by_expiry",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def latest_name(self) -> str:
        return f"V{mark(self.latest_number, self.latest_branch)}"


class QuoteVersionQuerySet(models.QuerySet["QuoteVersion"]):
    def with_offer(self) -> Self:
        """Everything the offer consists of, in two queries whatever its length."""
        return self.select_related("quote__deal__customer", "price_book").prefetch_related("lines")

    def first_sent(self) -> Self:
        """What a customer was sent, the first one first, whatever became of it."""
        return self.filter(sent_at__isnull=False).order_by("sent_at", "pk")

    def known_outside(self) -> Self:
        """Whose price the customer has: sent, talked about in a round, or on a clean proposal."""
        told = Q(sent_at__isnull=False) | Q(rounds__isnull=False) | Q(exports__copies__stamp__in=PRICED)
        return self.filter(pk__in=QuoteVersion.objects.filter(told).values("pk"))

    def on_the_table(self) -> Self:
        """What the customer may have heard, the latest first: sent, or agreed to; never what waits or was refused."""
        agreed = Q(state=VersionState.SUBMITTED, requests__closed_because=CloseReason.DECIDED)
        refused = Q(requests__steps__decision__verdict=Verdict.REJECT)
        offered = Q(state__in=[VersionState.SENT, VersionState.ACCEPTED])
        return self.filter(offered | (agreed & ~refused)).order_by("-number")


class QuoteVersion(Sealed):
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # Empty on the main line; a letter where alternatives are worked on side by side.
    branch = models.CharField(max_length=1, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    price_book = models.ForeignKey(PriceBookVersion, models.PROTECT, related_name="quote_versions")
    state = models.CharField(max_length=12, choices=choices(VersionState), default=VersionState.DRAFT)
    form = models.CharField(max_length=10, choices=choices(Form), default=Form.ITEMISED)
    currency = models.CharField(max_length=3, default="CNY")
    tax_included = models.BooleanField(default=True)
    rounding_scope = models.CharField(max_length=10, choices=choices(RoundingScope), default=RoundingScope.LINE)
    rounding_mode = models.CharField(max_length=10, choices=choices(RoundingMode), default=RoundingMode.HALF_UP)
    # The decimals of the currency when the version was made; 0 for JPY.
    rounding_places = models.PositiveSmallIntegerField(default=2)
    # What is already there was reckoned the first way, and so is what a release before this one writes.
    reckoning = models.CharField(
        max_length=8, choices=choices(Reckoning), default=Reckoning.THIRD, db_default=Reckoning.FIRST
    )
    bundle_price = amount(null=True, blank=True)
    # What the whole takes off an itemised offer: steps that multiply, or one amount in its tax basis.
    header_steps = models.JSONField(default=list, blank=True)
    header_amount = amount(null=True, blank=True)
    stacking = models.CharField(max_length=16, choices=choices(Stacking), default=Stacking.MULTIPLICATIVE)
    # Offers side by side; the recommended one has this version's own form and bundle price.
    columns = models.JSONField(default=list, blank=True)
    recommended = models.CharField(max_length=20, blank=True)
    # The rate at which list and floor prices came into this currency, as it was on that day.
    fx_from = models.CharField(max_length=3, blank=True)
    fx_rate = models.DecimalField(max_digits=20, decimal_places=10, null=True, blank=True)
    fx_on = models.DateField(null=True, blank=True)
    fx_source = models.CharField(max_length=80, blank=True)

    payment_plan = models.CharField(max_length=24, choices=choices(PaymentPlan))
    prepay_percent = percent(default=Decimal(0))
    credit_days = models.PositiveSmallIntegerField(default=0)
    term_months = models.PositiveSmallIntegerField(default=12)
    free_months = models.PositiveSmallIntegerField(default=0)
    sla_availability = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    urgent_minutes = models.PositiveIntegerField(null=True, blank=True)
    normal_minutes = models.PositiveIntegerField(null=True, blank=True)
    support_hours = models.CharField(max_length=20, blank=True, choices=choices(SupportHours))
    valid_until = models.DateField()
    note = models.TextField(blank=True, max_length=2000)

    list_total = amount(default=Decimal(0))
    itemised_total = amount(default=Decimal(0))
    net_total = amount(default=Decimal(0))
    tax_total = amount(default=Decimal(0))
    gross_total = amount(default=Decimal(0))
    discount = models.DecimalField(max_digits=8, decimal_places=4, default=Decimal(0))
    # What the customer reads beside the offer that is further below list than the offer itself, and how far.
    furthest_in = models.CharField(max_length=200, blank=True)
    furthest_discount = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    floor_total = amount(null=True, blank=True)

    # Counts saves of a draft, so that two people editing it see each other instead of overwriting.
    edition = models.PositiveIntegerField(default=1)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    objects = QuoteVersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["quote", "branch"], condition=Q(state=VersionState.DRAFT), name="one_draft_version_a_branch"
            ),
            models.UniqueConstraint(
                fields=["quote"], condition=Q(state=VersionState.ACCEPTED), name="one_accepted_version_a_quote"
            ),
            one_of("state", VersionState, "version_state_known"),
            one_of("form", Form, "version_form_known"),
            one_of("payment_plan", PaymentPlan, "version_payment_plan_known"),
            one_of("rounding_scope", RoundingScope, "version_rounding_scope_known"),
            one_of("rounding_mode", RoundingMode, "version_rounding_mode_known"),
            one_of("stacking", Stacking, "version_stacking_known"),
            one_of("reckoning", Reckoning, "version_reckoning_known"),
            SEAL,
            paired("frozen", "version_frozen_pair"),
            paired("sent", "version_sent_pair"),
            paired("created", "version_created_pair"),
            paired("accepted", "version_accepted_pair"),
            paired("voided", "version_voided_pair"),
            models.CheckConstraint(condition=Q(branch__regex="^[A-Z]?$"), name="version_branch_is_a_letter"),
            models.CheckConstraint(
                condition=(Q(state=VersionState.VOID, voided_at__isnull=False) & ~Q(void_reason=""))
                | (~Q(state=VersionState.VOID) & Q(voided_at=None, void_reason="")),
                name="version_void_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.ACCEPTED, accepted_at__isnull=False)
                | (~Q(state=VersionState.ACCEPTED) & Q(accepted_at=None)),
                name="version_accepted_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, content_hash="", frozen_at=None)
                | (~Q(state=VersionState.DRAFT) & ~Q(content_hash="") & Q(frozen_at__isnull=False)),
                name="version_hashed_when_not_a_draft",
            ),
            models.CheckConstraint(
                condition=(Q(form=Form.BUNDLE) & Q(bundle_price__isnull=False))
                | (Q(form=Form.ITEMISED) & Q(bundle_price__isnull=True)),
                name="version_bundle_has_a_price",
            ),
            models.CheckConstraint(
                condition=Q(header_steps=[], header_amount=None)
                | Q(form=Form.ITEMISED, header_amount=None)
                | Q(form=Form.ITEMISED, header_steps=[], header_amount__gte=0),
                name="version_header_is_one_of_two",
            ),
            models.CheckConstraint(
                condition=Q(columns=[], recommended="") | (~Q(columns=[]) & ~Q(recommended="")),
                name="version_columns_have_a_recommended_one",
            ),
            models.CheckConstraint(
                condition=Q(fx_from="", fx_rate=None, fx_on=None, fx_source="")
                | (Q(fx_from__regex="^[A-Z]{3}$", fx_rate__gt=0, fx_on__isnull=False) & ~Q(fx_source="")),
                name="version_rate_is_whole_or_absent",
            ),
            # Amounts are stored to the cent.
            models.CheckConstraint(condition=Q(rounding_places__lte=2), name="version_places_are_stored"),
            models.CheckConstraint(
                condition=Q(gross_total=F("net_total") + F("tax_total")), name="version_gross_is_net_plus_tax"
            ),
            models.CheckConstraint(
                condition=Q(furthest_in="", furthest_discount=None)
                | (~Q(furthest_in="") & Q(furthest_discount__gt=F("discount"))),
                name="version_furthest_is_further",
            ),
            models.CheckConstraint(condition=Q(prepay_percent__range=(0, 100)), name="version_prepay_is_percent"),
            models.CheckConstraint(condition=Q(term_months__range=(1, 120)), name="version_term_in_months"),
        ]
        indexes: ClassVar = [
            # What closed deals paid is read from these alone.
            models.Index(
                fields=["currency", "accepted_at"],
                condition=Q(state=VersionState.ACCEPTED),
                name="version_by_acceptance",
            )
        ]
        triggers: ClassVar = VERSION_TRIGGERS

    def __str__(self) -> str:
        return f"V{self.mark}"

    @property
    def mark(self) -> str:
        """How this version is called on screens and paper, after the V: 5 on the main line, 5·A on branch A."""
        return mark(self.number, self.branch)

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def given_at_most(self) -> Decimal:
        """Percent points off list, of whatever the customer reads that is furthest below it."""
        return Decimal(self.discount if self.furthest_discount is None else self.furthest_discount)

    @property
    def list_with_tax(self) -> Decimal:
        """The list price beside the total: with the offer's own share of tax. See also PricedOffer.with_tax."""
        if self.tax_included or not self.net_total:
            return Decimal(self.list_total)
        return round_to(self.list_total * self.gross_total / self.net_total, self.rounding_places)

    def asked_on(self, day: date | None) -> RequestState | None:
        """Where its latest request stands on a day, by the decisions on exactly this content, as its rows say it today;
        reads four tables each time. Without a day, as far as the clock has marked what ran out.

        What is void is approved no more, whatever was decided before.
        """
        requests = self.requests.prefetch_related("steps__decision").order_by("-requested_at", "-id")
        latest = None if self.state == VersionState.VOID else requests.first()
        stands = state_of(self.content_hash, latest.facts(day)) if latest else None
        return RequestState.OUTDATED if stands is RequestState.APPROVED and not holds(self) else stands

    @property
    def is_approved(self) -> bool:
        return self.asked_on(None) is RequestState.APPROVED

    @property
    def whole(self) -> Total:
        """All of it with tax, for its months of service."""
        return Total(self.gross_total, self.term_months + self.free_months)

    def place(self) -> Place:
        """Where it stands among its quote's versions."""
        return Place(pk=self.pk, number=self.number, branch=self.branch, based_on=self.based_on_id)

    def about(self) -> dict[str, Any]:
        """What a journal row says of a version."""
        return {
            "on": self,
            "deal": self.quote.deal,
            "number": self.quote.number,
            "version": self.mark,
            "total": str(self.gross_total),
            "currency": self.currency,
        }

    def terms(self, lines: "Iterable[QuoteLine] | None" = None) -> OfferTerms:
        """What is offered, as a value; reads `lines` once, prefetched or not, unless they are given."""
        return OfferTerms(
            currency=self.currency,
            tax_included=self.tax_included,
            rounding=RoundingPolicy(
                scope=RoundingScope(self.rounding_scope),
                mode=RoundingMode(self.rounding_mode),
                places=self.rounding_places,
            ),
            form=Form(self.form),
            bundle_price=self.bundle_price,
            lines=tuple(line.terms() for line in (self.lines.all() if lines is None else lines)),
            payment=self.payment(),
            service=self.service(),
            term_months=self.term_months,
            free_months=self.free_months,
            valid_until=self.valid_until,
            note=self.note,
            stacking=Stacking(self.stacking),
            header=self.header(),
            columns=read_columns(self.columns),
            recommended=self.recommended,
            exchange=self.exchange(),
            reckoning=Reckoning(self.reckoning),
        )

    def service(self) -> ServiceTerms:
        told = {name: getattr(self, name) for name in ("sla_availability", "urgent_minutes", "normal_minutes")}
        return ServiceTerms(**told, support_hours=SupportHours(self.support_hours) if self.support_hours else None)

    def payment(self) -> PaymentTerms:
        plan = PaymentPlan(self.payment_plan)
        return PaymentTerms(plan=plan, prepay_percent=self.prepay_percent, credit_days=self.credit_days)

    def header(self) -> HeaderDiscount | None:
        if self.header_amount is not None:
            return HeaderDiscount(amount=self.header_amount)
        return HeaderDiscount(steps=read_steps(self.header_steps)) if self.header_steps else None

    def exchange(self) -> Exchange | None:
        """The rate as it was when the version was made; what is read from the table is never converted again."""
        if self.fx_rate is None or self.fx_on is None:
            return None
        money = {"source_currency": self.fx_from, "target_currency": self.currency}
        return Exchange(**money, rate=self.fx_rate, on=self.fx_on, source=self.fx_source)
