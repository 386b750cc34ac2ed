"""What inbox and request say alike: how it stands, what it gives, how long it has waited, whom it asks and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.money import round_to
from dealdesk.kernel.words import label
from dealdesk.web.refusals import translated
from quotes.domain.approvals import RequestFacts
from quotes.domain.lifecycle import VersionState, is_expired
from quotes.domain.policy import BELOW_PLAN, Figure
from quotes.domain.pricing.compare import Change, Part, Shown, compare
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.standing import request_word
from quotes.models import ApprovalRequest, ApprovalStep, QuoteVersion
from quotes.queries.approvals.standings import Said, said
from stakeholders.domain.people import Role
from stakeholders.models import User
from stakeholders.permissions import Act

# The totals an approver decides by; the others follow from them.
DECISIVE = frozenset({"Total with tax", "Discount off list", "Above the floor"})


def said_of(version: QuoteVersion, facts: RequestFacts, at: datetime) -> Said:
    gone = is_expired(VersionState(version.state), version.valid_until, timezone.localdate(at))
    return said(request_word(version.content_hash, facts, expired=gone))


def given(version: QuoteVersion, before: Decimal | None, months: int | None) -> Decimal:
    """With tax: what the offer is below the one agreed before it, brought to the same term, or below list where there
    is none; below zero where it is dearer."""
    if before is None or months is None:
        before, months = version.list_with_tax, version.term_months
    below: Decimal = round_to(before * version.term_months / months, 2) - version.gross_total
    return below


def agreed_before(quote: Any, number: Any) -> QuerySet[ApprovalRequest]:
    """What was agreed to of earlier versions of a quote, the latest version first."""
    agreed = ApprovalRequest.objects.filter(version__quote=quote, version__number__lt=number, closed_because="decided")
    return agreed.exclude(steps__decision__verdict="reject").order_by("-version__number", "-id")


def asked(step: ApprovalStep) -> str:
    """Whom an undecided step asks today, or the role anybody of which may answer."""
    if step.role and not step.holder_name:
        return _(label(Role(step.role)))
    return step.holder_name or _("nobody yet")


def reason_of(
    figure: str | None, message: str, params: Mapping[str, object], sees_floor: bool, sees_plan: bool = False
) -> str:
    """A rule that fired, in the reader's language, with the policy's own reason as it was written.

    That an offer is below the floor tells the floor by trial: who may not see it is not told which rule it was. By how
    much it is below the plan tells where we walk away: who may not see the plan reads only that it is.
    """
    said = dict(params)
    reason = str(said.pop("reason", ""))
    if figure == Figure.BELOW_FLOOR_AMOUNT and not sees_floor:
        return _("The reason is for those who may see it.")
    if figure == BELOW_PLAN and not sees_plan:
        return _("Below the plan of this negotiation: the figures are for those who may see it.")
    sentence = translated(message, said)
    return _("%(sentence)s (%(reason)s)") % {"sentence": sentence, "reason": reason} if reason else sentence


def with_tax(priced: PricedOffer, amount: Decimal | None) -> Decimal | None:
    """Floors are in the offer's own basis; beside its total they are read with tax."""
    return None if amount is None else priced.with_tax(amount, priced.terms.rounding.places)


def above_floor(user: User, priced: PricedOffer) -> Decimal | None:
    """With tax; nothing for whoever may not see floors."""
    return with_tax(priced, priced.above_floor) if Act.SEE_FLOOR.permits(user) else None


def changes_between(user: User, before: PricedOffer, after: PricedOffer) -> tuple[Change, ...]:
    """What differs, as its reader may see it."""
    sees_floor = Act.SEE_FLOOR.permits(user)
    return tuple(_readable(change) for change in compare(before, after) if sees_floor or not change.private)


def _readable(change: Change) -> Change:
    """A discount that was computed is read to two decimals."""
    if change.part is not Part.TOTAL or change.shown is not Shown.PERCENT:
        return change
    return replace(change, before=_two(change.before), after=_two(change.after))


def _two(value: object) -> object:
    return round_to(value, 2) if isinstance(value, Decimal) else value


def is_decisive(change: Change) -> bool:
    return change.part is Part.TERM or (change.part is Part.TOTAL and change.label in DECISIVE)
