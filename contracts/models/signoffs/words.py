"""Sign-offs of contracts: whom a deal asked, and what they put their word on."""

from collections.abc import Iterable
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contracts.domain.clauses.words import Stance
from contracts.domain.data.routes import Route
from contracts.domain.payment.received import Instalment as Paid
from contracts.domain.payment.received import RunsFrom
from contracts.domain.signoffs import CLAUSES_ALONE, SIGNERS, WHOLE, Beside, Data, facts
from contracts.models.checklists import Checklist
from contracts.models.clauses import ClauseVersion
from contracts.models.data import DataAnswers
from contracts.models.experience import ExperiencePromise
from contracts.models.liability import LiabilityTerms
from contracts.models.payment.received import Instalment
from contracts.models.sla import IncidentLog, SlaWording
from dealdesk.db import amount, choices, one_of, paired, percent
from quotes.domain.approvals import CloseReason, RequestFacts, Verdict
from stakeholders.models import Deal, Typed

OPEN = Q(signed_at=None, dropped_at=None)
HASH = r"^[0-9a-f]{64}$"
GIVEN_ONCE = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'pgtrigger: a sign-off is never deleted';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.signed_at IS NOT NULL THEN
            RAISE EXCEPTION 'pgtrigger: a sign-off is asked for before it is given';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.signed_at IS NOT NULL OR OLD.dropped_at IS NOT NULL THEN
        -- Only taking one's word back is left.
        IF OLD.taken_back_at IS NOT NULL OR OLD.dropped_at IS NOT NULL
           OR to_jsonb(OLD) - 'taken_back_at' - 'taken_back_by_id' - 'taken_back_because'
              IS DISTINCT FROM to_jsonb(NEW) - 'taken_back_at' - 'taken_back_by_id' - 'taken_back_because' THEN
            RAISE EXCEPTION 'pgtrigger: a sign-off that was given stays as it is';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.deal_id, OLD.role, OLD.asked_at, OLD.asked_by_id)
       IS DISTINCT FROM (NEW.deal_id, NEW.role, NEW.asked_at, NEW.asked_by_id) THEN
        RAISE EXCEPTION 'pgtrigger: what was asked stays as it is';
    END IF;
    IF NEW.signed_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM stakeholders_user u JOIN stakeholders_deal d ON d.id = NEW.deal_id
         WHERE u.id = NEW.signed_by_id AND u.is_active AND u.role = NEW.role AND u.id <> d.owner_id
           AND d.closed_at IS NULL
    ) THEN
        RAISE EXCEPTION 'pgtrigger: somebody of the role signs, who does not own the deal, while it is open';
    END IF;
    RETURN NEW;
"""


def beside_of(
    liability: LiabilityTerms | None,
    data: DataAnswers | None,
    experience: Iterable[ExperiencePromise],
    payment: Iterable["Instalment | SignedInstalment"],
    route: Route | None,
) -> Beside:
    return Beside(
        liability=liability.value() if liability else None,
        data=Data(answers=data.value(), route=route or Route(data.route)) if data else None,
        experience=tuple(one.promise() for one in experience),
        payment=tuple(one.value() for one in payment),
    )


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def waiting(self) -> Self:
        """Asked, and not answered yet."""
        return self.filter(OPEN)


class SignOff(models.Model):
    """One role of one deal is asked, and answers once: by whom, on which content. Whether that still stands is never
    kept: it is whether the contract says the same now."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="signoffs")
    role = models.CharField(max_length=12, choices=choices(SIGNERS))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Nobody's answer is needed any more: what was signed before is what the contract says again.
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # All of these are there once it was answered.
    verdict = models.CharField(max_length=8, choices=choices(Verdict), blank=True)
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, related_name="signoffs")
    content_hash = models.CharField(max_length=64, blank=True)
    # How that was written down.
    hash_form = models.PositiveSmallIntegerField(default=CLAUSES_ALONE, db_default=CLAUSES_ALONE)
    # What stood beside the clauses then and was this role's to answer for.
    liability = models.ForeignKey(LiabilityTerms, models.PROTECT, null=True, related_name="+")
    data = models.ForeignKey(DataAnswers, models.PROTECT, null=True, related_name="+")
    # By the law and the totals of that day, whatever was found as the answers were given.
    route = models.CharField(max_length=40, choices=choices(Route), blank=True)
    reason = models.CharField(max_length=300, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_because = models.CharField(max_length=300, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            one_of("role", SIGNERS, "sign_off_role_known"),
            models.UniqueConstraint(fields=["deal", "role"], condition=OPEN, name="one_open_sign_off_a_role"),
            models.UniqueConstraint(
                fields=["deal", "role", "content_hash", "signed_by"],
                condition=Q(verdict=Verdict.APPROVE.value, taken_back_at=None),
                name="one_sign_off_a_role_and_content",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, checklist=None, verdict="", content_hash="", reason="")
                & Q(liability=None, data=None)
                | (
                    Q(signed_at__isnull=False, checklist__isnull=False, dropped_at=None)
                    & Q(verdict__in=[word.value for word in Verdict])
                    & Q(content_hash__regex=HASH)
                ),
                name="sign_off_answered_whole",
            ),
            models.CheckConstraint(condition=Q(hash_form__in=[CLAUSES_ALONE, WHOLE]), name="sign_off_form_known"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REJECT.value) | ~Q(reason=""), name="a_refused_sign_off_says_why"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_because="")
                | (Q(taken_back_at__isnull=False, taken_back_by=F("signed_by")) & ~Q(taken_back_because="")),
                name="one_takes_back_ones_own_word",
            ),
            paired("asked", "sign_off_asked_pair"),
            paired("dropped", "sign_off_dropped_pair"),
            paired("signed", "sign_off_signed_pair"),
            paired("taken_back", "sign_off_taken_back_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="a_word_is_given_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=GIVEN_ONCE,
            )
        ]
        indexes: ClassVar = [models.Index(fields=["role", "asked_at"], condition=OPEN, name="sign_off_open")]

    def __str__(self) -> str:
        return f"{self.role} {self.asked_at:%Y-%m-%d}"

    def facts(self, now: str, *, covers: bool) -> RequestFacts:
        """As approvals are read, `covers` where it was given on what the contract says now; one that waits is asked of
        that."""
        if self.signed_at is None:
            return facts(self.role, now)
        closed = CloseReason.WITHDRAWN if self.taken_back_at else None
        return facts(self.role, now if covers else self.content_hash, Verdict(self.verdict), closed)

    def beside(self) -> Beside:
        """What stood beside the clauses; the lines of the terms, the promises and the instalments prefetched."""
        promises = [one.promise for one in self.promises.all()]
        return beside_of(self.liability, self.data, promises, self.instalments.all(), self.found_route)

    @property
    def found_route(self) -> Route | None:
        """None where no data was part of it."""
        return Route(self.route or self.data.route) if self.data else None


