"""The plan screen: every milestone with its place in time, the critical path, and the chance to sign in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from django.db.models import Q, QuerySet
from django.utils import timezone

from dealdesk.kernel.workdays import WorkCalendar
from dealdesk.web.charts import PHONE, Picture, PlanBar, either, plan_timeline
from stakeholders.domain.deals import calendar_of
from stakeholders.domain.plans.chance import Chance, draws
from stakeholders.domain.plans.path import Path, Planned, critical_path, needed, ordered, unknown
from stakeholders.domain.plans.standing import Staleness, Stall, staleness
from stakeholders.models import Deal, Milestone, User
from stakeholders.models.plans import planned, target_of
from stakeholders.permissions import Act
from stakeholders.queries.plans.quiet import quiet
from stakeholders.queries.workdays import noticed_with, unannounced

# Two years of working days ahead is as far as a plan can reach: forty milestones of the longest lead are cut there.
REACH = 500


@dataclass(frozen=True, kw_only=True)
class Row:
    """One milestone as it stands today; dates are working days, and there are none for what nobody can reckon."""

    pk: int
    name: str
    owner: str
    buyer: str
    lead_p50: int | None
    lead_p80: int | None
    after: tuple[str, ...]
    due_on: date | None
    is_overdue: bool
    done_on: date | None
    blocker: str
    evidence: str
    is_critical: bool
    slack: int | None
    start_on: date | None
    end_on: date | None
    latest_on: date | None

    @property
    def is_late(self) -> bool:
        """It would have to have begun before it can."""
        return self.latest_on is not None and self.start_on is not None and self.latest_on < self.start_on


@dataclass(frozen=True, kw_only=True)
class PlanScreen:
    rows: tuple[Row, ...]
    picture: Picture
    freeze_on: date | None
    left: int | None
    days: int | None
    chain: tuple[str, ...]
    latest_start: date | None
    chance: Chance | None
    likely_on: date | None
    has_signature: bool
    unknown: tuple[str, ...]
    stale: Staleness | None
    quiet: Stall | None
    unannounced: tuple[str, ...]
    may_see_quiet: bool
    may_edit: bool

    @property
    def slack(self) -> int | None:
        """Working days to spare; below zero where the plan needs more than are left."""
        return None if self.left is None or self.days is None else self.left - self.days

    @property
    def short(self) -> int:
        return max(0, -(self.slack or 0))

    @property
    def percent(self) -> int:
        """The chance in whole per cent: drawing is not more exact than that."""
        return round(self.chance.p * 100) if self.chance else 0

    @property
    def error(self) -> str:
        """What drawing may be off by, in percent points to one decimal."""
        return f"{self.chance.error * 100:.1f}" if self.chance else ""


@dataclass(frozen=True)
class Reckoned:
    """A plan against its days: everything that the screen's figures follow from."""

    rows: tuple[Milestone, ...]
    plan: tuple[Planned, ...]
    path: Path
    gaps: tuple[int, ...]
    calendar: WorkCalendar
    today: date
    freeze: date | None

    @property
    def by_key(self) -> dict[int, Milestone]:
        return {row.pk: row for row in self.rows}

    @property
    def left(self) -> int | None:
        return self.calendar.count(self.today, self.freeze) if self.freeze else None

    @property
    def days(self) -> int | None:
        """The critical path, where there is a plan and all of it is known."""
        return self.path.days if self.rows and not self.gaps else None

    @property
    def latest_start(self) -> date | None:
        return self.back(self.days)

    def back(self, workdays: int | None) -> date | None:
        """The last day to begin so many working days before the freeze."""
        if self.freeze is None or workdays is None or workdays > REACH:
            return None
        return self.calendar.before(self.freeze, workdays)

    def ahead(self, workdays: int) -> date | None:
        return self.calendar.after(self.today, workdays) if workdays <= REACH else None


