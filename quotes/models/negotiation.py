"""The negotiation round by round: who said what, and what was given for what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from dealdesk.db import amount, choices, one_of, paired
from quotes.domain.amendments import Part
from quotes.domain.approvals import CloseReason, RequestState
from quotes.domain.coach.advice import Weight
from quotes.domain.issues.falls import with_fall
from quotes.domain.lifecycle import VersionState
from quotes.domain.negotiation import Basis, Channel, Issue, MoveKind, MoveStatus, MoveTerms, Side, Span
from quotes.domain.pricing.lengths import Total, asked_for
from quotes.models.quotes import Quote, QuoteVersion
from quotes.models.triggers import first_price_out
from stakeholders.models import Contact

if TYPE_CHECKING:
    from quotes.models.amendments import RoundAmendment
    from quotes.models.coach import CoachNote


class AnchorQuerySet(models.QuerySet["Anchor"]):
    def standing(self) -> Self:
        """How the number of each side is told today: the last note of it."""
        return self.order_by("quote", "side", "-number").distinct("quote", "side")


class Anchor(models.Model):
    """The first number a side put on the table, in the quote's currency, tax included, for some months of service.

    Kept as it was noted: a correction is another row, counted on within the quote, both sides together.
    """

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="anchors")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=6, choices=choices(Side))
    # Where a range was named: its other end, above the amount.
    high = amount(null=True, blank=True)
    amount = amount()
    months = models.PositiveSmallIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnchorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "number"], name="anchor_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="anchor_positive"),
            models.CheckConstraint(condition=Q(months__gt=0), name="anchor_for_some_months"),
            models.CheckConstraint(
                condition=Q(high__isnull=True) | Q(high__gt=F("amount")), name="anchor_range_in_order"
            ),
            one_of("side", Side, "anchor_side_known"),
            paired("noted", "anchor_noted_pair"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="anchors_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def edition(self) -> int:
        """What a correction names as read."""
        return self.number

    @property
    def total(self) -> Total:
        return Total(self.amount, self.months)


class RoundQuerySet(models.QuerySet["Round"]):
    def with_agreed(self) -> Self:
        """Adds `agreed`: whether the version a round made is on the table, and `closed`: why the last request for it
        was closed. See also Round.stands and Round.held."""
        offered = QuoteVersion.objects.on_the_table().filter(pk=OuterRef("made")).order_by()
        asked = QuoteVersion.objects.filter(pk=OuterRef("made")).order_by("-requests__pk")
        return self.annotate(agreed=Exists(offered), closed=Subquery(asked.values("requests__closed_because")[:1]))

    def as_amended(self, *parts: str) -> Self:
        """With what `Round.now` reads, and these of its parts: moves, theirs, ours."""
        return self.prefetch_related("amendments", *parts, *(f"amendments__{part}" for part in parts))


class ToldFacts(models.Model):
    """An exchange as it is told, when it is logged or later; `theirs`, `ours` and `moves` stand with each."""

    on = models.DateField()
    channel = models.CharField(max_length=10, choices=choices(Channel))
    # A total, tax included.
    their_ask = amount(null=True, blank=True)
    # Where they named a range: its other end; and the range that we named aloud, whatever the version says.
    ask_high = amount(null=True, blank=True)
    # For how many months of service they asked; None where they did not say: as many as the offer that it was said of.
    ask_months = models.PositiveSmallIntegerField(null=True, blank=True)
    range_low = amount(null=True, blank=True)
    range_high = amount(null=True, blank=True)
    said = models.TextField(max_length=5000)
    next_step = models.CharField(max_length=200)
    next_step_on = models.DateField()

    if TYPE_CHECKING:
        theirs: Any
        ours: Any
        moves: Any

    class Meta:
        abstract = True

    def parts(self) -> Mapping[Part, object]:
        """Each part as it can be held against the same of another telling."""
        return {
            Part.DAY: self.on,
            Part.CHANNEL: self.channel,
            Part.THEIRS: {contact.pk for contact in self.theirs.all()},
            Part.OURS: {person.pk for person in self.ours.all()},
            Part.ASK: (self.their_ask, self.ask_high, self.ask_months),
            Part.RANGE: (self.range_low, self.range_high),
            Part.SAID: self.said,
            Part.MOVES: [move.value(0) for move in self.moves.all()],
            Part.NEXT_STEP: (self.next_step, self.next_step_on),
        }


def ranges(name: str) -> list[models.CheckConstraint]:
    """Each range of a telling goes up from its first number, and has one; months are those of an ask."""
    asked = Q(ask_high__isnull=True) | Q(their_ask__isnull=False, ask_high__gt=F("their_ask"))
    ours = Q(range_low=None, range_high=None) | Q(
        range_low__isnull=False, range_low__gt=0, range_high__isnull=False, range_high__gt=F("range_low")
    )
    return [
        models.CheckConstraint(condition=asked, name=f"{name}_ask_in_order"),
        models.CheckConstraint(condition=ours, name=f"{name}_range_in_order"),
        models.CheckConstraint(
            condition=Q(ask_months__isnull=True) | Q(their_ask__isnull=False, ask_months__gt=0),
            name=f"{name}_months_are_of_an_ask",
        ),
    ]


class Round(ToldFacts):
    """One exchange with the customer. Logged once and kept; a correction is an amendment beside it, see `now`."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    ours = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="rounds")
    theirs = models.ManyToManyField(Contact, related_name="rounds")
    # Totals, tax included: the version on the table when we met, and what we offered.
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="rounds")
    our_offer = amount()
    # The version this round made, where it changed the offer.
    made = models.OneToOneField(QuoteVersion, models.PROTECT, null=True, blank=True, related_name="made_by_round")
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "number"], name="round_number_once"),
            models.CheckConstraint(condition=Q(our_offer__gt=0), name="round_offer_positive"),
            *ranges("round"),
            models.CheckConstraint(condition=Q(their_ask__isnull=True) | Q(their_ask__gt=0), name="round_ask_positive"),
            one_of("channel", Channel, "round_channel_known"),
            paired("logged", "round_logged_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="rounds_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            first_price_out(
                "told_freezes_the_budget",
                pgtrigger.Insert,
                "true",
                quote="NEW.quote_id",
                at="logged_at",
                by="logged_by_id",
            ),
        ]

    @property
    def stands(self) -> bool:
        """Its offer was made: nothing new, or a version that is on the table. Read with `with_agreed`."""
        return self.made_id is None or bool(vars(self).get("agreed"))

    @property
    def held(self) -> RequestState | None:
        """What became of the request for an offer that was not made; None where the round stands. What was approved
        and is not on the table was taken back. `made` is read along."""
        if self.made is None or self.stands:
            return None
        void = self.made.state == VersionState.VOID
        return RequestState.WITHDRAWN if void else HELD.get(vars(self).get("closed"), RequestState.OPEN)

    @property
    def offered(self) -> Total:
        """What we offered, for the months of the version it made, or else of the one it left on the table."""
        return Total(self.our_offer, (self.made or self.version).whole.months)

    @property
    def asked(self) -> Total | None:
        """What they asked for as it is told today, for the months they said, or else as the offer it was said of."""
        return asked_for(self.now.their_ask, self.now.ask_months, self.version.whole)

    @property
    def now(self) -> "Round | RoundAmendment":
        """How it is told today: its last amendment, or as it was logged. Read with `as_amended`."""
        amended = list(self.amendments.all())
        return amended[-1] if amended else self

    def traded(self) -> tuple[MoveTerms, ...]:
        """Its gives and gets as they are told today, and a fall of the total that they leave out; what was agreed in an
        offer that was not made is open.

        Read with `with_agreed`, and `as_amended` with its moves; `version` and `made` are read along.
        """
        moves = tuple(move.value(self.number) for move in self.now.moves.all())
        if self.made:
            free = self.version.free_months, self.made.free_months
            moves = with_fall(moves, self.version.whole, self.offered, free=free, number=self.number)
        return moves if self.stands else tuple(_opened(move) for move in moves)

    @property
    def heeded(self) -> "list[CoachNote]":
        """What the coach warned of, or what was dismissed, by the floor where that says more; `hints` prefetched as
        their reader may know them."""
        told = {note.hint: note for note in sorted(self.hints.all(), key=lambda note: note.is_private)}
        return [note for note in told.values() if note.is_dismissed or note.weight in {Weight.STOP, Weight.WARN}]


