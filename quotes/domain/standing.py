"""Where a version stands, in one word for every screen, list and file that names it."""

from datetime import date

from dealdesk.kernel.words import Word
from quotes.domain.approvals import RequestFacts, RequestState, state_of
from quotes.domain.lifecycle import VersionState, is_expired


class Standing(Word):
    DRAFT = "draft"
    WAITING = "waiting", "Waiting for approval"
    WITHIN = "within", "Within authority"
    APPROVED = "approved"
    LAPSED = "lapsed", "Approval ran out"
    REJECTED = "rejected"
    SUBMITTED = "submitted"
    SENT = "sent"
    ACCEPTED = "accepted", "Accepted by the customer"
    EXPIRED = "expired"
    VOID = "void"


# What became of the last request for a version that is submitted; one that was taken back leaves it submitted alone.
# fmt: off
ASKED: dict[RequestState, Standing] = {
    RequestState.OPEN:      Standing.WAITING,
    RequestState.APPROVED:  Standing.APPROVED,
    RequestState.LAPSED:    Standing.LAPSED,
    RequestState.REJECTED:  Standing.REJECTED,
    RequestState.WITHDRAWN: Standing.SUBMITTED,
    RequestState.OUTDATED:  Standing.SUBMITTED,
}
# fmt: on


def standing(state: VersionState, asked: Standing, valid_until: date, today: date) -> Standing:
    """`asked` is what became of the last request, and is read of a version that is submitted and no more.

    What ran out says so before anything else; what was sent is called so, whoever approved it before.
    """
    if is_expired(state, valid_until, today):
        return Standing.EXPIRED
    return asked if state is VersionState.SUBMITTED else Standing(state.value)


def asked(content_hash: str, request: RequestFacts) -> Standing:
    """What became of a request for this content; where it asked nobody, the offer was within authority."""
    state = state_of(content_hash, request)
    return Standing.WITHIN if state is RequestState.APPROVED and not request.steps else ASKED[state]


def request_word(content_hash: str, request: RequestFacts, *, expired: bool) -> RequestState | Standing:
    """How a request is called in a list of requests: by its own state, but for two things its state does not say.

    Nobody was asked, or nobody can answer any more because the offer ran out.
    """
    state = state_of(content_hash, request)
    if state is RequestState.OPEN and expired:
        return Standing.EXPIRED
    return Standing.WITHIN if state is RequestState.APPROVED and not request.steps else state
