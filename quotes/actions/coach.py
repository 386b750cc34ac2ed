"""What we want from a quote, and what the coach is set to."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.quotes.versions import hold_talk
from quotes.domain.coach.advice import Hint
from quotes.domain.coach.talk import Aims
from quotes.models import CoachSetting, NegotiationAims, Quote
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def set_aims(
    *,
    quote: Quote,
    aims: Aims,
    batna: str = "",
    batna_worth: Decimal | None = None,
    edition: int | None = None,
    by: User,
    at: datetime,
) -> NegotiationAims:
    """Another revision of our plan. Its amounts stay out of the journal, which more people read than may see them.

    `edition` is the revision that its author read, 0 where there was none.
    """
    held = hold_talk(quote)
    last = held.aims.first()
    if edition is not None and edition != (last.number if last else 0):
        raise StaleRefusal(STALE, field="edition")
    made = NegotiationAims.objects.create(
        quote=held,
        number=last.number + 1 if last else 1,
        aspiration=aims.aspiration,
        target=aims.target,
        reservation=aims.reservation,
        months=aims.months,
        rounds=aims.rounds,
        beta=aims.beta,
        batna=batna.strip(),
        batna_worth=batna_worth,
        set_at=at,
        set_by=by,
    )
    record("set_aims", on=made, by=by, at=at, deal=held.deal, number=held.number, revision=made.number)
    return made


@transaction.atomic
def set_coach(
    *,
    hint: Hint,
    is_on: bool,
    low: Decimal | None = None,
    high: Decimal | None = None,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
) -> CoachSetting:
    """From that day on; what was said of rounds before stays as it was said."""
    if low is not None and high is not None and high < low:
        raise Refusal("The upper bound is not below the lower one.", field="high")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    last = CoachSetting.objects.filter(hint=hint).first()
    if last and valid_from < last.valid_from:
        message = "A setting is in force from %(day)s on: a new one begins then or later."
        raise Refusal(message, field="valid_from", day=last.valid_from.isoformat())
    made = CoachSetting.objects.create(
        hint=hint,
        is_on=is_on,
        low=low,
        high=high,
        valid_from=valid_from,
        source=source.strip(),
        added_at=at,
        added_by=by,
    )
    record("set_coach", on=made, by=by, at=at, hint=hint)
    return made