class SignedClause(models.Model):
    """What one clause said when a role answered for it; of a promise, how often we meet it and by which record."""

    signoff = models.ForeignKey(SignOff, models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(ClauseVersion, models.PROTECT, related_name="+")
    theirs = models.TextField(max_length=600, blank=True)
    level = models.PositiveSmallIntegerField()
    figure = models.DecimalField(max_digits=18, decimal_places=5, null=True)
    # Whose words they were, and whose judgement: somebody else than whoever signs had a hand in them.
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_promise = models.BooleanField(default=False)
    meets = percent(null=True)
    rests_on = models.CharField(max_length=200, blank=True)
    # Where the figure was drawn from our own incidents.
    log = models.ForeignKey(IncidentLog, models.PROTECT, null=True, related_name="+")
    wording = models.ForeignKey(SlaWording, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["clause__clause_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["signoff", "clause"], name="clause_once_a_sign_off"),
            models.CheckConstraint(
                condition=~Q(writer=F("signer"), judge=F("signer")),
                name="nobody_signs_their_own_word_alone",
            ),
            models.CheckConstraint(
                condition=Q(level__lt=Stance.WALK_AWAY.level), name="nobody_signs_what_we_do_not_sign"
            ),
            models.CheckConstraint(
                condition=Q(is_promise=False, meets=None, rests_on="", log=None, wording=None)
                | (Q(is_promise=True, meets__range=(0, 100)) & ~Q(rests_on="")),
                name="a_promise_names_what_it_rests_on",
            ),
            models.CheckConstraint(
                condition=Q(log=None, wording=None) | Q(log__isnull=False, wording__isnull=False),
                name="a_replay_is_of_a_log_under_a_wording",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="signed_clauses_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.clause)


class SignedPromise(models.Model):
    """One promise of experience that stood when a role answered for it."""

    signoff = models.ForeignKey(SignOff, models.PROTECT, related_name="promises")
    promise = models.ForeignKey(ExperiencePromise, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["promise_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["signoff", "promise"], name="promise_once_a_sign_off"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="signed_promises_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.promise)


class SignedInstalment(models.Model):
    """What was agreed of one instalment when a role answered for it: they go on being changed until the signature."""

    signoff = models.ForeignKey(SignOff, models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    amount = amount()
    runs_from = models.CharField(max_length=10, choices=choices(RunsFrom))
    from_day = models.DateField()
    credit_days = models.PositiveSmallIntegerField()
    window_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["signoff", "position"], name="instalment_once_a_sign_off"),
            one_of("runs_from", RunsFrom, "signed_instalment_start_known"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="signed_instalments_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.signoff} #{self.position}"

    def value(self) -> Paid:
        return Paid(
            amount=self.amount,
            runs_from=RunsFrom(self.runs_from),
            from_day=self.from_day,
            credit_days=self.credit_days,
            window_days=self.window_days,
        )


# Where people type words about a customer: an erased person's name is crossed out there.
ABOUT_CUSTOMERS = (
    Typed(
        model=SignOff,
        customer="deal__customer",
        columns=("reason", "taken_back_because"),
        guards=("a_word_is_given_once",),
    ),
    Typed(model=SignedClause, customer="signoff__deal__customer", columns=("theirs", "rests_on")),
)
