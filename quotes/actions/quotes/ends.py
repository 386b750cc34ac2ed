"""How a version ends: void with a reason, or accepted by the customer; nothing comes after either."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from quotes.actions.approvals.closing import close
from quotes.actions.approvals.telling import tell_unasked
from quotes.actions.quotes.versions import hold, hold_quote
from quotes.domain.approvals import CloseReason
from quotes.domain.lifecycle import MOVES, VersionState, refuse_expired
from quotes.models import ApprovalRequest, QuoteVersion
from quotes.models.sealed import FROZEN
from quotes.permissions import may_void
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Stage
from stakeholders.models import User

NOT_YOURS = "Only the deal's owner, whoever submitted the version, or a manager makes it void."


@transaction.atomic
def void_version(*, version: QuoteVersion, reason: str, by: User, at: datetime) -> QuoteVersion:
    """Takes an offer off the table for good. An open request for it is closed and kept; it can still be read."""
    held = hold(version)
    if not may_void(by, held):
        raise ForbiddenRefusal(NOT_YOURS)
    if held.is_draft:
        raise Refusal("V%(number)s is still a draft: discard it instead.", number=held.mark)
    # The version first, its quote next, the request last: the order in which a round takes the same locks.
    hold_quote(held)
    end(held, reason, by, at)
    return held


def end(held: QuoteVersion, reason: str, by: User, at: datetime) -> None:
    """Makes a version void that its caller holds."""
    check_move(MOVES, VersionState(held.state), VersionState.VOID)
    if not reason.strip():
        raise Refusal("Say why: the reason stays beside the version.", field="reason")
    for request in ApprovalRequest.objects.open().filter(version=held).select_for_update(of=("self",)):
        tell_unasked(request, by, at)
        close(request, CloseReason.WITHDRAWN, at)
    held.state, held.void_reason = VersionState.VOID, reason.strip()
    held.voided_at, held.voided_by, held.updated_at = at, by, at
    # A draft that was not chosen is frozen as it ends.
    held.save(update_fields=[*FROZEN, "state", "void_reason", "voided_at", "voided_by", "updated_at"])
    record("void_version", **held.about(), by=by, at=at, reason=held.void_reason)


@transaction.atomic
def accept_version(*, version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """The customer said yes to a version that was sent and still stands; of alternatives, to one alone. A deal may be
    signed by then: what was signed is written down afterwards."""
    held = hold(version)
    if held.quote.deal.stage != Stage.SIGNED:
        refuse_when_closed(held.quote.deal)
    check_move(MOVES, VersionState(held.state), VersionState.ACCEPTED)
    refuse_expired(VersionState(held.state), held.valid_until, timezone.localdate(at), mark=held.mark)
    held.state, held.accepted_at, held.accepted_by, held.updated_at = VersionState.ACCEPTED, at, by, at
    with once(one_accepted_version_a_quote=_another):
        held.save(update_fields=["state", "accepted_at", "accepted_by", "updated_at"])
    record("accept_version", **held.about(), by=by, at=at)
    return held


def _another() -> Refusal:
    return Refusal("Another version of this quote was accepted already: a customer accepts one.")
