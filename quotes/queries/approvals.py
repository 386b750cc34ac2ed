"""What waits for whom, and one request with everything a decision rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from dealdesk.kernel.words import label
from dealdesk.web import charts
from dealdesk.web.keyset import Page, page
from dealdesk.web.refusals import translated
from quotes.domain import policy as rules
from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, StepState, state_of, step_state
from quotes.domain.negotiation import MoveKind, MoveStatus
from quotes.domain.policy import Approver, Figure
from quotes.domain.pricing.compare import Change, Part, compare
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import ApprovalRequest, ApprovalStep, QuoteVersion, Round
from quotes.permissions import may_void, visible_requests, waiting_for
from quotes.queries.costs.standing import Standing, kept_for
from stakeholders.models import User
from stakeholders.permissions import Act

TABS = ("waiting", "asked", "all")
# A wait of a working day is worth a word; two are an alarm.
LONG, TOO_LONG = timedelta(hours=8), timedelta(hours=24)
# The totals an approver decides by; the others follow from them.
DECISIVE = frozenset({"Total with tax", "Discount off list", "Above the floor"})
# Characters that fit beside a bar.
NOTE = 18


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """`given` is what the offer is below list, tax included; `waits_for` whoever has not decided yet."""

    request: ApprovalRequest
    version: QuoteVersion
    state: RequestState
    given: Decimal
    waits_for: tuple[str, ...]
    tone: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """`who` it asks; `before` whom it asked at first, where somebody else holds that place today."""

    step: ApprovalStep
    who: str
    before: str
    state: StepState
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Over:
    """By how much the offer is past what the salesperson may give alone, in points and in money with tax."""

    discount: Decimal
    authority: Decimal
    points: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class ApprovalScreen:
    """`given` is what it is below the version agreed before, or below list; `rest` the changes that follow; `cost` what
    stood behind it when it was submitted, for those who may see that."""

    request: ApprovalRequest
    version: QuoteVersion
    state: RequestState
    tone: str
    steps: tuple[StepRow, ...]
    over: Over | None
    round: Round | None
    baseline: QuoteVersion | None
    changes: tuple[Change, ...]
    rest: tuple[Change, ...]
    given: Decimal
    floor_total: Decimal | None
    above_floor: Decimal | None
    cost: Standing | None
    trend: charts.Picture
    successor: ApprovalRequest | None
    may_decide: bool
    may_void: bool


def approval_inbox(user: User, tab: str, at: datetime, after: str = "") -> Page[InboxRow]:
    """`tab`: what waits for this person, the longest wait first; what they asked for; or all they may see."""
    requests = _of_tab(user, tab).select_related("version__quote__deal__customer", "requested_by")
    steps = ApprovalStep.objects.with_holder().select_related("person", "decision")
    order = ("requested_at", "id") if tab == "waiting" else ("-requested_at", "-id")
    found = page(requests.prefetch_related(Prefetch("steps", steps)), order=order, after=after)
    return Page(tuple(_inbox_row(request, at) for request in found.rows), found.after)


def _of_tab(user: User, tab: str) -> QuerySet[ApprovalRequest]:
    if tab == "asked":
        return visible_requests(user).filter(requested_by=user)
    if tab == "all":
        return visible_requests(user)
    return ApprovalRequest.objects.filter(pk__in=waiting_for(user).values("request"))


def _inbox_row(request: ApprovalRequest, at: datetime) -> InboxRow:
    version = request.version
    state = state_of(version.content_hash, request.facts())
    undecided = [step for step in request.steps.all() if not hasattr(step, "decision")]
    return InboxRow(
        request=request,
        version=version,
        state=state,
        given=version.list_with_tax - version.gross_total,
        waits_for=tuple(asked(step) for step in undecided) if state is RequestState.OPEN else (),
        tone=_tone(request, at),
    )


@dataclass(frozen=True, kw_only=True)
class Retired:
    request: ApprovalRequest
    waits_for: tuple[str, ...]


def retires(user: User, version: QuoteVersion) -> tuple[Retired, ...]:
    """What submitting this draft takes back from those who have not answered yet."""
    steps = Prefetch("steps", ApprovalStep.objects.with_holder().filter(decision=None).select_related("person"))
    found = visible_requests(user).overtaken_by(version) if version.is_draft else visible_requests(user).none()
    return tuple(
        Retired(request=request, waits_for=tuple(asked(step) for step in request.steps.all()))
        for request in found.select_related("version").prefetch_related(steps).order_by("requested_at", "id")
    )


def _successor(request: ApprovalRequest) -> ApprovalRequest | None:
    """What was asked in its place, at the moment it was closed."""
    if request.closed_at is None or request.closed_because != CloseReason.OVERTAKEN:
        return None
    later = ApprovalRequest.objects.filter(version__quote=request.version.quote_id, requested_at=request.closed_at)
    return later.exclude(pk=request.pk).select_related("version").order_by("-id").first()


def _tone(request: ApprovalRequest, at: datetime) -> str:
    """How alarming the wait is; "" where nobody waits any more."""
    waited = at - request.requested_at
    return "" if request.closed_at else "bad" if waited >= TOO_LONG else "warn" if waited >= LONG else ""


def asked(step: ApprovalStep) -> str:
    """Whom an undecided step asks today, or the role anybody of which may answer."""
    if step.role:
        return _(label(Approver(step.approver)))
    return step.holder_name or _("nobody yet")


def approval_screen(user: User, request: ApprovalRequest, at: datetime) -> ApprovalScreen:
    """Everything about one request; what its reader may not see is not read out."""
    version = QuoteVersion.objects.with_offer().get(pk=request.version_id)
    in_full = ApprovalStep.objects.with_holder().select_related("person", "decision__decided_by")
    prefetch_related_objects([request], Prefetch("steps", in_full))
    steps, facts = tuple(request.steps.all()), request.facts()
    state = state_of(version.content_hash, facts)
    priced = price(version.terms())
    baseline = _baseline(version)
    before = price(baseline.terms()) if baseline else None
    sees_floor, sees_rounds = Act.SEE_FLOOR.permits(user), Act.SEE_ROUNDS.permits(user)
    changes = _changes(before, priced, sees_floor)
    rounds = _rounds(version) if sees_rounds else ()
    is_open = state is RequestState.OPEN
    return ApprovalScreen(
        request=request,
        version=version,
        state=state,
        tone=_tone(request, at),
        steps=tuple(_step_row(step, facts, version.content_hash, sees_floor) for step in steps),
        over=_over(request, priced),
        round=next((round_ for round_ in rounds if round_.made_id == version.pk), None),
        baseline=baseline,
        changes=tuple(change for change in changes if _is_decisive(change)),
        rest=tuple(change for change in changes if not _is_decisive(change)),
        given=before.gross - priced.gross if before else priced.with_tax(priced.list_total) - priced.gross,
        floor_total=_with_tax(priced, priced.floor_total) if sees_floor else None,
        above_floor=_with_tax(priced, priced.above_floor) if sees_floor else None,
        cost=kept_for(user, version),
        trend=_trend(version, rounds),
        successor=_successor(request),
        may_decide=is_open and request.requested_by_id != user.pk and _has_step(steps, user),
        may_void=is_open and may_void(user, version),
    )


def _with_tax(priced: PricedOffer, amount: Decimal | None) -> Decimal | None:
    """Floors are in the offer's own basis; beside its total they are read with tax."""
    return None if amount is None else priced.with_tax(amount)


