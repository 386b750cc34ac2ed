"""What a deal's own pages show: its part of the deal header, and where it can go next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from dealdesk.kernel.formats import large
from dealdesk.kernel.words import label
from dealdesk.web.dealheader import HeaderPart, Metric, Step, Tab
from stakeholders.domain.deals import CLOSED, PATH, STAGE_MOVES, Stage, calendar_of, workdays_left
from stakeholders.domain.plans.standing import staleness
from stakeholders.models import BudgetEstimate, Deal, User
from stakeholders.permissions import Act
from stakeholders.queries.seats import red_count
from stakeholders.queries.workdays import noticed_with, unannounced


@dataclass(frozen=True, kw_only=True)
class StageMove:
    """One stage as a button: pressed it moves the deal; where it cannot, `refusal` says why."""

    stage: Stage
    label: str
    refusal: str = ""
    # It asks for what a deal is closed with, on a page of its own.
    closes: bool = False


def stage_moves(deal: Deal) -> tuple[StageMove, ...]:
    """Every stage but the present one, in the order of the path, with the reason where the table has no such move."""
    now = Stage(deal.stage)
    return tuple(
        StageMove(stage=stage, label=gettext(label(stage)), refusal=_refusal(now, stage), closes=stage in CLOSED)
        for stage in (*PATH, Stage.LOST)
        if stage != now
    )


def _refusal(now: Stage, to: Stage) -> str:
    words = {"from": gettext(label(now)), "to": gettext(label(to))}
    if to in STAGE_MOVES[now]:
        return ""
    if not STAGE_MOVES[now]:
        return gettext("%(from)s is final: nothing comes after it.") % words
    return gettext("%(from)s does not lead to %(to)s.") % words


def header_part(user: User, deal: Deal, at: datetime) -> HeaderPart:
    """The deal comes with its customer and owner, and through its own door with the imported holidays; the map of those
    who may see it is one statement."""
    today = timezone.localdate(at)
    metrics = (_next_step(deal, today), _freeze(user, deal, today))
    return HeaderPart(path=_path(deal), metrics=metrics, tabs=_tabs(user, deal, today))


def _path(deal: Deal) -> tuple[Step, ...]:
    now = Stage(deal.stage)
    if now == Stage.LOST:
        return (Step(key=now, label=gettext(label(now)), state="lost"),)
    here = PATH.index(now)
    states = ["done"] * here + ["current"] + ["ahead"] * (len(PATH) - here - 1)
    if now == Stage.SIGNED:
        states[-1] = "done"
    return tuple(
        Step(key=stage, label=gettext(label(stage)), state=state) for stage, state in zip(PATH, states, strict=True)
    )


def _next_step(deal: Deal, today: date) -> Metric:
    heading = gettext("Next step")
    if not deal.next_step or deal.next_step_on is None:
        return Metric(key="next_step", label=heading, value=gettext("None set"), tone="warn" if deal.is_open else "")
    late = deal.is_open and deal.next_step_on < today
    day = formats.date_format(deal.next_step_on, "m-d")
    value = gettext("%(day)s, overdue") % {"day": day} if late else day
    return Metric(key="next_step", label=heading, value=value, note=deal.next_step, tone="bad" if late else "")


def _freeze(user: User, deal: Deal, today: date) -> Metric:
    plan = reverse("stakeholders:plan", args=[deal.pk]) if Act.SEE_PLAN.permits(user) else ""
    if deal.freeze_on is None:
        return Metric(key="freeze", label=gettext("Budget freeze"), value=gettext("Unknown"), url=plan)
    heading = gettext("To the freeze on %(day)s") % {"day": formats.date_format(deal.freeze_on, "m-d")}
    noticed = noticed_with(deal)
    left = workdays_left(today, deal.freeze_on, noticed)
    if left < 0 or deal.freeze_on < today:
        tone = "bad" if deal.is_open else ""
        return Metric(key="freeze", label=heading, value=gettext("Already frozen"), tone=tone, url=plan)
    value = ngettext("%(days)s workday", "%(days)s workdays", left) % {"days": left}
    notes = [*_critical(deal, left), *unannounced(calendar_of(today, deal.freeze_on, noticed), today, deal.freeze_on)]
    tone = "bad" if is_short(deal, left) else "warn" if left <= NEAR else ""
    return Metric(
        key="freeze",
        label=heading,
        value=value,
        note=gettext("; ").join(notes),
        tone=tone if deal.is_open else "",
        url=plan,
    )


def is_short(deal: Deal, left: int) -> bool:
    """Whether what the plan still asks for, in four cases of five, is more than the working days that are left."""
    return deal.critical_days is not None and deal.critical_days > left


def _critical(deal: Deal, left: int) -> Iterator[str]:
    """Only of a deal with a plan whose lead times are all known."""
    if deal.critical_days is not None and deal.is_open:
        spare = left - deal.critical_days
        words = gettext("critical path %(days)s, %(spare)s to spare") if spare >= 0 else None
        words = words or gettext("critical path %(days)s, %(spare)s short")
        yield words % {"days": deal.critical_days, "spare": abs(spare)}


# A freeze this many working days away, or fewer, is near: the desk, the list and the header agree on it.
NEAR = 20


def _tabs(user: User, deal: Deal, today: date) -> tuple[Tab, ...]:
    met = Tab(key="engagements", label=gettext("Engagements"), url=reverse("stakeholders:engagements", args=[deal.pk]))
    return (
        Tab(key="overview", label=gettext("Overview"), url=reverse("quotes:deal", args=[deal.pk])),
        *((_seats(deal, today),) if Act.SEE_SEATS.permits(user) else ()),
        *((_budget(deal),) if Act.SEE_BUDGET.permits(user) else ()),
        *((_plan_tab(deal, today),) if Act.SEE_PLAN.permits(user) else ()),
        *((met,) if Act.SEE_ENGAGEMENTS.permits(user) else ()),
        Tab(key="timeline", label=gettext("Timeline"), url=reverse("stakeholders:timeline", args=[deal.pk])),
    )


def _plan_tab(deal: Deal, today: date) -> Tab:
    """Marked where an open deal's plan is stale: nobody has touched it for three weeks."""
    touched = deal.planned_on if deal.is_open else None
    stale = touched is not None and staleness((today - touched).days).is_stale
    return Tab(
        key="plan",
        label=gettext("Plan"),
        url=reverse("stakeholders:plan", args=[deal.pk]),
        note=gettext("stale") if stale else "",
        tone="warn" if stale else "",
    )


def _seats(deal: Deal, today: date) -> Tab:
    """With the number of red lights on the map of a deal that is still open."""
    red = red_count(deal, today) if deal.is_open else 0
    return Tab(
        key="seats",
        label=gettext("Decision chain"),
        url=reverse("stakeholders:seats", args=[deal.pk]),
        note=ngettext("%(n)s risk", "%(n)s risks", red) % {"n": red} if red else "",
        tone="bad" if red else "",
    )


def _budget(deal: Deal) -> Tab:
    """The estimate came with the deal: no statement."""
    estimate: BudgetEstimate | None = getattr(deal, "budget", None)
    spread = estimate.spread if estimate else None
    note = gettext("not estimated") if spread is None or estimate is None else large(spread.p50, estimate.currency)
    return Tab(key="budget", label=gettext("Budget"), url=reverse("quotes:budget", args=[deal.pk]), note=note)
