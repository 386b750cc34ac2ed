"""Sign-offs of contracts: whom a deal asked, what they put their word on, and the contract as they stand to it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contracts.domain.clauses.words import Kind, Stance
from contracts.domain.signoffs import PROMISES, SIGNERS, Basis, Offer, Said, asked, content, facts, part, standing
from contracts.domain.sla.exposure import meets
from contracts.models.checklists import Checklist, ChecklistItem
from contracts.models.clauses import ClauseVersion
from contracts.models.sla import IncidentLog, SlaWording
from dealdesk.db import choices, one_of, paired, percent
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Blocker
from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, Verdict
from quotes.domain.lifecycle import VersionState
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Typed

# So many clauses a sentence names.
NAMED = 3
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
                fields=["deal", "role", "content_hash"],
                condition=Q(verdict=Verdict.APPROVE.value, taken_back_at=None),
                name="one_sign_off_a_role_and_content",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, checklist=None, verdict="", content_hash="", reason="")
                | (
                    Q(signed_at__isnull=False, checklist__isnull=False, dropped_at=None)
                    & Q(verdict__in=[word.value for word in Verdict])
                    & Q(content_hash__regex=HASH)
                ),
                name="sign_off_answered_whole",
            ),
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

    def facts(self, now: str) -> RequestFacts:
        """As approvals are read; one that waits is asked of what the contract says now."""
        if self.signed_at is None:
            return facts(self.role, now)
        closed = CloseReason.WITHDRAWN if self.taken_back_at else None
        return facts(self.role, self.content_hash, Verdict(self.verdict), closed)


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


@dataclass(frozen=True)
class Contract:
    """A deal's newest checklist, and every word that was ever asked on the deal, from the latest back."""

    checklist: Checklist
    items: tuple[ChecklistItem, ...]
    rows: tuple[SignOff, ...]

    @cached_property
    def said(self) -> dict[int, Said]:
        """By item."""
        return {item.pk: _said(item) for item in self.items}

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        return asked(tuple(self.said.values()))

    def part(self, role: Role) -> tuple[Said, ...]:
        return part(role, self.said.values())

    def items_of(self, role: Role) -> tuple[ChecklistItem, ...]:
        mine = self.part(role)
        return tuple(item for item in self.items if self.said[item.pk] in mine)

    def is_promise(self, item: ChecklistItem, role: Role) -> bool:
        """Whether delivery says how often we meet it."""
        return role is Role.DELIVERY and item.clause.clause.key in PROMISES

    def content(self, role: Role) -> str:
        return content(self._basis, self.part(role))

    @property
    def whole(self) -> str:
        """The hash of all that the contract says."""
        return content(self._basis, self.said.values())

    def words(self, role: Role) -> Sequence[SignOff]:
        return [row for row in self.rows if row.role == role]

    def state(self, role: Role) -> RequestState | None:
        now = self.content(role)
        return standing(now, [row.facts(now) for row in self.words(role) if row.dropped_at is None])

    def writer(self, item: ChecklistItem) -> int:
        """Who wrote down what the contract says; where nobody did, whoever made the checklist put the clause there."""
        return item.worded_by_id or self.checklist.made_by_id

    def alone(self, role: Role, person: int) -> list[ChecklistItem]:
        """What of a role's part one person both wrote and judged: their word on it would stand on itself."""
        mine = self.items_of(role)
        return [item for item in mine if item.judged_by_id == person and self.writer(item) == person]

    @property
    def stops(self) -> list[ChecklistItem]:
        return [item for item in self.items if self.said[item.pk].is_stop]

    def offer(self) -> Offer:
        """Reads what became of its approval, and whether its rows still say what was hashed."""
        version = self.checklist.version
        return Offer(
            mark=version.mark, is_accepted=version.state == VersionState.ACCEPTED, is_approved=version.is_approved
        )

    @property
    def _basis(self) -> Basis:
        made = self.checklist
        return Basis(
            offer=made.version.content_hash,
            industry=made.industry,
            size=made.size,
            regions=tuple(made.regions),
            buyer=made.buyer,
            we_are_small=made.we_are_small,
        )


def contract_of(deal: Deal) -> Contract | None:
    """Three statements; None where no checklist was made."""
    made = deal.checklists.select_related("version__quote", "made_by").first()
    if made is None:
        return None
    items = made.items.select_related("clause__clause", "worded_by", "judged_by").order_by("clause__clause_id")
    rows = deal.signoffs.select_related("asked_by", "signed_by", "checklist__version__quote")
    return Contract(checklist=made, items=tuple(items), rows=tuple(rows))


def alone_in(items: Sequence[ChecklistItem], tongue: str) -> Blocker:
    """Why somebody does not sign these; a sentence names a few of them."""
    titles = [item.clause.title.to(tongue) for item in items]
    more = f" … (+{len(titles) - NAMED})" if len(titles) > NAMED else ""
    return Blocker(
        message="You alone wrote and judged %(clauses)s: have somebody else judge it, or note what it says.",
        params={"clauses": " · ".join(titles[:NAMED]) + more},
    )


def replayed(item: ChecklistItem, log: IncidentLog, wording: SlaWording) -> Decimal:
    """How often a promise of availability is met in months drawn from a log under a wording, in percent."""
    promised = wording.scale().commitment if item.figure is None else Percent(item.figure)
    return meets([row.value() for row in log.incidents.all()], wording.words(), promised, log.days)


def _said(item: ChecklistItem) -> Said:
    text = item.clause
    stance = None if item.level is None else tuple(Stance)[item.level]
    position = text.value().position(stance) if stance else None
    return Said(
        clause=text.clause_id,
        number=text.number,
        kind=Kind(text.clause.kind),
        theirs=item.theirs,
        level=item.level,
        figure=item.figure,
        accepted_by=position.by if position else None,
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