def plan_screen(user: User, deal: Deal, at: datetime) -> PlanScreen:
    """The same number of statements for any number of milestones."""
    today = timezone.localdate(at)
    found = reckoned(deal, today)
    names = {row.pk: row.name for row in found.rows}
    rows = tuple(row_of(one, found) for one in ordered(found.plan))
    played = draws(found.plan, target_of(found.rows)) if found.days is not None else None
    touched = deal.planned_on if deal.is_open else None
    return PlanScreen(
        rows=rows,
        picture=_picture(rows, found),
        freeze_on=deal.freeze_on,
        left=found.left,
        days=found.days,
        chain=tuple(names[key] for key in found.path.chain) if found.days is not None else (),
        latest_start=found.latest_start,
        chance=played.chance(found.left) if played and found.left is not None else None,
        likely_on=found.ahead(ceil(played.days_at(0.8))) if played and found.days else None,
        has_signature=target_of(found.rows) is not None,
        unknown=tuple(names[key] for key in found.gaps),
        stale=staleness((today - touched).days) if touched else None,
        quiet=quiet(deal, today) if Act.SEE_SEATS.permits(user) else None,
        unannounced=unannounced(found.calendar, today, found.freeze) if found.freeze else (),
        may_see_quiet=Act.SEE_SEATS.permits(user),
        may_edit=Act.EDIT_PLAN.permits(user) and deal.is_open,
    )


def reckoned(deal: Deal, today: date) -> Reckoned:
    rows = tuple(deal.milestones.select_related("owner", "buyer").prefetch_related("after"))
    plan, target = planned(rows), target_of(rows)
    counts = needed(plan, target)
    freeze = deal.freeze_on if deal.freeze_on and deal.freeze_on >= today else None
    # As far as a plan reaches beyond the freeze.
    end = date((freeze or today).year + 2, 12, 31)
    return Reckoned(
        rows=rows,
        plan=plan,
        path=critical_path(plan, target),
        gaps=unknown(one for one in plan if one.key in counts),
        calendar=calendar_of(today, end, noticed_with(deal)),
        today=today,
        freeze=freeze,
    )


def row_of(one: Planned, found: Reckoned) -> Row:
    row, place, today = found.by_key[one.key], found.path.places[one.key], found.today
    # Only what is open and known has a place ahead of us.
    has_place = not one.is_done and one.lead is not None
    return Row(
        pk=row.pk,
        name=row.name,
        owner=row.owner.name if row.owner else "",
        buyer=row.buyer.name if row.buyer else "",
        lead_p50=row.lead_p50,
        lead_p80=row.lead_p80,
        after=tuple(found.by_key[key].name for key in sorted(one.after & found.by_key.keys())),
        due_on=row.due_on,
        is_overdue=not one.is_done and row.due_on is not None and row.due_on < today,
        done_on=timezone.localdate(row.done_at) if row.done_at else None,
        blocker=row.blocker,
        evidence=row.evidence,
        is_critical=has_place and found.days is not None and place.is_critical,
        slack=place.slack if has_place and found.days is not None else None,
        start_on=found.ahead(place.start) if has_place else None,
        end_on=found.ahead(place.end) if has_place else None,
        latest_on=found.back(place.remaining) if has_place and found.days is not None else None,
    )


def _picture(rows: Sequence[Row], found: Reckoned) -> Picture:
    """Every milestone that has a place in time, wide and as a phone shows it."""
    bars = tuple(_bars(rows, found.calendar))
    today, freeze = found.today, found.freeze
    return either(
        plan_timeline(bars, today=today, freeze=freeze), plan_timeline(bars, today=today, freeze=freeze, width=PHONE)
    )


def _bars(rows: Iterable[Row], calendar: WorkCalendar) -> Iterable[PlanBar]:
    for row in rows:
        if row.done_on:
            yield PlanBar(label=row.name, start=row.done_on, p50=row.done_on, p80=row.done_on, is_done=True)
        elif row.start_on and row.end_on and row.lead_p50 is not None:
            p50 = calendar.after(row.start_on, row.lead_p50)
            yield PlanBar(
                label=row.name, start=row.start_on, p50=p50, p80=row.end_on, is_critical=row.is_critical, due=row.due_on
            )


def colleagues_on(deal: Deal) -> QuerySet[User]:
    """Who can own a milestone: the deal's owner, and those who are on it."""
    here = User.objects.filter(is_active=True)
    return here.filter(Q(pk=deal.owner_id) | Q(memberships__deal=deal)).distinct().order_by("name", "id")
