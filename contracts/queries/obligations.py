"""What follows a signature: a deal's obligations by urgency, everybody's by day, and whose day comes near."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import get_language, gettext

from contracts.domain.obligations.words import ObligationKind, ObligationState, Side, Urgency
from contracts.models import ContractLife, Obligation
from contracts.models.lookouts import lookout_on
from contracts.models.obligations import ObligationQuerySet
from contracts.permissions import Act
from dealdesk.kernel.words import label
from dealdesk.kernel.workdays import LONGEST, WorkCalendar
from dealdesk.web.keyset import page
from dealdesk.web.refusals import translated
from quotes.domain.lifecycle import VersionState
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Noticed, Stage, calendar_of
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, Notice, User
from stakeholders.models.workdays import noticed
from stakeholders.permissions import visible_deals
from stakeholders.queries.workdays import noticed_with

# The desk shows this many.
ROWS = 8


@dataclass(frozen=True, kw_only=True)
class ObligationRow:
    """`workdays` are those from today until its day, below zero once it has passed; None for what is settled."""

    pk: int
    deal: int
    customer: str
    name: str
    note: str
    side: Side
    due_on: date
    workdays: int | None
    urgency: Urgency | None
    amount: Decimal | None
    currency: str
    owner: str
    clause: str
    source: str
    state: ObligationState
    outcome: str
    settled_on: date | None
    was_late: bool
    is_fixed: bool

    @property
    def late(self) -> int:
        return -(self.workdays or 0)


@dataclass(frozen=True, kw_only=True)
class Group:
    urgency: Urgency
    rows: tuple[ObligationRow, ...]


@dataclass(frozen=True, kw_only=True)
class AfterScreen:
    """`life` is None before anything was derived; then `may_derive` says whether an accepted offer is there."""

    life: ContractLife | None
    is_signed: bool
    may_derive: bool
    gaps: tuple[str, ...]
    groups: tuple[Group, ...]
    settled: tuple[ObligationRow, ...]
    notice_workdays: int | None
    overdue: int
    open: int
    owed: Decimal
    currency: str

    @property
    def has_rows(self) -> bool:
        return bool(self.settled) or any(group.rows for group in self.groups)


@dataclass(frozen=True, kw_only=True)
class ObligationList:
    rows: tuple[ObligationRow, ...]
    after: str
    reaches: date


def after_screen(deal: Deal, today: date) -> AfterScreen:
    """Four statements; without a contract three, and one for whether there is an offer to derive from."""
    lives = ContractLife.objects.filter(deal=deal).select_related("deal", "version__quote", "checklist", "made_by")
    life = lives.first()
    found = list(_read(deal.obligations.all()))
    calendar = _calendar(found, life, today, noticed_with(deal))
    near = lookout_on(today).reaches(today, calendar)
    rows = [_row(one, today, near, calendar) for one in found]
    open_rows = [row for row in rows if row.urgency]
    late = [row for row in open_rows if row.urgency is Urgency.OVERDUE]
    owed = [row.amount for row in late if row.side is Side.THEIRS and row.amount]
    return AfterScreen(
        life=life,
        is_signed=deal.stage == Stage.SIGNED,
        may_derive=life is None and _has_accepted(deal),
        gaps=_gaps(life, calendar),
        groups=tuple(
            Group(urgency=urgency, rows=tuple(row for row in open_rows if row.urgency is urgency))
            for urgency in Urgency
        ),
        settled=tuple(sorted((row for row in rows if not row.urgency), key=_settled_first, reverse=True)),
        notice_workdays=_workdays(today, life.notice_on, calendar) if life and life.notice_on else None,
        overdue=len(late),
        open=len(open_rows),
        owed=sum(owed, Decimal(0)),
        currency=life.version.currency if life else deal.currency,
    )


def obligation_row(obligation: Obligation, today: date) -> ObligationRow:
    """One that came through its door."""
    calendar = _calendar([obligation], None, today, noticed())
    return _row(obligation, today, lookout_on(today).reaches(today, calendar), calendar)


def obligation_list(user: User, today: date, *, mine: bool, when: str, side: str, after: str = "") -> ObligationList:
    """Open ones, the nearest day first; three statements."""
    known, lookout = noticed(), lookout_on(today)
    calendar = calendar_of(today, date(today.year + 1, 1, 1), known)
    near = lookout.reaches(today, calendar)
    rows = Obligation.objects.open().filter(deal__in=visible_deals(user))
    if mine:
        rows = rows.filter(owner=user)
    if side:
        rows = rows.filter(side=side)
    if when == Urgency.OVERDUE:
        rows = rows.filter(due_on__lt=today)
    if when == Urgency.SOON:
        rows = rows.filter(due_on__range=(today, near))
    found = page(_read(rows), order=("due_on", "id"), after=after)
    calendar = _calendar(found.rows, None, today, known)
    return ObligationList(
        rows=tuple(_row(one, today, near, calendar) for one in found.rows), after=found.after, reaches=near
    )


def my_obligations(user: User, today: date, known: Noticed) -> tuple[ObligationRow, ...]:
    """What I look after and is overdue or near: the desk's few rows; two statements."""
    if not Act.SEE_OBLIGATIONS.permits(user):
        return ()
    calendar = calendar_of(today, date(today.year + 1, 1, 1), known)
    near = lookout_on(today).reaches(today, calendar)
    found = list(_read(Obligation.objects.due_by(near).filter(owner=user))[:ROWS])
    calendar = _calendar(found, None, today, known)
    return tuple(_row(one, today, near, calendar) for one in found)


