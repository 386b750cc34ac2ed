"""The list of deals with their latest offers, and one deal with everything that is on its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from dealdesk.web.keyset import SIZE, Page, page
from quotes.domain.standing import Standing
from quotes.models import ApprovalRequest, ApprovalStep, Quote, QuoteVersion, Round
from quotes.models.approvals import steps_today
from quotes.queries.approvals.standings import Said, said, standing_of, with_asked
from quotes.queries.readiness import ReadinessCard, readiness_card
from stakeholders.domain.deals import CLOSED, Noticed, workdays_left
from stakeholders.models import Deal, User
from stakeholders.models.workdays import noticed
from stakeholders.permissions import Act, own_deals, visible_deals
from stakeholders.queries.deals import NEAR, StageMove, stage_moves
from stakeholders.queries.journal import Event, timeline
from stakeholders.queries.seats import SeatRow, seat_rows

# What the list can be sorted by: each ends in a unique column.
ORDERS = {"touched": ("-touched_at", "-id"), "freeze": ("freeze", "id")}


@dataclass(frozen=True, kw_only=True)
class DealFilter:
    """What the address bar asks the list for; empty words ask for nothing."""

    text: str = ""
    stage: str = ""
    closed: bool = False
    mine: bool = False
    team: int | None = None
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class DealRow:
    """A deal with its latest quote, and how near its dates are on the day of reading."""

    deal: Deal
    quote: Quote | None
    workdays: int | None
    near: bool
    late: bool


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An open request with the steps nobody has decided yet."""

    request: ApprovalRequest
    steps: tuple[ApprovalStep, ...]


@dataclass(frozen=True, kw_only=True)
class QuoteCard:
    """A quote with its versions, the newest first, and where the newest stands."""

    quote: Quote
    versions: tuple[QuoteVersion, ...]
    stands: Said


@dataclass(frozen=True, kw_only=True)
class Workspace:
    deal: Deal
    members: tuple[User, ...]
    seats: tuple[SeatRow, ...]
    quotes: tuple[QuoteCard, ...]
    rounds: tuple[Round, ...]
    waiting: tuple[Waiting, ...]
    events: tuple[Event, ...]
    moves: tuple[StageMove, ...]
    ready: ReadinessCard | None


def deal_list(user: User, wanted: DealFilter, *, today: date, after: str = "", size: int = SIZE) -> Page[DealRow]:
    deals = visible_deals(user).with_freeze().select_related("customer", "owner")
    if wanted.text:
        deals = deals.matching(wanted.text)
    if wanted.mine:
        deals = deals.filter(own_deals(user))
    if wanted.team is not None:
        deals = deals.filter(team=wanted.team)
    if wanted.stage:
        deals = deals.filter(stage=wanted.stage)
    else:
        deals = deals.filter(stage__in=list(CLOSED)) if wanted.closed else deals.open()
    found = page(deals, order=ORDERS.get(wanted.sort, ORDERS["touched"]), after=after, size=size)
    return Page(deal_rows(found.rows, today, noticed()), found.after)


def deal_rows(deals: Iterable[Deal], today: date, noticed: Noticed) -> tuple[DealRow, ...]:
    """Two statements whatever the number of deals: the deals, and the latest quote of each."""
    deals = tuple(deals)
    quotes = latest_quotes(deals)
    return tuple(_row(deal, quotes.get(deal.pk), today, noticed) for deal in deals)


def latest_quotes(deals: Iterable[Deal]) -> dict[int, Quote]:
    """The quote last worked on, by deal."""
    found = Quote.objects.filter(deal__in=[deal.pk for deal in deals])
    return {quote.deal_id: quote for quote in found.order_by("deal_id", "-updated_at", "-id").distinct("deal_id")}


def _row(deal: Deal, quote: Quote | None, today: date, noticed: Noticed) -> DealRow:
    freeze = deal.freeze_on
    workdays = workdays_left(today, freeze, noticed) if freeze and freeze >= today and deal.is_open else None
    return DealRow(
        deal=deal,
        quote=quote,
        workdays=workdays,
        near=workdays is not None and workdays <= NEAR,
        late=deal.is_open and deal.next_step_on is not None and deal.next_step_on < today,
    )


def workspace(user: User, deal: Deal, at: datetime) -> Workspace:
    may_see_rounds = Act.SEE_ROUNDS.permits(user)
    members = User.objects.filter(memberships__deal=deal).order_by("memberships__added_at")
    return Workspace(
        deal=deal,
        members=tuple(members),
        seats=seat_rows(deal),
        quotes=_quotes(deal, timezone.localdate(at)),
        rounds=_last_rounds(deal) if may_see_rounds else (),
        waiting=_waiting(deal),
        events=timeline(user, deal, size=6).events,
        moves=stage_moves(deal) if Act.EDIT_DEAL.permits(user) else (),
        ready=readiness_card(user, deal) if deal.is_open else None,
    )


def _quotes(deal: Deal, today: date) -> tuple[QuoteCard, ...]:
    versions = QuoteVersion.objects.only(
        "quote", "number", "branch", "state", "valid_until", "gross_total", "currency", "tax_included", "term_months"
    )
    quotes = deal.quotes.prefetch_related(Prefetch("versions", with_asked(versions.order_by("-number"))))
    return tuple(_card(quote, today) for quote in quotes.order_by("-updated_at", "-id"))


def _card(quote: Quote, today: date) -> QuoteCard:
    versions = tuple(quote.versions.all())
    stands = standing_of(versions[0], today) if versions else Standing.DRAFT
    return QuoteCard(quote=quote, versions=versions, stands=said(stands))


def _last_rounds(deal: Deal) -> tuple[Round, ...]:
    rounds = Round.objects.filter(quote__deal=deal).select_related("quote", "version", "made").as_amended("moves")
    return tuple(rounds.order_by("-on", "-number")[:3])


def _waiting(deal: Deal) -> tuple[Waiting, ...]:
    due = steps_today().due()
    requests = (
        ApprovalRequest.objects.open()
        .filter(version__quote__deal=deal)
        .select_related("version__quote", "requested_by")
        .prefetch_related(Prefetch("steps", due))
        .order_by("-requested_at", "-id")
    )
    return tuple(Waiting(request=request, steps=tuple(request.steps.all())) for request in requests)