def _step_row(step: ApprovalStep, request: RequestFacts, version_hash: str, sees_floor: bool) -> StepRow:
    state = step_state(step.facts(), request, version_hash)
    waits, at_first = state is StepState.WAITING, step.person
    return StepRow(
        step=step,
        who=at_first.name if at_first and not waits else asked(step),
        before=at_first.name if at_first and waits and at_first.pk != step.holder_id else "",
        state=state,
        reasons=tuple(reason_of(why.get("figure"), why["message"], why["params"], sees_floor) for why in step.why),
    )


def _has_step(steps: Iterable[ApprovalStep], user: User) -> bool:
    return Act.DECIDE_APPROVAL.permits(user) and any(
        not hasattr(step, "decision") and step.asks(user) for step in steps
    )


def reason_of(figure: str | None, message: str, params: Mapping[str, object], sees_floor: bool) -> str:
    """A rule that fired, in the reader's language, with the policy's own reason as it was written.

    That an offer is below the floor tells the floor by trial: who may not see it is not told which rule it was.
    """
    said = dict(params)
    reason = str(said.pop("reason", ""))
    if figure == Figure.BELOW_FLOOR_AMOUNT and not sees_floor:
        return _("The reason is for those who may see it.")
    sentence = translated(message, said)
    return _("%(sentence)s (%(reason)s)") % {"sentence": sentence, "reason": reason} if reason else sentence


def _over(request: ApprovalRequest, priced: PricedOffer) -> Over | None:
    authority = rules.authority(request.policy.value())
    discount = priced.discount_percent
    if authority is None or discount <= authority:
        return None
    allowed = priced.with_tax(priced.list_total * (100 - authority) / 100)
    return Over(discount=discount, authority=authority, points=discount - authority, amount=allowed - priced.gross)


def _baseline(version: QuoteVersion) -> QuoteVersion | None:
    """The last version before this one that somebody agreed to, or that needed nobody."""
    agreed = (
        ApprovalRequest.objects.filter(version__quote=version.quote_id, version__number__lt=version.number)
        .filter(closed_because="decided")
        .exclude(steps__decision__verdict="reject")
        .order_by("-version__number")
    )
    return QuoteVersion.objects.with_offer().filter(pk__in=agreed.values("version")[:1]).first()


def _changes(before: PricedOffer | None, after: PricedOffer, sees_floor: bool) -> tuple[Change, ...]:
    if before is None:
        return ()
    return tuple(change for change in compare(before, after) if sees_floor or not change.private)


def _is_decisive(change: Change) -> bool:
    return change.part is Part.TERM or (change.part is Part.TOTAL and change.label in DECISIVE)


def _rounds(version: QuoteVersion) -> tuple[Round, ...]:
    """Up to the one that made this version."""
    upto = Q(made__isnull=True) | Q(made__number__lte=version.number)
    rounds = Round.objects.filter(upto, quote=version.quote_id).select_related("version")
    return tuple(rounds.prefetch_related("moves").order_by("number"))


def _trend(version: QuoteVersion, rounds: Iterable[Round]) -> charts.Picture:
    """How far each round came down from the offer before it, and what came back for it."""
    return charts.concession_bars(
        [
            charts.Bar(
                label=_("Round %(number)s") % {"number": round_.number},
                value=step,
                note=_got(round_),
                kind="c3" if round_.made_id == version.pk else "c1",
            )
            for round_ in rounds
            if (step := round_.version.gross_total - round_.our_offer) > 0
        ],
        currency=version.currency,
    )


def _got(round_: Round) -> str:
    got = [move.what for move in round_.moves.all() if move.kind == MoveKind.GET and move.status == MoveStatus.AGREED]
    text = " · ".join(got)
    return text if len(text) <= NOTE else f"{text[: NOTE - 1]}…"
