"""Which days are worked: what was imported, and which years nobody has announced yet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from dealdesk.kernel.workdays import WorkCalendar
from stakeholders.domain.deals import Noticed, calendar_of
from stakeholders.models import Deal, NoticedDay, User, WorkdayNotice
from stakeholders.models.workdays import noticed
from stakeholders.permissions import Act

# How many years ahead a plan may reach.
AHEAD = 2


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year: what is built in or imported, or nothing yet; `off` and `worked` are what it exchanges."""

    year: int
    notice: WorkdayNotice | None
    is_announced: bool
    days: tuple[NoticedDay, ...]
    holidays: int
    worked: int


@dataclass(frozen=True, kw_only=True)
class WorkdaysScreen:
    years: tuple[Year, ...]
    may_import: bool


def noticed_with(deal: Deal) -> Noticed:
    """The same, read along with the deal where it came through its door."""
    told: list[dict[str, Any]] | None = vars(deal).get("noticed_days")
    if told is None:
        return noticed()
    return frozenset((date.fromisoformat(row["day"]), row["is_worked"]) for row in told)


def unannounced(calendar: WorkCalendar, start: date, end: date) -> tuple[str, ...]:
    """What stands beside a count over a year whose worked weekend days are not known yet: nothing, or one phrase."""
    years = calendar.unannounced(start, end)
    named = gettext(", ").join(str(year) for year in years)
    return (gettext("%(years)s not announced yet") % {"years": named},) if years else ()


def workdays_screen(user: User, today: date) -> WorkdaysScreen:
    """This year, the one before, and the next two; imported years of any time."""
    notices = {notice.year: notice for notice in WorkdayNotice.objects.prefetch_related("days")}
    days = frozenset((day.day, day.is_worked) for notice in notices.values() for day in notice.days.all())
    shown = sorted({*notices, *range(today.year - 1, today.year + AHEAD + 1)}, reverse=True)
    return WorkdaysScreen(
        years=tuple(_year(year, notices.get(year), days) for year in shown),
        may_import=Act.IMPORT_WORKDAYS.permits(user),
    )


def _year(year: int, notice: WorkdayNotice | None, days: Noticed) -> Year:
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar = calendar_of(first, last, days)
    return Year(
        year=year,
        notice=notice,
        is_announced=not calendar.unannounced(first, last),
        days=tuple(notice.days.all()) if notice else (),
        holidays=sum(day.year == year for day in calendar.holidays),
        worked=sum(day.year == year for day in calendar.make_up_days),
    )
