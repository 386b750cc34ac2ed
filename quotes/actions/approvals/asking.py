"""Asking for an approval: a draft is frozen, and whom the policy and the plan name is asked about its content hash."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import Finding, Refusal
from quotes.actions.approvals.closing import close, hold_deal
from quotes.actions.approvals.covering import stand_in
from quotes.actions.approvals.deciding import answered, decide_step, hold_the_line
from quotes.actions.approvals.telling import tell_asked, tell_unasked
from quotes.actions.costs.kept import keep_cost
from quotes.domain import policy as rules
from quotes.domain.approvals import ROLE_OF, CloseReason, CounterAnswer, Verdict
from quotes.domain.lifecycle import MOVES, VersionState
from quotes.domain.policy import NAMED, Again, Part, Person, Step, Whom
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import ApprovalRequest, ApprovalStep, Counter, Policy, QuoteVersion
from quotes.models.agreed import Word, last_words
from quotes.models.coach import plan_of
from quotes.models.reading import kept_of
from quotes.models.sealed import FROZEN, seal
from quotes.permissions import approvers_of, falling_away
from stakeholders.actions.deals import advance_deal, refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Milestone
from stakeholders.models import Deal, DealSigner, User


@transaction.atomic
def submit_version(
    *,
    version: QuoteVersion,
    reason: str,
    in_return: str = "",
    agreed: Collection[Whom] = (),
    by: User,
    at: datetime,
) -> ApprovalRequest:
    """Freezes a draft and asks whom the policy in force names, but not who `agreed` to the same figures before.

    Below the plan of its negotiation a manager is asked whatever the policy says, by whichever door the offer came: no
    choice of the policy spares them, and neither does what they agreed to before. A request without steps had nobody
    left to ask: the offer was within authority, or all had agreed.
    """
    held, policy = _locked(version.pk), _policy_on(at)
    _offerable(held, priced := price(held.terms()), at)
    asked = _asked(policy.value(), seen := rules.seen(priced, priced.terms, timezone.localdate(at)), held, by, at)
    steps = rules.with_plan(asked.but(agreed), plan_of(held.quote_id), priced.whole, held.currency)
    if steps and not reason.strip():
        raise Refusal("Say why: the approver decides by it.", field="reason")
    _freeze(held, by, at)
    counter = _overtaking(held, by, at)
    request = ApprovalRequest.objects.create(
        version=held,
        content_hash=held.content_hash,
        policy=policy,
        reason=reason.strip(),
        in_return=in_return.strip(),
        figures=rules.written(seen),
        spared=asked.spared,
        requested_at=at,
        requested_by=by,
        **kept_of(held) | ({} if steps else {"closed_at": at, "closed_because": CloseReason.DECIDED}),
    )
    _ask(request, steps, held.quote.deal, policy.chosen.again, by, at)
    record("submit_version", **held.about(), by=by, at=at, approvals=len(steps))
    _settle(counter, request, by, at)
    _advance(request, by, at)
    return request


def _advance(request: ApprovalRequest, by: User, at: datetime) -> None:
    """The first offer of a quote moves its deal on."""
    quote = request.version.quote
    if not ApprovalRequest.objects.filter(version__quote=quote).exclude(pk=request.pk).exists():
        advance_deal(quote.deal, on=Milestone.FIRST_OFFER, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """Whom the policy asks, and what it does not ask again."""

    steps: tuple[Step, ...]
    spared: list[dict[str, Any]]

    def but(self, agreed: Collection[Whom]) -> list[Step]:
        """Without those who agreed to the same figures, nor those beside whom they are enough; how long it stays open
        is another question every time."""
        again = [step for step in self.steps if rules.Figure.VALIDITY_DAYS in {need.figure for need in step.why}]
        spoken = [step for step in self.steps if step.approver in agreed and step not in again]
        enough = {step.turn for step in spoken if step.one_suffices}
        return [step for step in self.steps if step not in spoken and not (step.one_suffices and step.turn in enough)]


def _asked(policy: rules.Policy, seen: rules.Seen, version: QuoteVersion, by: User, at: datetime) -> _Asked:
    for blocker in rules.blockers(policy, seen):
        raise Refusal(blocker.message, field=blocker.field, **blocker.params)
    smart, base, deal = policy.smart_approvers(), version.based_on, version.quote.deal
    but, today = {deal.owner_id, by.pk}, timezone.localdate(at)
    words = last_words(base, approvers_of(deal, by, smart), but, today) if smart and base else {}
    agreed = {approver: rules.read_back(word.request.figures) for approver, word in words.items()}
    steps = rules.steps(rules.needs(policy, seen, agreed), policy.choices)
    away = falling_away(deal, by, [step.approver for step in steps], policy.choices)
    spared = [one.finding(*_whose(words[one.approver])) for one in rules.spared(policy, seen, agreed)]
    return _Asked(
        steps=tuple(step for step in steps if step.approver not in {*away.own, *away.empty}),
        spared=[_written(one) for one in (*spared, *rules.fallen(steps, away.own, away.empty))],
    )


def _whose(word: Word) -> tuple[str, str]:
    return word.step.decision.decided_by.name, str(word.request)


def _written(finding: Finding) -> dict[str, Any]:
    """Why somebody is asked, or is not, as a sentence still to be translated; the figure tells who may read it."""
    return {"message": finding.message, "params": dict(finding.params), "figure": finding.figure}


def _locked(version: int) -> QuoteVersion:
    return (
        QuoteVersion.objects.select_for_update(of=("self",))
        .select_related("quote__deal__customer", "quote__deal__team", "price_book")
        .prefetch_related("lines")
        .get(pk=version)
    )


def _offerable(version: QuoteVersion, priced: PricedOffer, at: datetime) -> None:
    check_move(MOVES, VersionState(version.state), VersionState.SUBMITTED)
    refuse_when_closed(version.quote.deal)
    if version.valid_until < timezone.localdate(at):
        raise Refusal("The offer would be invalid at once: choose a later validity date.", field="valid_until")
    if priced.gross <= 0:
        raise Refusal("The offer comes to nothing: check quantities and discounts.", field="discount")


def _policy_on(at: datetime) -> Policy:
    policy = Policy.objects.in_force(timezone.localdate(at)).prefetch_related("rules").first()
    if policy is None:
        raise Refusal("No approval policy is in force today: ask an administrator to publish one.")
    return policy


def _counter_of(version: QuoteVersion) -> Counter | None:
    """The approver's conditions that this draft was made from, held with their request, while they stand."""
    standing = Counter.objects.standing().filter(version=version)
    return standing.select_related("request", "countered_by").select_for_update(of=("self", "request")).first()


