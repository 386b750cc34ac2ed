"""What the coach says of a negotiation, or of the move being composed."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import round_to
from quotes.domain.coach.advice import Advice, Hint, Rules, Weight, advise
from quotes.domain.coach.studies import Study
from quotes.domain.coach.talk import Draft, Next, Talk, answered, suggested
from quotes.domain.pricing.engine import PricedOffer, percent_off, price
from quotes.domain.pricing.revised import Revision, revised
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
    # What the plan would offer next: the discount off list that leads there, and the total it comes to.
    next_discount: Decimal | None = None
    next_total: Decimal | None = None
    # What answers their last move in kind, in proportion.
    in_kind: Decimal | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many of each tone that ask for attention."""
        tones = [said.tone for said in self.hints if not said.is_dismissed]
        return {tone: tones.count(tone) for tone in ("bad", "warn", "info") if tone in tones}


def coach_part(
    talk: Talk,
    table: OfferTerms,
    priced: PricedOffer,
    rules: Rules,
    *,
    draft: Draft | None = None,
    dismissed: Collection[str] = (),
) -> CoachPart:
    """No statement: `rules` are the settings in force, and `priced` is what the table comes to."""
    hints = advise(Next(talk, draft), rules)
    discount, total = _next(talk, table, priced)
    return CoachPart(
        hints=tuple(said(advice, table.currency, dismissed) for advice in hints),
        is_composing=draft is not None,
        next_discount=discount,
        next_total=total,
        in_kind=answered(talk),
    )


def _next(talk: Talk, table: OfferTerms, now: PricedOffer) -> tuple[Decimal | None, Decimal | None]:
    """The plan's next total as a discount off list of one decimal, not above what the curve gives, and what the price
    list makes of it: a figure that follows from something."""
    wanted = suggested(talk)
    if wanted is None:
        return None, None
    off = percent_off(now.with_tax(now.list_total, table.rounding.places), wanted)
    tenth = round_to(off - Decimal("0.05"), 1)
    if not 0 < tenth < 100:
        return None, None
    total = price(revised(table, Revision(discount=tenth))).gross
    return (tenth, total) if total < talk.offers[-1].amount else (None, None)


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
