"""What we want from a negotiation, what the coach is set to, and what it said of each round."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q

from dealdesk.db import amount, choices, one_of, paired
from dealdesk.kept import Given, Kept
from quotes.domain.coach.advice import Bounds, Hint, Rules, Weight
from quotes.domain.coach.curve import MOST_ROUNDS
from quotes.domain.coach.talk import Aims, Talk
from quotes.domain.negotiation import Side
from quotes.domain.pricing.lengths import Total
from quotes.models.negotiation import Anchor, Round, moves_in
from quotes.models.quotes import Quote


class NegotiationAims(models.Model):
    """Our plan for a quote, by revisions: the last one holds, the earlier ones show what we had in mind then.

    Totals with tax, in the quote's currency, for so many months of service. Private to those who see rounds.
    """

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="aims")
    number = models.PositiveIntegerField()
    # The best we may hope for; empty in plans from before anybody was asked.
    aspiration = amount(null=True, blank=True)
    target = amount()
    reservation = amount()
    # The length it was made for, free months among them; a talk about another one is held against it a month.
    months = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    beta = models.DecimalField(max_digits=5, decimal_places=2)
    # What we do if this comes to nothing, and what that is worth where somebody can say.
    batna = models.CharField(max_length=300, blank=True)
    batna_worth = amount(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "number"], name="aims_number_once"),
            models.CheckConstraint(condition=Q(reservation__gt=0), name="aims_reservation_positive"),
            models.CheckConstraint(condition=Q(target__gte=F("reservation")), name="aims_target_over_reservation"),
            models.CheckConstraint(
                condition=Q(aspiration__isnull=True) | Q(aspiration__gte=F("target")), name="aims_hope_over_target"
            ),
            models.CheckConstraint(
                condition=Q(batna_worth__isnull=True) | Q(batna_worth__gte=0), name="aims_batna_is_no_loss"
            ),
            models.CheckConstraint(condition=Q(months__gt=0), name="aims_for_some_months"),
            models.CheckConstraint(condition=Q(rounds__range=(1, MOST_ROUNDS), beta__gt=0), name="aims_curve"),
            paired("set", "aims_set_pair"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="aims_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def edition(self) -> int:
        """What the next revision names as read."""
        return self.number

    def value(self) -> Aims:
        return Aims(
            target=self.target,
            reservation=self.reservation,
            months=self.months,
            rounds=self.rounds,
            beta=self.beta,
            aspiration=self.aspiration,
        )


class CoachSettingQuerySet(models.QuerySet["CoachSetting"]):
    def in_force(self, day: date) -> Self:
        """The last one of each hint that had begun by the day."""
        return self.filter(valid_from__lte=day).order_by("hint", "-valid_from", "-id").distinct("hint")


class CoachSetting(models.Model):
    """Whether a hint is given from a day on, and between which bounds; a later row takes an earlier one's place."""

    hint = models.CharField(max_length=20, choices=choices(Hint))
    is_on = models.BooleanField(default=True)
    low = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    # Empty for what the desk comes with.
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CoachSettingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["hint", "-valid_from", "-id"]
        constraints: ClassVar = [
            one_of("hint", Hint, "coach_setting_hint_known"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="coach_setting_low_before_high",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="coach_setting_has_its_origin"),
            paired("added", "coach_setting_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="coach_settings_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


def coach_rules(day: date) -> Rules:
    """What the coach is set to on a day; one statement."""
    rows = CoachSetting.objects.in_force(day)
    return {Hint(row.hint): Bounds(low=row.low, high=row.high) for row in rows if row.is_on}


class CoachNoteQuerySet(models.QuerySet["CoachNote"]):
    def shown(self, sees_floor: bool) -> Self:
        """What a reader may know of: what was told by the floor only with it."""
        return self if sees_floor else self.filter(is_private=False)


class CoachNote(models.Model):
    """What the coach said of a round when it was logged, and whether it was dismissed, and why.

    Told without the floor, so that nobody reads one out of a round; where the floor says more, a private note says it
    beside, to whoever sees floors. Read through `shown`.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="hints")
    hint = models.CharField(max_length=20, choices=choices(Hint))
    weight = models.CharField(max_length=4, choices=choices(Weight))
    facts = models.JSONField()
    is_private = models.BooleanField(default=False)
    is_dismissed = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    objects = CoachNoteQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "hint", "is_private"], name="coach_note_once_a_round"),
            one_of("hint", Hint, "coach_note_hint_known"),
            one_of("weight", Weight, "coach_note_weight_known"),
            models.CheckConstraint(
                condition=Q(is_dismissed=False) | ~Q(reason=""), name="coach_note_dismissed_with_a_reason"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="coach_notes_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


def notes_shown(sees_floor: bool) -> "Prefetch[str]":
    """The hints of rounds, for a reader."""
    return Prefetch("hints", queryset=CoachNote.objects.shown(sees_floor))


def plan_of(quote: int) -> Aims | None:
    """What every offer of a quote is held against when it is submitted: the last revision of its plan, by the quote's
    key; one statement."""
    aims = NegotiationAims.objects.filter(quote=quote).first()
    return aims.value() if aims else None


@cache
def _rounds() -> Kept[Round]:
    rounds = Round.objects.filter(quote=Given("quote")).with_agreed()
    return Kept(rounds.select_related("version", "made").as_amended("moves"))


def talk_of(quote: Quote, table: Total) -> Talk:
    """What was logged of a quote, as the coach reads it and without our floor; five statements, as amended."""
    rounds = _rounds()(quote=quote.pk)
    for one in rounds:
        one.quote = quote
    return told(rounds, quote.anchors.filter(side=Side.THEIRS).first(), quote.aims.first(), table)


def told(
    rounds: Sequence[Round],
    anchor: Anchor | None,
    aims: NegotiationAims | None,
    table: Total,
    floor: Total | None = None,
) -> Talk:
    """The same from rows that were read already; `anchor` is theirs, `floor` only for readers who may see one.

    What an approver refused was never offered: such a round, and one that waits, leaves the offer where it was, and
    what was to be traded for it open. What stands on the table now is the last offer, whichever way it came there. What
    they asked for is for as many months as the offer that it was said of. `version` and `made` of the rounds are read
    along.
    """
    offers = [rounds[0].version.whole if rounds else table]
    for each in rounds:
        offers.append(each.offered if each.stands else offers[-1])
    if rounds:
        offers[-1] = table
    named = [(0, anchor.total)] if anchor else []
    named += [(turn, asked) for turn, each in enumerate(rounds, 1) if (asked := each.asked) is not None]
    return Talk(
        offers=tuple(offers),
        asks=tuple(asked for _, asked in named),
        asked_in=tuple(turn for turn, _ in named),
        moves=moves_in(rounds),
        aims=aims.value() if aims else None,
        floor=floor,
    )
