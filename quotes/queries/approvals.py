"""What waits for whom, and one request with everything a decision rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dealdesk.web import charts
from dealdesk.web.keyset import Page, page
from dealdesk.web.refusals import translated
from quotes.domain import policy as rules
from quotes.domain.approvals import RequestState, StepState, state_of, step_state
from quotes.domain.pricing.compare import Change, compare
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import ApprovalRequest, ApprovalStep, QuoteVersion, Round
from quotes.permissions import visible_requests, waiting_for
from stakeholders.models import User
from stakeholders.permissions import Act

TABS = ("waiting", "asked", "all")
# A wait of a working day is worth a word; two are an alarm.
LONG, TOO_LONG = timedelta(hours=8), timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    request: ApprovalRequest
    version: QuoteVersion
    state: RequestState
    waited: timedelta
    tone: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    step: ApprovalStep
    who: str
    state: StepState
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Over:
    """By how much the offer is past what the salesperson may give alone."""

    discount: Decimal
    authority: Decimal
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class ApprovalScreen:
    request: ApprovalRequest
    version: QuoteVersion
    state: RequestState
    steps: tuple[StepRow, ...]
    over: Over | None
    round: Round | None
    baseline: QuoteVersion | None
    changes: tuple[Change, ...]
    given: Decimal | None
    floor_total: Decimal | None
    above_floor: Decimal | None
    trend: SafeString
    may_decide: bool
    may_withdraw: bool


def approval_inbox(user: User, tab: str, at: datetime, after: str = "") -> Page[InboxRow]:
    """`tab`: what waits for this person, what they asked for, or everything they may see."""
    requests = _of_tab(user, tab).select_related("version__quote__deal__customer", "requested_by")
    found = page(requests.prefetch_related("steps__decision"), order=("-requested_at", "-id"), after=after)
    return Page(tuple(_inbox_row(request, at) for request in found.rows), found.after)


def _of_tab(user: User, tab: str) -> QuerySet[ApprovalRequest]:
    if tab == "asked":
        return visible_requests(user).filter(requested_by=user)
    if tab == "all":
        return visible_requests(user)
    return ApprovalRequest.objects.filter(pk__in=waiting_for(user).values("request"))


def _inbox_row(request: ApprovalRequest, at: datetime) -> InboxRow:
    waited = (request.closed_at or at) - request.requested_at
    tone = "" if request.closed_at else "bad" if waited >= TOO_LONG else "warn" if waited >= LONG else ""
    return InboxRow(
        request=request,
        version=request.version,
        state=state_of(request.version.content_hash, request.facts()),
        waited=waited,
        tone=tone,
    )


def approval_screen(user: User, request: ApprovalRequest) -> ApprovalScreen:
    """Everything about one request; the floor is read out only for those who may see it."""
    version = QuoteVersion.objects.with_offer().get(pk=request.version_id)
    steps = tuple(request.steps.select_related("person", "decision__decided_by"))
    state = state_of(version.content_hash, request.facts())
    priced = price(version.terms())
    baseline = _baseline(version)
    before = price(baseline.terms()) if baseline else None
    sees_floor = Act.SEE_FLOOR.permits(user)
    waits = state is RequestState.OPEN and request.requested_by_id != user.pk
    return ApprovalScreen(
        request=request,
        version=version,
        state=state,
        steps=tuple(_step_row(step, request, version) for step in steps),
        over=_over(request, priced),
        round=Round.objects.filter(made=version).prefetch_related("moves", "theirs").first(),
        baseline=baseline,
        changes=_changes(before, priced, sees_floor) if before else (),
        given=before.gross - priced.gross if before else None,
        floor_total=priced.floor_total if sees_floor else None,
        above_floor=priced.above_floor if sees_floor else None,
        trend=_trend(version),
        may_decide=waits and Act.DECIDE_APPROVAL.permits(user) and _has_step(steps, user),
        may_withdraw=state is RequestState.OPEN
        and Act.WITHDRAW_REQUEST.permits(user)
        and user.pk in {request.requested_by_id, version.quote.deal.owner_id},
    )


def _has_step(steps: Iterable[ApprovalStep], user: User) -> bool:
    return any(
        not hasattr(step, "decision") and (step.person_id == user.pk or step.role == user.role) for step in steps
    )


def _step_row(step: ApprovalStep, request: ApprovalRequest, version: QuoteVersion) -> StepRow:
    return StepRow(
        step=step,
        who=step.person.name if step.person else step.role,
        state=step_state(step.facts(), request.facts(), version.content_hash),
        reasons=tuple(said(why) for why in step.why),
    )


def said(why: dict[str, Any]) -> str:
    """One rule that fired, in the reader's language; the policy's own reason after it, as it was written."""
    params = dict(why["params"])
    reason = params.pop("reason", "")
    sentence = translated(why["message"], params)
    return _("%(sentence)s (%(reason)s)") % {"sentence": sentence, "reason": reason} if reason else sentence


def _over(request: ApprovalRequest, priced: PricedOffer) -> Over | None:
    authority = rules.authority(request.policy.value())
    if authority is None or priced.discount_percent <= authority:
        return None
    discount = priced.discount_percent
    return Over(discount=discount, authority=authority, points=discount - authority)


def _baseline(version: QuoteVersion) -> QuoteVersion | None:
    """The last version before this one that somebody agreed to, or that needed nobody."""
    agreed = (
        ApprovalRequest.objects.filter(version__quote=version.quote_id, version__number__lt=version.number)
        .exclude(closed_at=None)
        .filter(closed_because="decided")
        .exclude(steps__decision__verdict="reject")
        .order_by("-version__number")
    )
    return QuoteVersion.objects.with_offer().filter(pk__in=agreed.values("version")[:1]).first()


def _changes(before: PricedOffer, after: PricedOffer, sees_floor: bool) -> tuple[Change, ...]:
    return tuple(change for change in compare(before, after) if sees_floor or not change.private)


def _trend(version: QuoteVersion) -> SafeString:
    """How far each round came down from the offer before it."""
    rounds = list(
        Round.objects.filter(Q(quote=version.quote_id), Q(made__isnull=True) | Q(made__number__lte=version.number))
        .select_related("version")
        .order_by("number")
    )
    return charts.concession_bars(
        [
            charts.Bar(label=_("Round %(number)s") % {"number": round_.number}, value=step, kind="c3" if round_.made_id == version.pk else "c1")
            for round_ in rounds
            if (step := round_.version.gross_total - round_.our_offer) > 0
        ]
    )
