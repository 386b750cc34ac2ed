"""One request with everything a decision rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import money, quantity
from dealdesk.kernel.money import round_to
from dealdesk.web import charts
from quotes.domain import policy as rules
from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, StepState, state_of, step_state
from quotes.domain.negotiation import MoveKind, MoveStatus
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.waiting import Span
from quotes.models import ApprovalRequest, ApprovalStep, QuoteVersion, Round
from quotes.models.approvals import steps_today
from quotes.models.coach import notes_shown
from quotes.permissions import may_void
from quotes.queries.approvals.alike import (
    above_floor,
    agreed_before,
    asked,
    given,
    reason_of,
    said_of,
    with_tax,
)
from quotes.queries.approvals.beside import Beside, beside
from quotes.queries.approvals.counters import CounterRow, counter_rows
from quotes.queries.approvals.since import Since, since
from quotes.queries.approvals.standings import Said
from quotes.queries.approvals.waits import Wait, waiting_by
from quotes.queries.approvals.words import Words, words_of
from quotes.queries.costs.standing import Standing, kept_for
from quotes.queries.readiness import Passed, passed_over
from stakeholders.models import User
from stakeholders.permissions import Act

# Who is named beside a step.
SHOWN = (
    "person",
    "decision__decided_by",
    "handed_by",
    "added_by",
    "delegation__to",
    "delegation__delegated_by",
    "raised_to",
)
# Characters that fit beside a bar.
NOTE = 18


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """`who` it asks; `before` whom it asked at first, where somebody else holds that place today; `place` in a chain of
    several turns; `first` who decides before its turn comes."""

    step: ApprovalStep
    who: str
    before: str
    is_anybodys: bool
    state: StepState
    reasons: tuple[str, ...]
    place: int | None
    first: tuple[str, ...]
    is_readers: bool


@dataclass(frozen=True, kw_only=True)
class Over:
    """By how much the offer is past what the salesperson may give alone, in points and in money with tax.

    `where` is the column or option that is furthest past it; "" for the offer itself.
    """

    discount: Decimal
    authority: Decimal
    points: Decimal
    amount: Decimal
    where: str

    @property
    def rounded(self) -> Decimal:
        """The discount as it is told: nobody reads four decimals of what follows from amounts."""
        return round_to(self.discount, 2)

    @property
    def shown(self) -> str:
        """The points with one decimal, and with all of them where one would read as nothing."""
        return money(self.points, 1) if round_to(self.points, 1) else quantity(self.points)


@dataclass(frozen=True, kw_only=True)
class ApprovalScreen:
    """`given` is what it is below the version agreed before, or below list, see `given`; `since` what changed
    since somebody agreed; `cost` what stood behind it when it was submitted, for those who may see that."""

    request: ApprovalRequest
    version: QuoteVersion
    said: Said
    wait: Wait
    steps: tuple[StepRow, ...]
    # What was past a threshold and asked nobody again.
    spared: tuple[str, ...]
    over: Over | None
    round: Round | None
    baseline: QuoteVersion | None
    since: Since | None
    given: Decimal
    floor_total: Decimal | None
    above_floor: Decimal | None
    cost: Standing | None
    trend: charts.Picture
    successor: ApprovalRequest | None
    counters: tuple[CounterRow, ...]
    beside: Beside
    passed: tuple[Passed, ...]
    words: Words
    # Whether the day until which its approval held has passed.
    has_lapsed: bool
    may_decide: bool
    may_counter: bool
    may_void: bool

    @property
    def first(self) -> tuple[str, ...]:
        """Who decides before the reader's own turn comes."""
        return next((row.first for row in self.steps if row.first and row.is_readers), ())

    @property
    def given_or_risen(self) -> Decimal:
        return abs(self.given)


def approval_screen(user: User, request: ApprovalRequest, at: datetime) -> ApprovalScreen:
    """Everything about one request; what its reader may not see is not read out."""
    version = QuoteVersion.objects.with_offer().get(pk=request.version_id)
    in_full = steps_today().select_related(*SHOWN)
    prefetch_related_objects([request], Prefetch("steps", in_full))
    steps, facts = tuple(request.steps.all()), request.facts(timezone.localdate(at))
    is_open = state_of(version.content_hash, facts) is RequestState.OPEN
    priced = price(version.terms())
    baseline, cost = _baseline(version), kept_for(user, version)
    sees_floor = Act.SEE_FLOOR.permits(user)
    rounds = _rounds(version, user) if Act.SEE_ROUNDS.permits(user) else ()
    counters = counter_rows(user, request, priced)
    may_decide = is_open and _is_others(request, user) and _has_step(request.due(), user)
    told = beside(user, request, steps, may_decide=may_decide)
    return ApprovalScreen(
        request=request,
        version=version,
        said=said_of(version, facts, at),
        wait=waiting_by(at).of(request, _stills(told, counters)),
        steps=_step_rows(request, facts, user),
        spared=tuple(reason_of(one["figure"], one["message"], one["params"], sees_floor) for one in request.spared),
        over=_over(request, priced),
        round=next((round_ for round_ in rounds if round_.made_id == version.pk), None),
        baseline=baseline,
        since=since(user, version, priced, cost, baseline),
        given=given(version, *((baseline.gross_total, baseline.term_months) if baseline else (None, None))),
        floor_total=with_tax(priced, priced.floor_total) if sees_floor else None,
        above_floor=above_floor(user, priced),
        cost=cost,
        trend=_trend(version, rounds),
        successor=_successor(request),
        counters=counters,
        beside=told,
        may_decide=may_decide and not any(row.may_take_back for row in counters),
        may_counter=may_decide and not any(row.stands for row in counters),
        passed=passed_over(user, version),
        words=words_of(request),
        has_lapsed=facts.has_lapsed,
        may_void=is_open and may_void(user, version),
    )


