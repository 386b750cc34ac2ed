"""Approval requests, the steps they run through, and decisions bound to one content hash."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When

from dealdesk.db import choices, number, one_of, paired
from dealdesk.kept import Given, Kept
from quotes.domain.approvals import CloseReason, RequestFacts, StepFacts, Verdict, due
from quotes.domain.branches import ancestors
from quotes.domain.lifecycle import VersionState
from quotes.domain.policy import NAMED, SENIORITY
from quotes.domain.standing import Standing
from quotes.models.policies import WHOM, Policy
from quotes.models.quotes import QuoteVersion
from quotes.models.triggers import BOUND, IN_ITS_TURN, REVOKED, STEP_TRIGGERS, as_asked
from stakeholders.domain.people import DECIDERS
from stakeholders.models import Team, User

PLACED = ("number", "branch", "based_on")


class ApprovalRequestQuerySet(models.QuerySet["ApprovalRequest"]):
    def open(self) -> Self:
        """Still waiting for somebody. See also `quotes.domain.approvals`."""
        return self.filter(closed_at=None)

    def decided_in(self, quote: int) -> Self:
        """Those of a quote that somebody decided, the latest first; with steps and decisions."""
        decided = self.filter(Exists(Decision.objects.filter(step__request=OuterRef("pk"))), version__quote=quote)
        with_words = decided.select_related("version").prefetch_related("steps__decision__decided_by")
        return with_words.order_by("-requested_at", "-id")

    def overtaken_by(self, version: QuoteVersion) -> Self:
        """What was asked for an earlier version of its line need not be answered once it is submitted; alternatives go
        on waiting."""
        family = {other.pk: other.place() for other in version.quote.versions.only(*PLACED)}
        line = Q(version__branch=version.branch) | Q(version__in=ancestors(version.place(), family))
        return self.open().filter(line, version__quote=version.quote_id).exclude(version=version)


class ApprovalRequest(models.Model):
    """Asks for one version, by hash. With no steps it records that the offer was within authority."""

    number = number("SP", "request_number")
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="requests")
    content_hash = models.CharField(max_length=64)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="requests")
    reason = models.TextField(max_length=2000)
    in_return = models.CharField(max_length=500, blank=True)
    # The figures the policy saw, as they were: kept so that the question can be read years later.
    figures = models.JSONField(default=dict)
    # What was past a threshold and asked nobody again: both values, and whose word that stands on.
    spared = models.JSONField(default=list, db_default=[])
    # What the deal said of needs and solution, which is read with the offer, and the keys of all words in it that are
    # printed as somebody typed them; None: asked before they were kept, and nobody read them with it.
    needs = models.TextField(blank=True, max_length=5000, db_default="")
    solution = models.TextField(blank=True, max_length=5000, db_default="")
    words = models.JSONField(null=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests")
    # Set when nobody is waited for any more: decided, withdrawn, or overtaken by a newer version.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=12, blank=True)
    # The last day on which the approval counts, by the deadlines of the day it was given on; None: its offer's own.
    holds_until = models.DateField(null=True, blank=True)
    # That day passed before the offer was sent: marked by the clock, so that whoever comes first under the version's
    # lock settles it.
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalRequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(closed_at__isnull=True), name="one_open_request_a_version"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_because="")
                | (Q(closed_at__isnull=False) & ~Q(closed_because="")),
                name="request_closed_says_why",
            ),
            paired("requested", "request_requested_pair"),
            models.CheckConstraint(
                condition=Q(holds_until=None) | Q(closed_because=CloseReason.DECIDED.value),
                name="request_holds_decided",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_at=None) | Q(holds_until__isnull=False), name="request_lapses_by_its_day"
            ),
        ]
        triggers: ClassVar = [
            as_asked("what_is_asked_never_changes", but=("closed_at", "closed_because", "holds_until", "lapsed_at")),
            pgtrigger.Protect(name="requests_are_kept", operation=pgtrigger.Delete),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-requested_at", "-id"], condition=Q(closed_at=None), name="request_open"),
            models.Index(fields=["holds_until"], condition=Q(lapsed_at=None), name="request_holds"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def asked_today(self) -> list["ApprovalStep"]:
        """Steps whose turn it is, with_holder()."""
        steps = _asked_today()(request=self.pk)
        for step in steps:
            step.request = self
        return steps

    def due(self) -> list["ApprovalStep"]:
        """Of steps that are read with their decisions, those that wait now."""
        waits = due(self.facts())
        return [step for step in self.steps.all() if step.facts() in waits]

    def has_lapsed(self, day: date | None) -> bool:
        """Whether its approval counts no more on a day; without one, whether the clock has marked it. What went out in
        time is out: the day counts only while the offer waits to be sent."""
        waits = self.version.state == VersionState.SUBMITTED
        gone = day is not None and waits and self.holds_until is not None and self.holds_until < day
        return self.lapsed_at is not None or gone

    def facts(self, day: date | None = None, steps: Iterable[StepFacts] | None = None) -> RequestFacts:
        """What was asked and decided, as a value of a day; reads `steps` with their decisions, unless they are
        told."""
        return RequestFacts(
            content_hash=self.content_hash,
            steps=tuple((step.facts() for step in self.steps.all()) if steps is None else steps),
            closed_because=CloseReason(self.closed_because) if self.closed_because else None,
            has_lapsed=self.has_lapsed(day),
        )


class ApprovalStepQuerySet(models.QuerySet["ApprovalStep"]):
    def with_holder(self) -> Self:
        """Adds whom a step asks today, `holder_id` and `holder_name`: who decides while its own approver is away, else
        whom it was handed on to, or of a step of the line the manager who stands at its place above the deal now,
        whoever stood there when it was asked. Whoever was named is asked while they may decide, then their trade, or
        the nearest manager. Both are None where nobody is left, and where anybody of a role may answer. `raised_id` may
        answer too because it waited too long, while they stand above the deal.
        """
        return self.annotate(**_holder())

    def due(self) -> Self:
        """Undecided, and asked by now: what `quotes.domain.approvals.due` names, of open requests."""
        beside = ApprovalStep.objects.filter(request=OuterRef("request"))
        enough = Exists(beside.filter(turn=OuterRef("turn"), one_suffices=True, decision__isnull=False))
        waits = Q(decision__isnull=True) & (Q(one_suffices=False) | ~enough)
        return self.filter(waits).filter(Q(turn=1) | ~Exists(beside.filter(waits, turn__lt=OuterRef("turn"))))


@cache
def _holder() -> dict[str, Case]:
    """What with_holder() adds, put together once: much is asked of it."""
    deal = "request__version__quote__deal__"
    at_its_place = (
        Team.objects.managed_on(OuterRef(f"{deal}team__path"))
        .alias(approver=ExpressionWrapper(OuterRef("approver"), output_field=models.CharField()))
        .alias(
            above=Case(
                *(When(approver=word, then=Value(rung - 1)) for word, rung in SENIORITY.items() if rung > 1),
                default=Value(0),
            ),
            lowest=ExpressionWrapper(OuterRef(f"{deal}team__path__len"), output_field=models.IntegerField()),
        )
        .filter(path__len__lte=F("lowest") - F("above"))
        .exclude(manager=OuterRef(f"{deal}owner"))
        .exclude(manager=OuterRef("request__requested_by"))
    )
    raised = Case(When(_stands_above("raised_to"), then=F("raised_to_id")), output_field=models.BigIntegerField())
    holders = {
        f"holder_{name}": Case(
            When(_decides("delegation__to"), then=F(f"delegation__to__{name}")),
            When(_decides("handed_to"), then=F(f"handed_to__{name}")),
            When(Q(approver=NAMED) & _decides("person"), then=F(f"person__{name}")),
            When(role="", then=Subquery(at_its_place.values(f"manager__{name}")[:1])),
            output_field=field,
        )
        for name, field in (("id", models.BigIntegerField()), ("name", models.CharField()))
    }
    return holders | {"raised_id": raised}


def steps_today() -> ApprovalStepQuerySet:
    """All there are, with_holder(): every list of them begins with this, which is put together once."""
    return _steps_today().all()


@cache
def _steps_today() -> ApprovalStepQuerySet:
    return ApprovalStep.objects.with_holder()


@cache
def _asked_today() -> "Kept[ApprovalStep]":
    return Kept(ApprovalStep.objects.filter(request=Given("request")).with_holder().due())


def _decides(person: str) -> Q:
    """They work here and decide, for the trade where a step asks one, and the deal has not become their own since."""
    asked, owner = F("request__requested_by_id"), F("request__version__quote__deal__owner_id")
    able = Q(**{f"{person}__is_active": True, f"{person}__role__in": DECIDERS})
    able &= Q(role="") | Q(role=F(f"{person}__role"))
    return able & ~Q(**{f"{person}_id": asked}) & ~Q(**{f"{person}_id": owner})


def _stands_above(person: str) -> Q:
    """They manage a team above the deal, and have not handed on what went up to them."""
    above = Team.objects.managed_on(OuterRef("request__version__quote__deal__team__path"))
    handed_on = Q(handed_by=F(person), handed_at__gte=F("raised_at"))
    return _decides(person) & Exists(above.filter(manager=OuterRef(person))) & ~handed_on


class ApprovalStep(models.Model):
    """One approver's part of a request; a role step is open to everyone who holds the role."""

    # Annotated by with_holder().
    holder_id: int | None
    holder_name: str | None
    raised_id: int | None

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    # It is asked once every smaller turn is settled; where one suffices, one decision settles those beside it.
    turn = models.PositiveSmallIntegerField(default=1, db_default=1)
    one_suffices = models.BooleanField(default=False, db_default=False)
    approver = models.CharField(max_length=16, choices=WHOM)
    role = models.CharField(max_length=12, blank=True)
    # Who held the place in the line when it was asked; whom it asks today is `with_holder`'s word.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approval_steps"
    )
    # Why this step: every rule that fired, with its figure and threshold.
    why = models.JSONField(default=list)
    # Whom it asks instead of that place or role, the last time it was handed on; the journal keeps every time.
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="handed_steps"
    )
    handed_because = models.TextField(blank=True, max_length=2000)
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # Who decides in place of all these while they are away; it comes back when that is over.
    delegation = models.ForeignKey("Delegation", models.PROTECT, null=True, blank=True, related_name="steps")
    # Waited for too long: whoever was asked was reminded, and who stood above may decide too, see with_holder().
    reminded_at = models.DateTimeField(null=True, blank=True)
    raised_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(null=True, blank=True)
    # A sign-off that no rule asked for, and who wanted it.
    added_because = models.TextField(blank=True, max_length=2000)
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApprovalStepQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["turn", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "position"], name="step_position_once"),
            models.CheckConstraint(condition=Q(approver__in=[word for word, _ in WHOM]), name="step_approver_known"),
            # Whoever is named may speak for a trade: it answers instead once they have left.
            models.CheckConstraint(
                condition=(Q(person__isnull=False) & (Q(role="") | Q(approver=NAMED)))
                | (Q(person__isnull=True) & ~Q(role="") & ~Q(approver=NAMED)),
                name="step_asks_a_person_or_a_role",
            ),
            models.CheckConstraint(
                condition=Q(handed_to=None, handed_at=None) | Q(handed_to__isnull=False, handed_at__isnull=False),
                name="step_handed_on_says_when",
            ),
            models.CheckConstraint(
                condition=Q(raised_to=None, raised_at=None) | Q(raised_to__isnull=False, raised_at__isnull=False),
                name="step_raised_says_when",
            ),
            paired("handed", "step_handed_pair"),
            paired("added", "step_added_pair"),
        ]
        triggers: ClassVar = STEP_TRIGGERS

    @property
    def key(self) -> str:
        """Whom it asked, as a policy tells one approver from another."""
        return f"{NAMED}: {self.person_id}" if self.approver == NAMED else self.approver

    @property
    def is_reminded(self) -> bool:
        """Whether whom it asks was reminded, since it was handed on to them."""
        return self.reminded_at is not None and (self.handed_at is None or self.reminded_at >= self.handed_at)

    def asks(self, user: User) -> bool:
        """Whether it is this person's to answer today, among others where it waited too long; of a step read
        with_holder()."""
        if self.raised_id == user.pk:
            return True
        if self.holder_id:
            return self.holder_id == user.pk and self.role in {"", user.role}
        return self.role == user.role

    def facts(self) -> StepFacts:
        decision: Decision | None = getattr(self, "decision", None)
        return StepFacts(
            approver=self.approver,
            position=self.position,
            turn=self.turn,
            one_suffices=self.one_suffices,
            verdict=Verdict(decision.verdict) if decision else None,
            decided_hash=decision.content_hash if decision else "",
        )


