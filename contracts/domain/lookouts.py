"""How far ahead somebody looks: for an obligation in working days, for a renewal in days."""

from dataclasses import dataclass
from datetime import date, timedelta

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar

# A quarter of working days, and two years.
MOST_WORKDAYS = 60
MOST_DAYS = 730


@dataclass(frozen=True, kw_only=True)
class Lookout:
    """Nothing ahead until somebody has said how far."""

    remind_workdays: int = 0
    renewal_days: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.remind_workdays <= MOST_WORKDAYS:
            message = "Working days are counted from 0 to %(most)s."
            raise Refusal(message, field="remind_workdays", most=MOST_WORKDAYS)
        if not 0 <= self.renewal_days <= MOST_DAYS:
            raise Refusal("Days are counted from 0 to %(most)s.", field="renewal_days", most=MOST_DAYS)

    def reaches(self, today: date, calendar: WorkCalendar) -> date:
        """The last day that is near enough to be told of."""
        return calendar.after(today, self.remind_workdays)

    def renewal_from(self, *, ends_on: date, notice_on: date | None) -> date:
        """The day from which a renewal is worked on: so many days before whichever comes first."""
        return min(day for day in (ends_on, notice_on) if day is not None) - timedelta(days=self.renewal_days)
