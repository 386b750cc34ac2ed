"""What the closed deals that somebody may open have in common."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.kernel.formats import percent
from dealdesk.web.charts.lanes import Dot, lanes
from dealdesk.web.charts.svg import PHONE, Picture, either
from quotes.domain.approvals import CloseReason, Verdict
from quotes.domain.coach.limits import steps
from quotes.domain.coach.talk import Next, Talk
from quotes.domain.lifecycle import VersionState
from quotes.domain.negotiation import MoveKind, MoveStatus, Side, untraded
from quotes.domain.outcomes import (
    FEWEST,
    Answers,
    Asked,
    Closed,
    Depth,
    Rate,
    Steps,
    answers,
    middle,
    rate,
    rates,
    untraded_share,
)
from quotes.domain.pricing.lengths import Total
from quotes.models import Anchor, ApprovalRequest, Decision, QuoteVersion, Round
from quotes.models.coach import told
from stakeholders.domain.deals import LossReason, Stage
from stakeholders.models import Deal, User
from stakeholders.permissions import visible_deals

# How far back a reader looks, in months; and no further than so many deals, the last ones to be closed.
SPANS = (3, 6, 12, 24)
USUAL = 12
MOST = 500
# As many are listed one by one below the pictures.
LISTED = 50


@dataclass(frozen=True, kw_only=True)
class RateRow:
    label: str
    rate: Rate


@dataclass(frozen=True, kw_only=True)
class LossRow:
    """What deals were lost by; `share` is of all lost deals, from 0 to 1."""

    label: str
    deals: int
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One figure of the deals that were won and of those that were lost; None where there are too few."""

    label: str
    won: Decimal | None
    lost: Decimal | None
    kind: str


@dataclass(frozen=True, kw_only=True)
class DealRow:
    pk: int
    name: str
    customer: str
    closed_on: date
    is_won: bool
    reason: str
    discount: Decimal | None
    way: str
    last_price: Decimal | None
    currency: str


@dataclass(frozen=True, kw_only=True)
class OutcomesScreen:
    """`is_few` says that no rate is told yet; `is_cut` that older deals of the span were left out."""

    months: int
    all: Rate
    is_few: bool
    is_cut: bool
    depths: tuple[RateRow, ...]
    ways: tuple[RateRow, ...]
    losses: tuple[LossRow, ...]
    beside: tuple[Beside, ...]
    answers: Answers
    scatter: Picture
    deals: tuple[DealRow, ...]