def asked(**version: object) -> Subquery:
    """What became of the last request for the version these conditions lead to, as `quotes.domain.standing.asked`
    says it; null where nothing was asked. For annotate(asked=…) of a list, where an approval has lapsed once the clock
    has marked it."""
    requests = ApprovalRequest.objects.filter(**version).order_by("-requested_at", "-id")
    steps = ApprovalStep.objects.filter(request=OuterRef("pk"))
    word = Case(
        When(closed_at=None, then=Value(Standing.WAITING)),
        When(~Q(closed_because=CloseReason.DECIDED), then=Value(Standing.SUBMITTED)),
        When(~Exists(steps), then=Value(Standing.WITHIN)),
        When(Exists(steps.filter(decision__verdict=Verdict.REJECT)), then=Value(Standing.REJECTED)),
        When(lapsed_at__isnull=False, then=Value(Standing.LAPSED)),
        default=Value(Standing.APPROVED),
        output_field=models.CharField(),
    )
    return Subquery(requests.annotate(word=word).values("word")[:1])


class Decision(models.Model):
    """One verdict on one step. The database copies requester and hash from the request, and refuses the rest."""

    step = models.OneToOneField(ApprovalStep, models.PROTECT, related_name="decision")
    verdict = models.CharField(max_length=8, choices=choices(Verdict))
    reason = models.TextField(blank=True, max_length=2000)
    content_hash = models.CharField(max_length=64)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The approver's own conditions that were accepted: said before, on this very content.
    counter = models.ForeignKey("Counter", models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(decided_by=F("requested_by")), name="requester_never_decides"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.APPROVE) | ~Q(reason=""), name="a_rejection_gives_its_reason"
            ),
            one_of("verdict", Verdict, "decision_verdict_known"),
            paired("decided", "decision_decided_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="bound_to_the_request",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("request", "record")],
                func=BOUND,
            ),
            pgtrigger.Trigger(
                name="follows_its_counter",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.counter_id IS NOT NULL"),
                func="""
                    IF NEW.verdict <> 'approve' OR NOT EXISTS (
                        SELECT FROM quotes_counter c JOIN quotes_approvalstep s ON s.id = NEW.step_id
                          JOIN quotes_approvalrequest r ON r.id = s.request_id
                          JOIN quotes_quoteversion v ON v.id = r.version_id
                         WHERE c.id = NEW.counter_id AND c.answer = 'accepted'
                           AND c.countered_by_id = NEW.decided_by_id
                           AND c.content_hash = coalesce(nullif(v.terms_hash, ''), v.content_hash)
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: a counter approves its own content for the person who made it';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="in_its_turn",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("step", "record")],
                func=IN_ITS_TURN,
            ),
            pgtrigger.Protect(name="decisions_are_kept", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="decisions_go_by_a_word_that_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                declare=[("closed", "timestamptz")],
                func=REVOKED,
            ),
        ]