def to_tell(today: date) -> QuerySet[Obligation]:
    """Open ones whose day is near enough and whose owner has not been told of that day."""
    calendar = calendar_of(today, date(today.year + 1, 1, 1), noticed())
    near = lookout_on(today).reaches(today, calendar)
    day = Cast(OuterRef("due_on"), TextField())
    told = Notice.objects.alias(day=KeyTextTransform("day", "facts")).filter(
        kind=NoticeKind.OBLIGATION_DUE, to=OuterRef("owner"), target=OuterRef("pk"), day=day
    )
    due = Obligation.objects.due_by(near).filter(owner__is_active=True)
    return due.filter(~Exists(told)).select_related("deal", "owner").order_by("pk")


def owners_of(deal: Deal) -> QuerySet[User]:
    """The deal's own people, and those who look after its clauses."""
    here = User.objects.filter(is_active=True)
    signs = Q(role__in=deal.signers.values("role"))
    return here.filter(Q(pk=deal.owner_id) | Q(memberships__deal=deal) | signs).distinct().order_by("name", "id")


def _read(rows: ObligationQuerySet) -> QuerySet[Obligation]:
    return rows.select_related("deal__customer", "owner", "clause").order_by("due_on", "id")


def _calendar(rows: Iterable[Obligation], life: ContractLife | None, today: date, known: Noticed) -> WorkCalendar:
    days = [today, *(one.due_on for one in rows), *([life.ends_on, life.begins_on] if life else [])]
    return calendar_of(min(days), date(max(days).year + 1, 12, 31), known)


def _row(one: Obligation, today: date, near: date, calendar: WorkCalendar) -> ObligationRow:
    is_open = one.state == ObligationState.OPEN
    return ObligationRow(
        pk=one.pk,
        deal=one.deal_id,
        customer=str(one.deal.customer),
        name=_name(one),
        note=one.note if one.kind != ObligationKind.OTHER else "",
        side=Side(one.side),
        due_on=one.due_on,
        workdays=_workdays(today, one.due_on, calendar) if is_open else None,
        urgency=_urgency(one.due_on, today, near) if is_open else None,
        amount=one.amount,
        currency=one.currency,
        owner=one.owner.name,
        clause=one.clause.title.to(get_language() or "zh") if one.clause else "",
        source=one.source,
        state=ObligationState(one.state),
        outcome=one.outcome,
        settled_on=one.settled_on,
        was_late=one.was_late(),
        is_fixed=one.is_fixed,
    )


def _workdays(today: date, day: date, calendar: WorkCalendar) -> int | None:
    """Nobody counts the working days of ten years."""
    return calendar.count(today, day) if abs((day - today).days) <= LONGEST else None


def _name(one: Obligation) -> str:
    """Instalments and reports by their number; what somebody entered beside the kinds, by their words."""
    if one.kind == ObligationKind.OTHER:
        return one.note
    name = gettext(label(ObligationKind(one.kind)))
    n = one.derived.partition(":")[2]
    return f"{name} {n}" if one.kind in NUMBERED and n else name


NUMBERED = frozenset({ObligationKind.PAYMENT, ObligationKind.REPORT})


def _urgency(due_on: date, today: date, near: date) -> Urgency:
    if due_on < today:
        return Urgency.OVERDUE
    return Urgency.SOON if due_on <= near else Urgency.LATER


def _settled_first(row: ObligationRow) -> tuple[date, int]:
    return (row.settled_on or row.due_on, row.pk)


def _gaps(life: ContractLife | None, calendar: WorkCalendar) -> tuple[str, ...]:
    if life is None:
        return ()
    return tuple(translated(gap.message, dict(gap.params)) for gap in life.following(calendar).gaps)


def _has_accepted(deal: Deal) -> bool:
    return QuoteVersion.objects.filter(quote__deal=deal, state=VersionState.ACCEPTED).exists()
