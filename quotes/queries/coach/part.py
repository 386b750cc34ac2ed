"""What the coach says of a negotiation, or of the move being composed."""

from collections.abc import Collection
from dataclasses import dataclass

from quotes.domain.coach.advice import Advice, Hint, Rules, Weight, advise
from quotes.domain.coach.priced import Step, nearest, not_below
from quotes.domain.coach.studies import Study
from quotes.domain.coach.talk import Draft, Next, Talk, answered, suggested
from quotes.domain.pricing.terms import OfferTerms
from quotes.queries.coach.settings import study_of
from quotes.queries.coach.words import WORDS, Amounts

# How each weight is marked on screen.
TONES = {Weight.STOP: "bad", Weight.WARN: "warn", Weight.INFO: "info", Weight.GOOD: "good"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One hint in words: the sentence, the numbers behind it, and what it stands on."""

    hint: Hint
    tone: str
    title: str
    detail: str
    study: Study
    may_be_dismissed: bool
    is_dismissed: bool


@dataclass(frozen=True, kw_only=True)
class CoachPart:
    """What stands beside the composer, or beside the log where nothing is composed."""

    hints: tuple[Said, ...]
    is_composing: bool
    # What the plan would offer next, and what answers their last move in kind, each as the price book has it.
    next: Step | None = None
    in_kind: Step | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many of each tone that ask for attention."""
        tones = [said.tone for said in self.hints if not said.is_dismissed]
        return {tone: tones.count(tone) for tone in ("bad", "warn", "info") if tone in tones}


def coach_part(
    talk: Talk,
    table: OfferTerms,
    rules: Rules,
    *,
    draft: Draft | None = None,
    dismissed: Collection[str] = (),
) -> CoachPart:
    """No statement: `rules` are the settings in force."""
    hints = advise(Next(talk, draft), rules)
    return CoachPart(
        hints=tuple(said(advice, table.currency, dismissed) for advice in hints),
        is_composing=draft is not None,
        next=_next(talk, table) if draft else None,
        in_kind=_in_kind(talk, table) if draft else None,
    )


def _next(talk: Talk, table: OfferTerms) -> Step | None:
    """Not above what the plan's curve gives by then."""
    wanted = suggested(talk)
    return _lower(not_below(wanted, table), talk) if wanted is not None else None


def _in_kind(talk: Talk, table: OfferTerms) -> Step | None:
    """Nearest to what is in proportion to their last move, and not below what we would sign."""
    wanted, aims = answered(talk), talk.aims
    if wanted is None or aims is None:
        return None
    lowest = aims.over(talk.offers[-1].months).reservation
    return _lower(nearest(wanted, table, lowest=lowest), talk)


def _lower(step: Step | None, talk: Talk) -> Step | None:
    """A step at all: less than what is on the table."""
    return step if step and step.total < talk.offers[-1].amount else None


def said(advice: Advice, currency: str, dismissed: Collection[str] = ()) -> Said:
    title, detail = WORDS[advice.hint](advice.facts, Amounts(currency, advice.months))
    return Said(
        hint=advice.hint,
        tone=TONES[advice.weight],
        title=title,
        detail=detail,
        study=study_of(advice.hint),
        may_be_dismissed=advice.weight in {Weight.WARN, Weight.INFO},
        is_dismissed=advice.weight is not Weight.STOP and advice.hint in dismissed,
    )
