"""Who decides instead, or too: a step handed on, a sign-off added, and a decision taken back while it still can be."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals.deciding import CLOSED, NOT_ASKED, hold_request, hold_to_act, undecided
from quotes.actions.approvals.telling import tell
from quotes.domain.approvals import ROLE_OF
from quotes.domain.policy import Approver
from quotes.models import ApprovalRequest, ApprovalStep, Decision, RevokedDecision
from quotes.models.signers import signers_of
from stakeholders.actions.journal import record
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import DealSigner, User

APPROVER_OF: dict[str, Approver] = {role: approver for approver, role in ROLE_OF.items()}


@transaction.atomic
def hand_on(*, request: ApprovalRequest, to: User, reason: str, by: User, at: datetime) -> list[ApprovalStep]:
    """Every step that asks this person asks another from now on: of the same role, or further up the line."""
    held = hold_to_act(request, at)
    mine = [step for step in undecided(held, by) if step.asks(by)]
    if not mine:
        raise ForbiddenRefusal(NOT_ASKED)
    if not reason.strip():
        raise Refusal("Say why: whoever takes over reads it first.", field="handed_because")
    signers = signers_of(held)
    if any(to not in signers.instead(step, by) for step in mine):
        message = "%(person)s cannot decide this in your place: choose somebody of your role, or above you in the line."
        raise Refusal(message, field="to", person=to.name)
    for step in mine:
        step.handed_to, step.handed_at, step.handed_by, step.handed_because = to, at, by, reason.strip()
        step.delegation = None
    ApprovalStep.objects.bulk_update(mine, ["handed_to", "handed_at", "handed_by", "handed_because", "delegation"])
    facts = {"request": held.number, "colleague": to.name, "reason": reason.strip()}
    record("hand_on", **held.version.about(), by=by, at=at, **facts)
    tell(NoticeKind.APPROVAL_ASKED, held, [to], by, at)
    return mine


@transaction.atomic
def add_sign_off(
    *, request: ApprovalRequest, role: str = "", person: User | None = None, reason: str, by: User, at: datetime
) -> ApprovalStep:
    """One more who must agree before the next turn comes: anybody of a role, or one person of it or of the line above
    the deal."""
    held = hold_to_act(request, at)
    deal = held.version.quote.deal
    waiting = undecided(held, by)
    if not any(step.asks(by) for step in waiting):
        raise ForbiddenRefusal(NOT_ASKED)
    if not reason.strip():
        raise Refusal("Say what they should look at.", field="added_because")
    signers = signers_of(held)
    if (person not in signers.everybody) if person else not any(signer.role == role for signer in signers.trades):
        raise Refusal("Choose a role that somebody holds, or a person who may decide on this deal.", field="who")
    signs = role or (person.role if person and person.role in APPROVER_OF else "")
    if any(step.asks(person) if person else step.role == role and not step.handed_to_id for step in waiting):
        raise Refusal("The request waits for them already.", field="who")
    added = ApprovalStep.objects.create(
        request=held,
        position=(held.steps.aggregate(last=Max("position"))["last"] or 0) + 1,
        turn=waiting[0].turn,
        approver=APPROVER_OF[signs] if signs else Approver.UPPER_MANAGER,
        role=signs,
        person=None if signs else person,
        added_at=at,
        added_by=by,
        added_because=reason.strip(),
        **({"handed_to": person, "handed_at": at, "handed_by": by} if person else {}),
    )
    if signs:
        DealSigner.objects.get_or_create(deal=deal, role=signs, defaults={"asked_at": at, "asked_by": by})
    record("add_sign_off", **held.version.about(), by=by, at=at, request=held.number, reason=reason.strip())
    tell(NoticeKind.APPROVAL_ASKED, held, [person] if person else User.objects.filter(role=signs), by, at)
    return added


@transaction.atomic
def revoke_decision(*, request: ApprovalRequest, reason: str, by: User, at: datetime) -> list[RevokedDecision]:
    """One's own approvals on a request that others still have to decide: their steps wait again."""
    held = hold_request(request)
    if held.closed_at is not None:
        raise StaleRefusal(CLOSED)
    mine = list(Decision.objects.filter(step__request=held, decided_by=by))
    if not mine:
        raise ForbiddenRefusal("You have decided nothing on this request.")
    if not reason.strip():
        raise Refusal("Say why you take your approval back.", field="revoked_because")
    kept = RevokedDecision.objects.bulk_create(
        RevokedDecision(
            step_id=one.step_id,
            verdict=one.verdict,
            reason=one.reason,
            content_hash=one.content_hash,
            decided_at=one.decided_at,
            decided_by=by,
            revoked_at=at,
            revoked_by=by,
            revoked_because=reason.strip(),
        )
        for one in mine
    )
    Decision.objects.filter(pk__in=[one.pk for one in mine]).delete()
    record("revoke_decision", **held.version.about(), by=by, at=at, request=held.number, reason=reason.strip())
    return kept