def _step_rows(request: ApprovalRequest, facts: RequestFacts, user: User) -> tuple[StepRow, ...]:
    steps = list(request.steps.all())
    turns, waits = sorted({step.turn for step in steps}), tuple(asked(step) for step in request.due())
    rows = (_step_row(step, facts, request.version.content_hash, user) for step in steps)
    return tuple(
        replace(
            row,
            place=turns.index(row.step.turn) + 1 if len(turns) > 1 else None,
            first=waits if row.state is StepState.LATER else (),
        )
        for row in rows
    )


def _step_row(step: ApprovalStep, request: RequestFacts, version_hash: str, user: User) -> StepRow:
    state = step_state(step.facts(), request, version_hash)
    waits, at_first = state in {StepState.WAITING, StepState.LATER}, step.person
    sees = {"sees_floor": Act.SEE_FLOOR.permits(user), "sees_plan": Act.SEE_ROUNDS.permits(user)}
    moved = (
        at_first is not None
        and waits
        and at_first.pk != step.holder_id
        and not (step.handed_to_id or step.delegation_id)
    )
    return StepRow(
        step=step,
        who=at_first.name if at_first and not waits else asked(step),
        before=at_first.name if at_first and moved else "",
        is_anybodys=bool(step.role) and not step.holder_id,
        state=state,
        reasons=tuple(reason_of(why.get("figure"), why["message"], why["params"], **sees) for why in step.why),
        place=None,
        first=(),
        is_readers=step.asks(user),
    )


def _stills(told: Beside, counters: Iterable[CounterRow]) -> list[Span]:
    """When the approver waited for an answer, to a question or to conditions."""
    asked_ = [(one.asked_at, one.answered_at) for one in told.questions]
    return [*asked_, *((row.counter.countered_at, row.counter.answered_at) for row in counters)]


def _is_others(request: ApprovalRequest, user: User) -> bool:
    """On a deal that is still talked about; what is one's own somebody else decides."""
    deal = request.version.quote.deal
    return deal.is_open and user.pk not in {request.requested_by_id, deal.owner_id}


def _has_step(steps: Iterable[ApprovalStep], user: User) -> bool:
    return Act.DECIDE_APPROVAL.permits(user) and any(step.asks(user) for step in steps)


def _successor(request: ApprovalRequest) -> ApprovalRequest | None:
    """What was asked in its place, at the moment it was closed."""
    if request.closed_at is None or request.closed_because != CloseReason.OVERTAKEN:
        return None
    later = ApprovalRequest.objects.filter(version__quote=request.version.quote_id, requested_at=request.closed_at)
    return later.exclude(pk=request.pk).select_related("version").order_by("-id").first()


def _over(request: ApprovalRequest, priced: PricedOffer) -> Over | None:
    authority = rules.authority(request.policy.value())
    where, worst = rules.furthest(priced)
    discount = worst.discount_percent
    if authority is None or discount <= authority:
        return None
    allowed = worst.with_tax(worst.list_total * (100 - authority) / 100, priced.terms.rounding.places)
    return Over(
        discount=discount,
        authority=authority,
        points=discount - authority,
        amount=allowed - worst.gross,
        where=where,
    )


def _baseline(version: QuoteVersion) -> QuoteVersion | None:
    """The last version before this one that somebody agreed to, or that needed nobody."""
    agreed = agreed_before(version.quote_id, version.number)
    return QuoteVersion.objects.with_offer().filter(pk__in=agreed.values("version")[:1]).first()


def _rounds(version: QuoteVersion, user: User) -> tuple[Round, ...]:
    """Up to the one that made this version."""
    upto = Q(made__isnull=True) | Q(made__number__lte=version.number)
    rounds = Round.objects.filter(upto, quote=version.quote_id).select_related("version")
    told = rounds.prefetch_related(notes_shown(Act.SEE_FLOOR.permits(user)))
    return tuple(told.as_amended("moves").order_by("number"))


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
    moves = round_.now.moves.all()
    text = " · ".join(move.what for move in moves if (move.kind, move.status) == (MoveKind.GET, MoveStatus.AGREED))
    return text if len(text) <= NOTE else f"{text[: NOTE - 1]}…"
