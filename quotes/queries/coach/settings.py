"""What the coach is set to, and how often each hint was given and dismissed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from quotes.domain.coach.advice import Hint
from quotes.domain.coach.studies import STUDIES, Study
from quotes.models import CoachNote, CoachSetting
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class SettingRow:
    """One hint: what it stands on, its bounds in force, and how it fared; `bounds` says what they mean."""

    hint: Hint
    title: str
    bounds: str
    low: Decimal | None
    high: Decimal | None
    is_on: bool
    since: date | None
    source: str
    study: Study
    given: int
    dismissed: int


# Which bounds a hint is asked with, and what they mean; a hint that is not named needs none.
BOUNDS: dict[Hint, tuple[frozenset[str], str]] = {
    Hint.FIRST_STEP: (frozenset({"high"}), "Part of the room, 0 to 1"),
    Hint.AHEAD_OF_PLAN: (frozenset({"high"}), "Ahead of the curve, part of the room, 0 to 1"),
    Hint.PRICE_ONLY: (frozenset({"high"}), "Sum of squared shares, 0 to 1"),
    Hint.PACE: (frozenset({"low", "high"}), "A step over the one before it"),
    Hint.STEP: (frozenset({"low"}), "No change within this part of the room, 0 to 1"),
    Hint.ROUND_NUMBER: (frozenset({"low"}), "Zeros at the end"),
    Hint.RANGE: (frozenset({"high"}), "Width over the number we mean, 0 to 1"),
    Hint.CLAIMED: (frozenset({"high"}), "Days for which a claim is taken for fresh"),
    Hint.LATE: (frozenset({"high"}), "Days without a word of theirs, or with a green gate and no price"),
    Hint.EXTREME: (frozenset({"low", "high"}), "Part of the budget, 0 to 1; times the upper quartile of closed deals"),
}


def coach_settings(user: User, today: date) -> tuple[SettingRow, ...]:
    """Every hint in the order of the table; two statements. A count that only the floor moves would tell of it: what
    was said by the floor counts for whoever sees floors."""
    now = {row.hint: row for row in CoachSetting.objects.in_force(today)}
    dismissed = Count("id", filter=Q(is_dismissed=True))
    notes = CoachNote.objects.shown(Act.SEE_FLOOR.permits(user))
    counted = notes.order_by().values_list("hint").annotate(given=Count("id"), gone=dismissed)
    fared = {name: (given, gone) for name, given, gone in counted}
    return tuple(_row(hint, now.get(hint), fared.get(hint, (0, 0))) for hint in Hint)


def bounds_of(hint: Hint) -> frozenset[str]:
    return BOUNDS[hint][0] if hint in BOUNDS else frozenset()


def bounds_words(hint: Hint) -> str:
    return _(BOUNDS[hint][1]) if hint in BOUNDS else ""


def study_of(hint: Hint) -> Study:
    return in_words(STUDIES[hint])


def in_words(study: Study) -> Study:
    """In words of the reader's language."""
    return Study(source=_(study.source), strength=_(study.strength), limits=_(study.limits))


def setting_now(hint: Hint, today: date) -> CoachSetting | None:
    return CoachSetting.objects.in_force(today).filter(hint=hint).first()


def _row(hint: Hint, now: CoachSetting | None, fared: tuple[int, int]) -> SettingRow:
    study = study_of(hint)
    return SettingRow(
        hint=hint,
        title=_(hint.label),
        bounds=bounds_words(hint),
        low=now.low if now else None,
        high=now.high if now else None,
        is_on=now is not None and now.is_on,
        since=now.valid_from if now else None,
        source=now.source if now else "",
        study=study,
        given=fared[0],
        dismissed=fared[1],
    )
