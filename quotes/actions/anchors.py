"""The first number each side put on the table."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.quotes.versions import hold_talk
from quotes.actions.readiness import let_out
from quotes.domain.negotiation import Side
from quotes.models import Anchor, Quote, QuoteVersion
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.models import User


def _named_by(side: Side, on: date, quote: Quote, by: User, at: datetime) -> None:
    """Our own first number is a price that the customer has: it goes through the door that every price goes through."""
    known = QuoteVersion.objects.filter(quote__deal=quote.deal_id).known_outside()
    if side is Side.THEIRS or known.exists():
        return
    version = quote.versions.on_the_table().first()
    if version is None:
        raise Refusal("Our first number goes out with an offer: submit the first version, then note it.", field="side")
    let_out(version, told_on=on, by=by, at=at)


def _check_anchor(amount: Decimal, high: Decimal | None, on: date, at: datetime) -> None:
    if amount <= 0:
        raise Refusal("An anchor is an amount above zero.", field="amount")
    if high is not None and high <= amount:
        message = "A range goes up from the first number: leave this empty where one number was named."
        raise Refusal(message, field="high")
    if on > timezone.localdate(at):
        raise Refusal("An anchor has been named already: choose today or an earlier day.", field="on")


@transaction.atomic
def set_anchor(
    *,
    quote: Quote,
    side: Side,
    amount: Decimal,
    high: Decimal | None = None,
    months: int,
    on: date,
    source: str,
    edition: int | None = None,
    by: User,
    at: datetime,
) -> Anchor:
    """The first number a side named, tax included, for so many months of service, or the range from it up to `high`.

    Noted again it corrects the note before, which stays to be read. `edition` is the last note of the quote that its
    author read, of either side, and 0 where there was none; a later one of this side has to be read first.
    """
    _check_anchor(amount, high, on, at)
    deal, told = hold_talk(quote).deal, {"months": months, "on": on, "source": source}
    _named_by(side, on, quote, by, at)
    anchor = Anchor.objects.create(
        quote=quote,
        number=_next_number(quote, side, edition),
        side=side,
        amount=amount,
        high=high,
        noted_at=at,
        noted_by=by,
        **told,
    )
    facts: dict[str, Any] = {
        "side": side,
        "amount": str(amount),
        "high": None if high is None else str(high),
        "months": months,
    }
    record("set_anchor", on=anchor, by=by, at=at, deal=deal, number=quote.number, **facts)
    return anchor


def _next_number(quote: Quote, side: Side, edition: int | None) -> int:
    """Within the quote, which its caller holds."""
    notes = list(quote.anchors.values_list("number", "side"))
    if edition is not None and any(told == side and number > edition for number, told in notes):
        raise StaleRefusal(STALE, field="edition")
    return notes[0][0] + 1 if notes else 1