def outcomes_screen(user: User, today: date, *, months: int = USUAL, mine: bool = False) -> OutcomesScreen:
    """Seven statements, one more where rounds were amended, however many deals there are."""
    deals = visible_deals(user).filter(closed_at__date__gt=today - timedelta(days=months * 365 // 12))
    if mine:
        deals = deals.filter(owner=user)
    found = tuple(deals.select_related("customer").order_by("-closed_at", "-id")[: MOST + 1])
    rows = found[:MOST]
    closed = closed_as_told(rows)
    ends = tuple(closed.values())
    won, lost = [one for one in ends if one.is_won], [one for one in ends if not one.is_won]
    return OutcomesScreen(
        months=months,
        all=rate(ends),
        is_few=len(ends) < FEWEST,
        is_cut=len(found) > MOST,
        depths=_rate_rows(rates(ends, Depth, lambda one: one.depth)),
        ways=_rate_rows(rates(ends, Steps, lambda one: one.way)),
        losses=tuple(_losses([deal for deal in rows if deal.stage == Stage.LOST])),
        beside=tuple(_beside(won, lost)),
        answers=answers(_asked(rows)),
        scatter=_scatter(ends),
        deals=tuple(_row(deal, closed[deal.pk]) for deal in rows[:LISTED]),
    )


def _rate_rows(found: Mapping[Depth, Rate] | Mapping[Steps, Rate]) -> tuple[RateRow, ...]:
    return tuple(RateRow(label=gettext(kind.label), rate=each) for kind, each in found.items())


def closed_as_told(deals: Sequence[Deal]) -> dict[int, Closed]:
    """Of each deal the quote that was signed, else the one that was negotiated most, else the one offered last."""
    versions: dict[int, dict[int, list[QuoteVersion]]] = defaultdict(lambda: defaultdict(list))
    for version in _offered(deals):
        versions[version.quote.deal_id][version.quote_id].append(version)
    rounds, anchors = _rounds(deals), _anchors(deals)
    ends = {}
    for deal in deals:
        weights = {
            one: (
                any(version.state == VersionState.ACCEPTED for version in made),
                len(rounds[one]),
                made[-1].sent_at or deal.created_at,
            )
            for one, made in versions[deal.pk].items()
        }
        quote = max(weights, key=weights.__getitem__, default=None)
        ends[deal.pk] = (
            Closed(is_won=deal.stage == Stage.SIGNED)
            if quote is None
            else _told(deal, versions[deal.pk][quote], rounds[quote], anchors.get(quote))
        )
    return ends


def _told(deal: Deal, versions: Sequence[QuoteVersion], rounds: Sequence[Round], anchor: Anchor | None) -> Closed:
    first, last = versions[0], versions[-1]
    talk = told(rounds, anchor, None, last.whole)
    if not rounds:
        talk = Talk(offers=tuple(version.whole for version in versions), asks=talk.asks)
    # The last price is for what was offered last; first numbers of another length are brought to it.
    months = last.whole.months
    gives = [move for move in talk.moves if move.kind is MoveKind.GIVE and move.status is MoveStatus.AGREED]
    return Closed(
        is_won=deal.stage == Stage.SIGNED,
        discount=last.given_at_most,
        steps=steps(Next(talk).offers),
        gives=len(gives),
        untraded=len(untraded(talk.moves)),
        first=first.whole.over(months),
        asked=talk.asks[0].over(months) if talk.asks else None,
        # Amounts in two currencies have no place between one another.
        last=deal.last_price if deal.currency == last.currency else None,
        days=tuple((later.now.on - earlier.now.on).days for earlier, later in pairwise(rounds)),
    )


def _offered(deals: Sequence[Deal]) -> QuerySet[QuoteVersion]:
    """What customers saw or may have heard, each quote's first version first."""
    offered = QuoteVersion.objects.on_the_table().filter(quote__deal__in=deals)
    columns = (
        "quote",
        "number",
        "state",
        "currency",
        "gross_total",
        "term_months",
        "free_months",
        "discount",
        "furthest_discount",
        "sent_at",
        "quote__deal",
    )
    return offered.select_related("quote").only(*columns).order_by("quote", "number").distinct()


def _rounds(deals: Sequence[Deal]) -> defaultdict[int, list[Round]]:
    rows = Round.objects.with_agreed().as_amended("moves").filter(quote__deal__in=deals)
    lengths = [f"{of}__{name}" for of in ("version", "made") for name in ("gross_total", "term_months", "free_months")]
    found: defaultdict[int, list[Round]] = defaultdict(list)
    for each in rows.select_related("version", "made").only(
        "quote", "number", "on", "our_offer", "their_ask", "ask_months", *lengths
    ):
        found[each.quote_id].append(each)
    return found


def _anchors(deals: Sequence[Deal]) -> dict[int, Anchor]:
    return {row.quote_id: row for row in Anchor.objects.standing().filter(side=Side.THEIRS, quote__deal__in=deals)}


def _asked(deals: Sequence[Deal]) -> Iterator[Asked]:
    """What people decided on, and the next total of the same quote that was approved, brought to the same length.

    One agreed while another was still to be asked, and the offer withdrawn or overtaken: that approved nothing.
    """
    decisions = Decision.objects.filter(step__request=OuterRef("pk"))
    decided = ApprovalRequest.objects.filter(Exists(decisions), version__quote__deal__in=deals, closed_at__isnull=False)
    refused = Exists(decisions.filter(verdict=Verdict.REJECT))
    rows = decided.annotate(is_approved=Q(closed_because=CloseReason.DECIDED) & ~refused).order_by(
        "version__quote", "version__number", "id"
    )
    by_quote: defaultdict[int, list[tuple[Total, bool]]] = defaultdict(list)
    columns = "version__quote", "version__gross_total", "version__term_months", "version__free_months", "is_approved"
    for quote, total, term, free, is_approved in rows.values_list(*columns):
        by_quote[quote].append((Total(total, term + free), is_approved))
    for requests in by_quote.values():
        for place, (total, _) in enumerate(requests):
            approved = (later.over(total.months) for later, is_approved in requests[place:] if is_approved)
            yield Asked(requested=total.amount, approved=next(approved, None))


def _losses(lost: Sequence[Deal]) -> Iterator[LossRow]:
    """Every reason that was given, the most frequent first; deals from before reasons were asked for stand last."""
    counted = Counter(LossReason(deal.lost_because) for deal in lost)
    for reason in sorted(LossReason, key=lambda reason: (reason is LossReason.UNASKED, -counted[reason])):
        if deals := counted[reason]:
            yield LossRow(label=gettext(reason.label), deals=deals, share=Decimal(deals) / len(lost))


def _beside(won: Sequence[Closed], lost: Sequence[Closed]) -> Iterator[Beside]:
    def both(label: str, kind: str, figure: Callable[[Sequence[Closed]], Decimal | None]) -> Beside:
        return Beside(label=label, won=figure(won), lost=figure(lost), kind=kind)

    yield both(gettext("Gives without anything in return"), "share", untraded_share)
    yield both(gettext("Steps down in price, median"), "count", lambda rows: middle(len(one.steps) for one in rows))
    yield both(
        gettext("Days between rounds, median"), "count", lambda rows: middle(day for one in rows for day in one.days)
    )
    yield both(
        gettext("Last price between their first number and ours, median"),
        "share",
        lambda rows: middle(one.place for one in rows),
    )


def _scatter(ends: Sequence[Closed]) -> Picture:
    dots = [Dot(lane=0 if one.is_won else 1, value=one.discount) for one in ends if one.discount is not None]
    names, label = [gettext("Signed"), gettext("Lost")], gettext("Discount of the last offer, deal by deal")
    wide, narrow = (lanes(names, dots, write=percent, label=label, width=width) for width in (760, PHONE))
    return either(wide, narrow)


def _row(deal: Deal, end: Closed) -> DealRow:
    closed_at: datetime = deal.closed_at or deal.touched_at
    return DealRow(
        pk=deal.pk,
        name=deal.name,
        customer=str(deal.customer),
        closed_on=timezone.localdate(closed_at),
        is_won=end.is_won,
        reason="" if end.is_won else gettext(LossReason(deal.lost_because).label),
        discount=end.discount,
        way=gettext(end.way.label) if end.way else "",
        last_price=deal.last_price,
        currency=deal.currency,
    )
