"""What my desk shows, computed from rows alone: deals in play, what waits, what is in danger, what comes next."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from contracts.models import SignOff
from contracts.queries.obligations import ObligationRow, my_obligations
from contracts.queries.signoffs import waiting_of
from dealdesk.kernel.words import label
from quotes.models import ApprovalStep, Quote
from quotes.permissions import waiting_for
from quotes.queries.readiness import idle_deals, idle_since, patience
from quotes.queries.texts import WordsBeside, words_beside
from quotes.queries.workspace import DealRow, deal_rows
from stakeholders.domain.deals import PATH, Noticed, Stage, after_workdays
from stakeholders.models import Deal, User
from stakeholders.models.deals import DealQuerySet
from stakeholders.models.workdays import noticed
from stakeholders.permissions import Act, own_deals, visible_deals
from stakeholders.queries.deals import NEAR
from stakeholders.queries.journal import Event, latest_events

# The countdown looks this many working days ahead; each table shows this many rows.
HORIZON = 30
ROWS = 8
# From here on a deal should have a quote.
QUOTED = (Stage.QUOTE, Stage.NEGOTIATION, Stage.CONTRACT)


@dataclass(frozen=True, kw_only=True)
class InPlay:
    """Open deals of one currency: how many, and what their latest offers come to, tax included."""

    currency: str
    deals: int
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class StageSum:
    """Open deals of one stage, in the currency that most of them are in."""

    stage: Stage
    label: str
    deals: int
    total: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    tone: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Danger:
    """A deal and every reason, computed from its own data, why it needs somebody today."""

    row: DealRow
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    in_play: tuple[InPlay, ...]
    stages: tuple[StageSum, ...]
    due: int
    freezing: int
    decides: bool
    waiting: tuple[ApprovalStep, ...]
    waiting_count: int
    # Contracts, and words in files, that wait for this person's word.
    sign_offs: tuple[SignOff, ...]
    words: WordsBeside
    dangers: tuple[Danger, ...]
    steps: tuple[Deal, ...]
    freezes: tuple[DealRow, ...]
    expiring: tuple[Quote, ...]
    events: tuple[Event, ...]
    obligations: tuple[ObligationRow, ...]

    @property
    def in_all(self) -> int:
        return self.waiting_count + self.words.in_all

    @property
    def longest_since(self) -> datetime | None:
        steps, words = self.waiting[:1], self.words.rows[:1]
        asked = [*(step.request.requested_at for step in steps), *(row.words.asked_at for row in words)]
        return min(asked, default=None)


def desk(user: User, at: datetime, *, mine: bool) -> Desk:
    today, known = timezone.localdate(at), noticed()
    deals = visible_deals(user).open()
    if mine:
        deals = deals.filter(own_deals(user))
    in_play, stages = _sums(deals)
    waiting, waiting_count = _waiting(user)
    due, freezing = _counts(deals, today, known)
    return Desk(
        in_play=in_play,
        stages=stages,
        due=due,
        freezing=freezing,
        decides=Act.DECIDE_APPROVAL.permits(user),
        waiting=waiting,
        waiting_count=waiting_count,
        sign_offs=waiting_of(user),
        words=words_beside(user),
        dangers=_dangers(deals, today, known),
        steps=tuple(_with_people(deals).filter(next_step_on__isnull=False).order_by("next_step_on", "id")[:ROWS]),
        freezes=_freezes(deals, today, known),
        expiring=_expiring(user, deals, today),
        events=latest_events(user, size=6),
        obligations=my_obligations(user, today, known),
    )


def _sums(deals: DealQuerySet) -> tuple[tuple[InPlay, ...], tuple[StageSum, ...]]:
    """One statement: deals and their latest offers by currency and stage; two currencies are never added up."""
    offers = Quote.objects.filter(deal=OuterRef("pk")).order_by("-updated_at", "-id")
    found = (
        deals.annotate(
            offer=Subquery(offers.values("latest_total")[:1]),
            offered_in=Coalesce(Subquery(offers.values("currency")[:1]), "currency"),
        )
        .order_by()
        .values("offered_in", "stage")
        .annotate(n=Count("pk"), sum=Sum("offer"))
    )
    counts: dict[str, int] = defaultdict(int)
    totals: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for group in found:
        counts[group["offered_in"]] += group["n"]
        totals[group["offered_in"], group["stage"]] = (group["n"], group["sum"] or Decimal(0))
    currencies = sorted(counts, key=lambda currency: -counts[currency])
    in_play = tuple(
        InPlay(
            currency=currency,
            deals=counts[currency],
            total=sum((total for (of, _), (_, total) in totals.items() if of == currency), Decimal(0)),
        )
        for currency in currencies
    )
    return in_play, _stages(totals, currencies[0] if currencies else "")


def _stages(totals: dict[tuple[str, str], tuple[int, Decimal]], currency: str) -> tuple[StageSum, ...]:
    rows = []
    for stage in PATH[:-1]:
        n, total = totals.get((currency, stage), (0, Decimal(0)))
        rows.append(StageSum(stage=stage, label=gettext(label(stage)), deals=n, total=total, currency=currency))
    return tuple(rows) if currency else ()


def _counts(deals: DealQuerySet, today: date, known: Noticed) -> tuple[int, int]:
    """How many next steps are due, and how many budgets freeze within the horizon."""
    ahead = (today, after_workdays(today, HORIZON, known))
    found = deals.with_freeze().aggregate(
        due=Count("pk", filter=Q(next_step_on__lte=today)), freezing=Count("pk", filter=Q(freeze__range=ahead))
    )
    return found["due"], found["freezing"]


def _with_people(deals: DealQuerySet) -> DealQuerySet:
    return deals.select_related("customer", "owner")


def _waiting(user: User) -> tuple[tuple[ApprovalStep, ...], int]:
    """Those that have waited longest, and how many wait in all."""
    if not Act.DECIDE_APPROVAL.permits(user):
        return (), 0
    steps = waiting_for(user).select_related("request__requested_by", "request__version__quote__deal__customer")
    longest = tuple(steps.order_by("request__requested_at", "id")[:ROWS])
    return longest, len(longest) if len(longest) < ROWS else waiting_for(user).count()


def _dangers(deals: DealQuerySet, today: date, known: Noticed) -> tuple[Danger, ...]:
    """The largest offers first: what is lost there costs most."""
    offers = Quote.objects.filter(deal=OuterRef("pk"))
    latest = Subquery(offers.order_by("-updated_at", "-id").values("latest_total")[:1])
    after = patience(today)
    endangered = (
        _with_people(deals)
        .with_freeze()
        .filter(
            Q(next_step_on__lt=today)
            | Q(next_step="")
            | Q(freeze__range=(today, after_workdays(today, NEAR, known)))
            | (Q(stage__in=QUOTED) & ~Exists(offers))
            | Q(pk__in=idle_deals(deals, today, after).values("pk"))
        )
    )
    ordered = endangered.annotate(offer=latest).order_by(F("offer").desc(nulls_last=True), "id")
    rows = deal_rows(ordered[:ROWS], today, known)
    idle = idle_since(deals.filter(pk__in=[row.deal.pk for row in rows]), today, after)
    return tuple(Danger(row=row, reasons=(*_reasons(row), *_idle(row, idle, today))) for row in rows)


def _reasons(row: DealRow) -> tuple[Reason, ...]:
    deal, found = row.deal, []
    if row.late and deal.next_step_on:
        day = formats.date_format(deal.next_step_on, "m-d")
        found.append(Reason(tone="bad", words=gettext("The next step was due on %(day)s") % {"day": day}))
    if not deal.next_step:
        found.append(Reason(tone="warn", words=gettext("No next step is set")))
    if row.near and row.workdays is not None:
        words = ngettext(
            "The budget freezes in %(days)s workday", "The budget freezes in %(days)s workdays", row.workdays
        )
        found.append(Reason(tone="warn", words=words % {"days": row.workdays}))
    if row.quote is None and deal.stage in QUOTED:
        found.append(Reason(tone="warn", words=gettext("There is no quote yet")))
    return tuple(found)


def _idle(row: DealRow, idle: Mapping[int, date], today: date) -> tuple[Reason, ...]:
    """The gate has been green and nothing was sent: too late is a mistake as too early is."""
    if row.deal.pk not in idle:
        return ()
    words = gettext("Ready to quote for %(days)s days, and no quote has gone out")
    return (Reason(tone="warn", words=words % {"days": (today - idle[row.deal.pk]).days}),)


def _expiring(user: User, deals: DealQuerySet, today: date) -> tuple[Quote, ...]:
    """Offers that are out and are about to end, the nearest end first: renewed now, nobody notices."""
    if not Act.SEE_QUOTE.permits(user):
        return ()
    found = Quote.objects.expiring(today).filter(deal__in=deals).select_related("customer")
    return tuple(found.order_by("latest_valid_until", "id")[:ROWS])


def _freezes(deals: DealQuerySet, today: date, known: Noticed) -> tuple[DealRow, ...]:
    ahead = (today, after_workdays(today, HORIZON, known))
    soonest = _with_people(deals).with_freeze().filter(Q(freeze__range=ahead)).order_by(F("freeze"), "id")
    return deal_rows(soonest[:6], today, known)
