"""How customers stand, from the facts of deals that the reader may open: an opinion for inside alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, Max, Prefetch, Q

from contracts.domain.delivered import PromiseKind, standing
from contracts.domain.health import Facts, Health, Part, Weights, health
from contracts.domain.obligations.words import ObligationState, Side
from contracts.models import ContractLife, DeliveredFigure, HealthWeights, Obligation, Promise
from contracts.models.health import weights_on
from contracts.permissions import Act
from contracts.queries.delivered import monthly_fee, months_of
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.web.refusals import translated
from quotes.queries.dated import Stated, stated
from stakeholders.models import Customer, Engagement, Seat, User
from stakeholders.permissions import visible_deals

# Only how a score is coloured; what it is stands beside it.
GOOD, POOR = 75, 50
# What is older says little of how they stand today.
YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class PartRow:
    part: Part
    score: Decimal | None
    reason: str
    weight: int | None


@dataclass(frozen=True, kw_only=True)
class HealthScreen:
    """`tone` is "good", "warn", "bad", or "" where there is no score."""

    score: Decimal | None
    tone: str
    parts: tuple[PartRow, ...]
    known: int
    weights: HealthWeights | None


def health_screen(user: User, customer: Customer, today: date) -> HealthScreen:
    """Six statements, whatever is known."""
    weights = weights_on(today)
    found = _healths(user, [customer.pk], weights, today)[customer.pk]
    counts = weights.value().parts if weights else {}
    return HealthScreen(
        score=shown(found),
        tone=tone(shown(found)),
        parts=tuple(
            PartRow(
                part=one.part,
                score=None if one.score is None else round_to(one.score, 0),
                reason=translated(one.reason.message, dict(one.reason.params)),
                weight=counts.get(one.part) if weights else None,
            )
            for one in found.parts
        ),
        known=found.known,
        weights=weights,
    )


def scores(user: User, customers: Collection[int], today: date) -> dict[int, tuple[Decimal | None, str]]:
    """By customer, with its tone; none at all for whoever may not see such opinions. Six statements."""
    if not Act.SEE_HEALTH.permits(user):
        return {}
    found = _healths(user, customers, weights_on(today), today)
    return {key: (shown(one), tone(shown(one))) for key, one in found.items()}


def weights_rows(today: date) -> tuple[Stated[Weights], ...]:
    return stated(HealthWeights.objects.all(), HealthWeights.value, today)


def shown(found: Health) -> Decimal | None:
    return None if found.score is None else round_to(found.score, 0)


def tone(score: Decimal | None) -> str:
    if score is None:
        return ""
    return "good" if score >= GOOD else "warn" if score >= POOR else "bad"


def _healths(user: User, customers: Collection[int], weights: HealthWeights | None, today: date) -> dict[int, Health]:
    deals = visible_deals(user).filter(customer__in=customers)
    facts: dict[int, dict[str, object]] = {key: {} for key in customers}
    figures = DeliveredFigure.objects.filter(month__gte=today - YEAR)
    promises = Promise.objects.filter(life__deal__in=deals).select_related(
        "life__deal", "life__version", "life__wording"
    )
    contracts: set[int] = set()
    for promise in promises.prefetch_related(Prefetch("delivered", queryset=figures)):
        into = facts[promise.life.deal.customer_id]
        _add_fee(into, promise.life, is_new=promise.life_id not in contracts)
        contracts.add(promise.life_id)
        _add_delivered(into, promise)
    late = Q(state=ObligationState.OPEN, due_on__lt=today)
    # What is still open counts however old it is: a score does not rise by waiting.
    due = Q(due_on__range=(today - YEAR, today)) | late
    ours, theirs = Q(side=Side.OURS), Q(side=Side.THEIRS)
    owed = Obligation.objects.filter(deal__in=deals).order_by().values("deal__customer").annotate(
        their_due=Count("pk", filter=theirs & due), their_late=Count("pk", filter=theirs & late),
        our_due=Count("pk", filter=ours & due), our_late=Count("pk", filter=ours & late),
    )  # fmt: skip
    for each in owed:
        facts[each["deal__customer"]] |= {name: count for name, count in each.items() if name != "deal__customer"}
    touched = Engagement.objects.standing().filter(deal__in=deals).order_by().values("deal__customer")
    for customer, last in touched.annotate(last=Max("held_on")).values_list("deal__customer", "last"):
        facts[customer]["last_touch"] = last
    seated = Seat.objects.filter(deal__in=deals, support__isnull=False).order_by().values("deal__customer")
    for customer, support in seated.annotate(mean=Avg("support")).values_list("deal__customer", "mean"):
        facts[customer]["support"] = Decimal(str(round(support, 4)))
    told = weights.value() if weights else None
    return {key: health(_facts(one), told, today) for key, one in facts.items()}


def _facts(told: dict[str, object]) -> Facts:
    return Facts(**{name: value for name, value in told.items() if name != "currency"})  # type: ignore[arg-type]


def _add_fee(into: dict[str, object], life: ContractLife, *, is_new: bool) -> None:
    """A month of each contract once. Two currencies are never added up: that of the first contract counts."""
    into.setdefault("currency", life.version.currency)
    if is_new and into["currency"] == life.version.currency:
        _add(into, "fee", monthly_fee(life))


def _add_delivered(into: dict[str, object], promise: Promise) -> None:
    """Months, credits and use of one promise beside those of the others; a claim beside a promise tells its months
    again."""
    if promise.driver_id is not None:
        return
    if promise.kind == PromiseKind.USAGE:
        found = promise.delivered.all()
        _add(into, "used", sum((one.figure for one in found), ZERO))
        _add(into, "committed", promise.figure * len(found))
        return
    told = standing([month for _, month in months_of(promise, promise.life)])
    _add(into, "kept", told.kept)
    _add(into, "months", told.months)
    if into["currency"] == promise.life.version.currency:
        _add(into, "owed", told.owed)


def _add(into: dict[str, object], name: str, value: int | Decimal) -> None:
    before = into.get(name)
    into[name] = value if before is None else before + value  # type: ignore[operator]
