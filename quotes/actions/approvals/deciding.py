"""Deciding on a request: bound to one content hash, once, never by the requester, in a line that is held meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals.closing import close, hold_deal
from quotes.actions.approvals.covering import recover, stand_in
from quotes.actions.approvals.telling import tell_asked, tell_decided, tell_needless
from quotes.domain.approvals import CloseReason, Verdict
from quotes.domain.lifecycle import VersionState, refuse_expired
from quotes.models import ApprovalRequest, ApprovalStep, Decision
from quotes.models.approvals import ApprovalRequestQuerySet
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.models import Deal, Team, User

CLOSED = "This request is closed already: somebody decided, withdrew or overtook it. Reload to see how."
NOT_ASKED = "No step of this request waits for you."
LATER = "Your turn has not come: it waits for others first. You are told as soon as they agree."
ENOUGH = "Somebody else's word was enough for this step: nobody waits for yours any more."
OWN = "You asked for this approval, so somebody else decides it."
CHANGED = "The offer changed since you opened it. Look at it again before you decide."


@transaction.atomic
def decide(
    *, request: ApprovalRequest, verdict: Verdict, reason: str, content_hash: str, by: User, at: datetime
) -> Decision:
    """One verdict on every step whose turn it is and that asks this person today, returned for the first of them; the
    last approval, or any rejection, closes. Whom the next turn asks is told."""
    held = hold_to_act(request, at)
    decided = give(held, verdict, reason, content_hash, by, at)
    tell_decided([held], verdict, by, at)
    return decided


def give(held: ApprovalRequest, verdict: Verdict, reason: str, content_hash: str, by: User, at: datetime) -> Decision:
    """The verdict, in a request whose line its caller holds; whoever asked is told by the caller."""
    waiting = decidable(held, verdict, reason, content_hash, by)
    mine = answered([step for step in waiting if step.asks(by)])
    if not mine:
        raise _not_asked(held, by)
    if held.counters.standing().filter(countered_by=by).exists():
        raise Refusal("Your counter-offer still stands: take it back first, then decide.")
    if verdict is Verdict.APPROVE:
        offer = held.version
        refuse_expired(VersionState(offer.state), offer.valid_until, timezone.localdate(at), mark=offer.mark)
    with once(requester_never_decides=lambda: ForbiddenRefusal(OWN)):
        decided = [decide_step(step, verdict, reason.strip(), held, by, at) for step in mine]
    if spared := _spared(waiting, mine, verdict):
        tell_needless(spared, held, by, at)
    _go_on(held, verdict, mine[0].turn, at)
    record(f"{verdict}_request", **held.version.about(), by=by, at=at, request=held.number)
    return decided[0]


def answered(mine: Sequence[ApprovalStep]) -> list[ApprovalStep]:
    """What one word decides: where one of several is enough, the first of those that ask this person."""
    turns = {step.turn: step for step in reversed(mine) if step.one_suffices}
    return [step for step in mine if not step.one_suffices or turns[step.turn] == step]


def decide_step(
    step: ApprovalStep, verdict: Verdict, reason: str, request: ApprovalRequest, by: User, at: datetime, **more: Any
) -> Decision:
    return Decision.objects.create(
        step=step,
        verdict=verdict,
        reason=reason,
        content_hash=request.content_hash,
        requested_by=request.requested_by,
        decided_at=at,
        decided_by=by,
        **more,
    )


def _spared(waiting: Sequence[ApprovalStep], mine: Sequence[ApprovalStep], verdict: Verdict) -> list[ApprovalStep]:
    """What nobody need answer after this word: all of a rejection, else those beside whom it is enough."""
    enough = any(step.one_suffices for step in mine)
    others = [step for step in waiting if step not in mine]
    return [step for step in others if verdict is Verdict.REJECT or (enough and step.one_suffices)]


def _go_on(request: ApprovalRequest, verdict: Verdict, turn: int, at: datetime) -> None:
    """Closes what is settled, else asks whom the next turn asks, once the one that was decided in is over."""
    waits = None if verdict is Verdict.REJECT else request.steps.due().first()
    if waits is None:
        close(request, CloseReason.DECIDED, at)
    elif waits.turn > turn:
        stand_in(request, at)
        tell_asked(request, request.requested_by, at)


def _not_asked(request: ApprovalRequest, by: User) -> Refusal:
    """Nothing asks this person, or not yet, or no longer."""
    mine = [step for step in request.steps.with_holder().filter(decision=None) if step.asks(by)]
    if not mine:
        return ForbiddenRefusal(NOT_ASKED)
    if mine[-1].turn > request.steps.due()[0].turn:
        return ForbiddenRefusal(LATER)
    return StaleRefusal(ENOUGH)


def hold_the_line(deal: int) -> Deal:
    """Until the decision is written nobody hands the deal over or names another manager above it: whoever comes first
    settles whom the steps ask. The deal before its teams, as handing it over takes them."""
    held = hold_deal(deal)
    list(Team.objects.select_for_update(no_key=True).filter(pk__in=held.team.path).order_by("pk"))
    return held


def undecided(request: ApprovalRequest, by: User) -> list[ApprovalStep]:
    """The steps whose turn it is, where there is still something to decide and it is not this person's own."""
    if request.requested_by_id == by.pk:
        raise ForbiddenRefusal(OWN)
    deal = request.version.quote.deal
    if deal.owner_id == by.pk:
        raise ForbiddenRefusal("This is your own deal, so somebody else decides it.")
    if request.closed_at is not None:
        raise StaleRefusal(CLOSED)
    refuse_when_closed(deal)
    return request.asked_today()


def decidable(
    request: ApprovalRequest, verdict: Verdict, reason: str, content_hash: str, by: User
) -> list[ApprovalStep]:
    """The same, on what was shown."""
    waiting = undecided(request, by)
    if not content_hash or content_hash != request.content_hash:
        raise StaleRefusal(CHANGED)
    refuse_silence(verdict, reason)
    return waiting


def refuse_silence(verdict: Verdict, reason: str) -> None:
    if verdict is Verdict.REJECT and not reason.strip():
        raise Refusal("Say why you refuse: the salesperson has to explain it to the customer.", field="reason")


def hold_to_act(request: ApprovalRequest, at: datetime) -> ApprovalRequest:
    """The request and its line, with the steps of whoever is back in their own hands."""
    held = hold_request(request)
    hold_the_line(held.version.quote.deal_id)
    recover(held, at)
    return held


def hold_request(request: ApprovalRequest) -> ApprovalRequest:
    return holding().get(pk=request.pk)


def holding() -> ApprovalRequestQuerySet:
    held: ApprovalRequestQuerySet = ApprovalRequest.objects.select_for_update(of=("self",))
    return held.select_related("version__quote__deal__customer", "requested_by")
