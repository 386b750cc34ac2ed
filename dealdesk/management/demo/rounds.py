"""Tells one round of the demo's negotiation through the actions of its screens."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from dealdesk.management.demo import issues
from dealdesk.management.demo.times import day, on
from quotes.actions import negotiation
from quotes.actions.amendments import amend_round
from quotes.domain.attachments import checked
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.revised import Revision
from quotes.models import Quote, QuoteVersion, Round
from stakeholders.models import Contact, Deal, User


def tell(told: dict[str, Any], quote: Quote, contacts: dict[str, Contact], owner: User, at: datetime) -> QuoteVersion:
    """As it was logged, with its files, and as it was amended afterwards."""
    names = ("payment_plan", "credit_days", "term_months", "prepay_percent")
    terms: dict[str, Any] = {name: told[name] for name in names if name in told}
    if "prepay_percent" in terms:
        terms["prepay_percent"] = Decimal(terms["prepay_percent"])
    logged = negotiation.log_round(
        quote=quote,
        on=on(at, told["day"]),
        channel=told["channel"],
        ours=[owner],
        theirs=[contacts[name] for name in told["theirs"]],
        their_ask=Decimal(told["ask"]),
        said=told["said"],
        next_step=told["next_step"],
        next_step_on=on(at, told["day"] + told["next_step_in"]),
        moves=[_move(move, quote.deal) for move in told["moves"]],
        new_offer=Revision(bundle_price=Decimal(told["offer"]), terms=terms),
        reason=told["reason"],
        files=[checked(file["name"], file["text"].encode()) for file in told.get("files", ())],
        by=owner,
        at=day(at, told["day"]),
    )
    if logged.made is None:
        raise ValueError("every round of the story changes the offer")
    if "amended" in told:
        _amend(told["amended"], logged, owner, at)
    return logged.made


def _amend(told: dict[str, Any], logged: Round, owner: User, at: datetime) -> None:
    """All that was logged, but for what they asked for and said."""
    moves = list(logged.moves.all())
    amend_round(
        round=logged,
        amended=0,
        on=logged.on,
        channel=logged.channel,
        ours=list(logged.ours.all()),
        theirs=list(logged.theirs.all()),
        their_ask=Decimal(told["ask"]),
        said=told["said"],
        next_step=logged.next_step,
        next_step_on=logged.next_step_on,
        moves=[move.value(logged.number) for move in moves],
        was=[move.pk for move in moves],
        reason=told["reason"],
        by=owner,
        at=day(at, told["day"]),
    )


def _move(told: dict[str, Any], deal: Deal) -> MoveTerms:
    return MoveTerms(
        option=issues.option_of(deal, told["option"]) if "option" in told else None,
        kind=MoveKind(told["kind"]),
        issue=Issue(told["issue"]),
        what=told["what"],
        worth=Decimal(told["worth"]) if "worth" in told else None,
        trade=told.get("trade"),
        untraded_reason=told.get("untraded_reason", ""),
        status=MoveStatus(told.get("status", MoveStatus.AGREED)),
    )
