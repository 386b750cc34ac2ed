"""An offer that ran out or is about to: the same terms with a later date, asked about only where figures moved."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import submit_version, written
from quotes.actions.quotes.versions import following, hold
from quotes.domain.approvals import RequestState, Verdict, state_of
from quotes.domain.lifecycle import RUNNING
from quotes.domain.policy import Approver, figures_of
from quotes.domain.pricing.engine import price
from quotes.models import QuoteVersion
from stakeholders.models import User


@transaction.atomic
def renew_version(
    *, version: QuoteVersion, valid_until: date, reason: str = "", by: User, at: datetime
) -> QuoteVersion:
    """The next version with the same terms and a new date, submitted at once.

    Whoever approved the same figures before is not asked again; a policy that asks somebody else now does.
    """
    held = hold(version)
    if held.state not in RUNNING:
        raise Refusal("V%(number)s is not out: only what was submitted or sent is renewed.", number=held.mark)
    if valid_until <= held.valid_until:
        message = "V%(number)s already runs until %(day)s: choose a later day."
        raise Refusal(message, field="valid_until", number=held.mark, day=held.valid_until)
    draft = following(held, by, at, act="renew_version", terms={"valid_until": valid_until})
    submit_version(version=draft, reason=reason, agreed=_agreed(held, draft), by=by, at=at)
    draft.refresh_from_db()
    return draft


def _agreed(base: QuoteVersion, draft: QuoteVersion) -> frozenset[Approver]:
    """Who approved the base, or what it was renewed from, while the policy sees the same figures in all of them."""
    terms = draft.terms()
    figures = _read(written(figures_of(price(terms), terms)))
    found: set[Approver] = set()
    at: QuoteVersion | None = base
    while at is not None:
        request = at.requests.prefetch_related("steps__decision").order_by("-requested_at", "-id").first()
        if request is None or state_of(at.content_hash, request.facts()) is not RequestState.APPROVED:
            break
        if _read(request.figures) != figures:
            break
        found |= {step.approver for step in request.facts().steps if step.verdict is Verdict.APPROVE}
        at = at.based_on
    return frozenset(found)


def _read(figures: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    """8.50 and 8.5 are one figure."""
    return {name: None if value is None else Decimal(value) for name, value in figures.items()}