def _settle(counter: Counter | None, request: ApprovalRequest, by: User, at: datetime) -> None:
    """What an approver's own conditions have settled already need not be asked; whoever is left is told."""
    if counter is not None and counter.content_hash == request.version.fingerprint and counter.countered_by_id != by.pk:
        _accept(counter, request, by, at)
    if request.closed_at is None:
        tell_asked(request, by, at)


def _accept(counter: Counter, request: ApprovalRequest, by: User, at: datetime) -> None:
    """Whoever made the counter has agreed to this very content: their steps of it need not be answered again."""
    counter.answer, counter.answered_at, counter.answered_by = CounterAnswer.ACCEPTED, at, by
    counter.save(update_fields=["answer", "answered_at", "answered_by"])
    person = counter.countered_by
    record("accepted_counter", **request.version.about(), by=by, at=at, request=request.number, colleague=person.name)
    if not person.is_active:
        return
    hold_the_line(request.version.quote.deal_id)
    mine = answered([step for step in request.steps.with_holder() if step.asks(person)])
    for step in mine:
        decide_step(step, Verdict.APPROVE, counter.reason, request, person, at, counter=counter)
    if mine and not request.steps.due().exists():
        close(request, CloseReason.DECIDED, at)


def _freeze(version: QuoteVersion, by: User, at: datetime) -> None:
    """The cost before the hash, which covers it."""
    version.state, version.updated_at = VersionState.SUBMITTED, at
    version.frozen_at, version.frozen_by = at, by
    seal(version, keep_cost(version, by, at))
    version.save(update_fields=[*FROZEN, "state", "updated_at"])


def _overtaking(version: QuoteVersion, by: User, at: datetime) -> Counter | None:
    """Closes what is asked of earlier versions; the counter the draft answers, as it stood until then."""
    counter = _counter_of(version)
    _overtake(version, by, at)
    return counter


def _overtake(version: QuoteVersion, by: User, at: datetime) -> None:
    for request in ApprovalRequest.objects.overtaken_by(version).select_for_update(of=("self",)):
        tell_unasked(request, by, at)
        close(request, CloseReason.OVERTAKEN, at)
        record("overtake_request", on=request, by=by, at=at, deal=version.quote.deal, number=request.number)


def _ask(request: ApprovalRequest, steps: Sequence[Step], deal: Deal, again: Again, by: User, at: datetime) -> None:
    """One step a person or role, in their turns: two rules that lead to the same manager ask once, with both
    reasons."""
    found = approvers_of(deal, by, [step.approver for step in steps])
    for step in steps:
        if found[step.approver] is None:
            raise _nobody(step.approver, deal)
    asked = [_step(request, part) for part in rules.parts(steps, found, again)]
    if ApprovalStep.objects.bulk_create(asked):
        stand_in(request, at)
    if roles := [step.role for step in asked if step.role]:
        hold_deal(deal.pk)
    for role in roles:
        DealSigner.objects.get_or_create(deal=deal, role=role, defaults={"asked_at": at, "asked_by": by})


def _step(request: ApprovalRequest, part: Part) -> ApprovalStep:
    step, is_named = part.step, isinstance(part.step.approver, Person)
    person = part.who if isinstance(part.who, User) else None
    trade = person.role if person and is_named and person.role in ROLE_OF.values() else ""
    return ApprovalStep(
        request=request,
        position=step.position,
        turn=step.turn,
        one_suffices=step.one_suffices,
        approver=NAMED if is_named else step.approver,
        person=person,
        role=trade if person else str(part.who),
        why=[_written(need) for need in step.why],
    )


def _nobody(approver: Whom, deal: Deal) -> Refusal:
    if isinstance(approver, Person):
        return Refusal(
            "%(person)s, whom the policy names, has left or may not decide on this deal: ask an administrator to name "
            "somebody else.",
            person=approver.name,
        )
    if approver in ROLE_OF:
        return Refusal(
            "Nobody can approve this for %(role)s: ask an administrator to open an account with that role.",
            role=approver.label,
        )
    return Refusal(
        "Nobody above the team %(team)s can approve this: ask an administrator to name a manager there.",
        team=deal.team.name,
    )
