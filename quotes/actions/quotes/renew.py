"""An offer that ran out or is about to: the same terms with a later date, asked about only where figures moved."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import submit_version, written
from quotes.actions.quotes.versions import following, hold
from quotes.domain.approvals import RequestState, state_of
from quotes.domain.lifecycle import RUNNING
from quotes.domain.policy import Approver, seen
from quotes.domain.pricing.engine import price
from quotes.models import ApprovalStep, QuoteVersion
from quotes.permissions import approvers_of
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User


@transaction.atomic
def renew_version(
    *, version: QuoteVersion, valid_until: date, reason: str = "", by: User, at: datetime
) -> QuoteVersion:
    """The next version with the same terms and a new date, submitted at once.

    Whoever approved the same figures before, and would be asked today, is not asked again.
    """
    held = hold(version)
    if held.state not in RUNNING:
        raise Refusal("V%(number)s is not out: only what was submitted or sent is renewed.", number=held.mark)
    if valid_until <= held.valid_until:
        message = "V%(number)s already runs until %(day)s: choose a later day."
        raise Refusal(message, field="valid_until", number=held.mark, day=held.valid_until)
    draft = following(held, by, at, act="renew_version", terms={"valid_until": valid_until})
    submit_version(version=draft, reason=reason, agreed=_agreed(held, draft, by), by=by, at=at)
    draft.refresh_from_db()
    return draft


def _agreed(base: QuoteVersion, draft: QuoteVersion, by: User) -> frozenset[Approver]:
    """Whom today's line need not ask: they approved the base, or what it was renewed from, with the same figures."""
    terms = draft.terms()
    figures = _read(written(seen(price(terms), terms)))
    found: list[ApprovalStep] = []
    at: QuoteVersion | None = base
    while at is not None:
        request = at.requests.prefetch_related("steps__decision__decided_by").order_by("-requested_at", "-id").first()
        if request is None or state_of(at.content_hash, request.facts()) is not RequestState.APPROVED:
            break
        if _read(request.figures) != figures:
            break
        found += request.steps.all()
        at = at.based_on
    deal = draft.quote.deal
    today = approvers_of(deal, by, Approver)
    return frozenset(approver for approver, who in today.items() if any(_spoke(step, who, deal, by) for step in found))


def _spoke(step: ApprovalStep, who: User | Role | None, deal: Deal, by: User) -> bool:
    """Whether the approval of this step was given by whom today's line would ask, and by nobody for themselves."""
    decider = step.decision.decided_by
    if who is None or decider.pk in {deal.owner_id, by.pk}:
        return False
    if isinstance(who, User):
        return not step.role and decider == who
    return step.role == who and decider.role == who and decider.is_active


def _read(figures: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    """8.50 and 8.5 are one figure."""
    return {name: None if value is None else Decimal(value) for name, value in figures.items()}
