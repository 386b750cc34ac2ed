"""An offer that ran out or is about to: the same terms with a later date, asked about only where figures moved."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import submit_version
from quotes.actions.quotes.versions import following, hold
from quotes.domain.approvals import RequestState, state_of
from quotes.domain.lifecycle import RUNNING
from quotes.domain.policy import NAMED, Approver, Figure, Person, Seen, Whom, read_back, seen
from quotes.domain.pricing.engine import price
from quotes.models import ApprovalStep, QuoteVersion
from quotes.models.agreed import spoke
from quotes.permissions import approvers_of
from stakeholders.models import User


@transaction.atomic
def renew_version(
    *, version: QuoteVersion, valid_until: date, reason: str = "", by: User, at: datetime
) -> QuoteVersion:
    """The next version with the same terms and a new date, submitted at once.

    Whoever approved the same figures before, and would be asked today, is not asked again, unless that approval ran
    out; then the date may stay as it is.
    """
    held = hold(version)
    if held.state not in RUNNING:
        raise Refusal("V%(number)s is not out: only what was submitted or sent is renewed.", number=held.mark)
    lapsed = held.asked_on(timezone.localdate(at)) is RequestState.LAPSED
    if valid_until < held.valid_until or (valid_until == held.valid_until and not lapsed):
        message = "V%(number)s already runs until %(day)s: choose a later day."
        raise Refusal(message, field="valid_until", number=held.mark, day=held.valid_until)
    draft = following(held, by, at, act="renew_version", terms={"valid_until": valid_until})
    submit_version(version=draft, reason=reason, agreed=_agreed(held, draft, by, at), by=by, at=at)
    draft.refresh_from_db()
    return draft


def _agreed(base: QuoteVersion, draft: QuoteVersion, by: User, at: datetime) -> frozenset[Whom]:
    """Whom today's line need not ask: they approved the base, or what it was renewed from, with the same figures."""
    terms = draft.terms()
    told = seen(price(terms), terms)
    found: list[ApprovalStep] = []
    standing: QuoteVersion | None = base
    while standing is not None:
        request = (
            standing.requests.prefetch_related("steps__decision__decided_by").order_by("-requested_at", "-id").first()
        )
        if request is None:
            break
        stands = state_of(standing.content_hash, request.facts(timezone.localdate(at)))
        if stands is not RequestState.APPROVED:
            break
        if not _same(read_back(request.figures), told):
            break
        found += request.steps.all()
        standing = standing.based_on
    deal = draft.quote.deal
    named = {Person(step.person_id, "") for step in found if step.approver == NAMED and step.person_id}
    today = approvers_of(deal, by, [*Approver, *named])
    return frozenset(
        approver for approver, who in today.items() if any(spoke(step, who, {deal.owner_id, by.pk}) for step in found)
    )


def _same(before: Seen, now: Seen) -> bool:
    """Whether nothing moved that was weighed then, but for the days it stays open, which run from another day."""
    weighed = {figure for figure, value in before.figures.items() if value is not None} - {Figure.VALIDITY_DAYS}
    return before.totals == now.totals and all(now.figures[figure] == before.figures[figure] for figure in weighed)
