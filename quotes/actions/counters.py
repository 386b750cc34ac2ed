"""An approver's own conditions: made as the next version, accepted in one step, declined with a reason, or taken back.

A request that is countered waits on: others decide on their steps meanwhile, and whoever declines hands the word back.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals.asking import submit_version
from quotes.actions.approvals.deciding import CHANGED, NOT_ASKED, decidable, hold_request, hold_to_act
from quotes.actions.approvals.telling import tell
from quotes.actions.quotes.versions import discard_draft, hold, hold_quote, revise
from quotes.domain.approvals import CounterAnswer, Verdict
from quotes.domain.content import canonical
from quotes.domain.content import content_hash as hash_of
from quotes.domain.pricing.revised import Revision, made_now
from quotes.models import ApprovalRequest, Counter, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User

ALREADY = "There is a counter-offer on this request already: it is accepted, declined or taken back first."
ANSWERED = "This counter-offer stands no more. Reload to see what became of it."
EDITED = (
    "V%(number)s was changed after the counter-offer was made: submit it as an offer of your own, or decline and start "
    "anew."
)
NOT_YOURS = "The counter-offer is answered by whoever asked for the approval, or by the deal's owner."


@transaction.atomic
def counter(
    *, request: ApprovalRequest, offer: Revision, reason: str, content_hash: str, by: User, at: datetime
) -> Counter:
    """What an approver whom the request asks would agree to: a draft that follows from the version asked about.

    It gives nothing by itself. Accepted, it counts as this person's approval of exactly that content.
    """
    hold_quote(request.version)
    held = hold_to_act(request, at)
    if not any(step.asks(by) for step in decidable(held, Verdict.APPROVE, reason, content_hash, by)):
        raise ForbiddenRefusal(NOT_ASKED)
    if not reason.strip():
        raise Refusal("Say what you would agree to and why: the salesperson decides by it.", field="reason")
    draft = _draft(held.version, offer, by, at)
    terms = draft.terms()
    if hash_of(terms) == hash_of(made_now(held.version.terms())):
        raise Refusal("This is the offer as it was asked: change the price or a term, or approve it.")
    with once(one_open_counter_a_request=lambda: StaleRefusal(ALREADY)):
        made = Counter.objects.create(
            request=held,
            version=draft,
            mark=draft.mark,
            content=canonical(terms),
            content_hash=hash_of(terms),
            gross_total=draft.gross_total,
            reason=reason.strip(),
            requester=held.requested_by,
            countered_at=at,
            countered_by=by,
        )
    record("counter_request", **draft.about(), by=by, at=at, request=held.number)
    tell(NoticeKind.COUNTER_OFFERED, held, [held.requested_by], by, at)
    return made


def _draft(version: QuoteVersion, offer: Revision, by: User, at: datetime) -> QuoteVersion:
    if writing := version.quote.versions.filter(branch=version.branch, state="draft").first():
        if writing.counters.exists():
            raise StaleRefusal(ALREADY)
        message = "V%(number)s is being written already: ask for it to be submitted or discarded, or refuse this one."
        raise Refusal(message, number=writing.mark)
    terms: Any = dict(offer.terms)
    if offer.bundle_price is not None:
        terms["bundle_price"] = offer.bundle_price
    return revise(quote=version.quote, based_on=version, discount=offer.discount, by=by, at=at, **terms)


@transaction.atomic
def accept_counter(*, counter: Counter, content_hash: str, by: User, at: datetime) -> ApprovalRequest:
    """Submits the approver's version as it was made; the new request repeats what was said for the old one."""
    told = _answerable(counter, content_hash, by)
    version = told.version
    if version is None or hash_of(version.terms()) != told.content_hash:
        raise StaleRefusal(EDITED, number=told.mark)
    asked = told.request
    return submit_version(version=version, reason=asked.reason, in_return=asked.in_return, by=by, at=at)


@transaction.atomic
def decline_counter(*, counter: Counter, content_hash: str, reason: str, by: User, at: datetime) -> Counter:
    """Hands the word back to the approver, who still has the request as it was asked."""
    told = _answerable(counter, content_hash, by)
    if not reason.strip():
        raise Refusal("Say why: the approver decides on the request as it was asked.", field="answer_reason")
    tell(NoticeKind.APPROVAL_ASKED, told.request, [told.countered_by], by, at)
    return _end(told, CounterAnswer.DECLINED, reason.strip(), by, at)


@transaction.atomic
def take_back_counter(*, counter: Counter, by: User, at: datetime) -> Counter:
    """Its maker decides on the request in another way."""
    told = _held(counter)
    if told.countered_by_id != by.pk:
        raise ForbiddenRefusal("Only whoever made the counter-offer takes it back.")
    return _end(told, CounterAnswer.TAKEN_BACK, "", by, at)


def _answerable(counter: Counter, content_hash: str, by: User) -> Counter:
    told = _held(counter)
    if by.pk not in {told.requester_id, told.request.version.quote.deal.owner_id}:
        raise ForbiddenRefusal(NOT_YOURS)
    if content_hash != told.content_hash:
        raise StaleRefusal(CHANGED)
    return told


def _held(counter: Counter) -> Counter:
    """Its draft first, then the request: the order in which submitting the draft takes them."""
    version = hold(counter.version) if counter.version is not None else None
    hold_request(counter.request)
    told = (
        Counter.objects.standing()
        .select_related("request__version__quote__deal", "countered_by")
        .filter(pk=counter.pk)
        .first()
    )
    if told is None:
        raise StaleRefusal(ANSWERED)
    told.version = version
    return told


def _end(told: Counter, answer: CounterAnswer, reason: str, by: User, at: datetime) -> Counter:
    """Its draft goes with it, unless somebody has worked on it since."""
    told.answer, told.answer_reason, told.answered_at, told.answered_by = answer, reason, at, by
    told.save(update_fields=["answer", "answer_reason", "answered_at", "answered_by"])
    asked = told.request
    record(f"{answer}_counter", **asked.version.about(), by=by, at=at, request=asked.number, counter=told.mark)
    if told.version is not None and hash_of(told.version.terms()) == told.content_hash:
        discard_draft(version=told.version, by=by, at=at)
    return told