# Why a request that did not put its version on the table was closed; "" where it is still open.
# fmt: off
HELD: dict[str | None, RequestState] = {
    CloseReason.DECIDED:   RequestState.REJECTED,
    CloseReason.WITHDRAWN: RequestState.WITHDRAWN,
    CloseReason.OVERTAKEN: RequestState.OUTDATED,
}
# fmt: on


def _opened(move: MoveTerms) -> MoveTerms:
    return replace(move, status=MoveStatus.OPEN) if move.status is MoveStatus.AGREED else move


def moves_in(rounds: Iterable[Round]) -> tuple[MoveTerms, ...]:
    """What is told of several rounds, each as by `Round.traded`; no statement where they are read as it says."""
    return tuple(move for each in rounds for move in each.traded())


class Move(models.Model):
    """A give or a get. A give names its get by a shared trade number, or says why it is untraded."""

    # As the round was logged, or as an amendment tells it: one of them.
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="moves")
    amendment = models.ForeignKey("quotes.RoundAmendment", models.PROTECT, null=True, blank=True, related_name="moves")
    kind = models.CharField(max_length=4, choices=choices(MoveKind))
    issue = models.CharField(max_length=14, choices=choices(Issue))
    what = models.CharField(max_length=200)
    # The outcome of the deal's issue that it leads to. A move is kept as it was when the outcome goes, key and price.
    option = models.ForeignKey(
        "quotes.IssueOption", models.DO_NOTHING, null=True, blank=True, related_name="moves", db_constraint=False
    )
    # What it costs us or brings us, as it was typed or reckoned when the round was logged, and by what; never guessed.
    worth = amount(null=True, blank=True)
    basis = models.CharField(max_length=8, choices=choices(Basis), default=Basis.TYPED)
    # What it is worth to them, or costs them, as we estimate it.
    theirs_low = amount(null=True, blank=True)
    theirs_high = amount(null=True, blank=True)
    # Our variable cost before VAT, where the offer's cost was known; only for those who may know one.
    kept_cost = amount(null=True, blank=True)
    trade = models.PositiveSmallIntegerField(null=True, blank=True)
    untraded_reason = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=choices(MoveStatus), default=MoveStatus.AGREED)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            one_of("kind", MoveKind, "move_kind_known"),
            one_of("issue", Issue, "move_issue_known"),
            one_of("status", MoveStatus, "move_status_known"),
            one_of("basis", Basis, "move_basis_known"),
            models.CheckConstraint(
                condition=Q(theirs_low=None, theirs_high=None)
                | Q(theirs_low__isnull=False, theirs_high__gte=F("theirs_low")),
                name="move_theirs_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MoveKind.GIVE, status=MoveStatus.AGREED)
                | Q(trade__isnull=False)
                | ~Q(untraded_reason=""),
                name="a_give_names_its_get_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(trade__isnull=True) | Q(trade__gte=1), name="move_trades_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=True, amendment__isnull=False)
                | Q(round__isnull=False, amendment__isnull=True),
                name="move_of_a_round_or_of_its_amendment",
            ),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="moves_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def value(self, round_number: int) -> MoveTerms:
        return MoveTerms(
            kind=MoveKind(self.kind),
            issue=Issue(self.issue),
            what=self.what,
            worth=self.worth,
            round=round_number,
            trade=self.trade,
            untraded_reason=self.untraded_reason,
            status=MoveStatus(self.status),
            option=self.option_id,
            theirs=self._theirs(),
            basis=Basis(self.basis),
            kept_cost=self.kept_cost,
        )

    def _theirs(self) -> Span | None:
        low, high = self.theirs_low, self.theirs_high
        return None if low is None or high is None else Span(low=low, high=high)
