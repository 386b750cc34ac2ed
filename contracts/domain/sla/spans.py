"""How long a service may be gone, with the calendar named; and where a service month begins and ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import Period, add_months, term
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.usage.series import SHANGHAI

MINUTES_A_DAY = 1440
SECONDS_A_MINUTE = 60
MINUTES_AN_HOUR = 60
MONTHS_A_YEAR = 12
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """How many days a year and a month are said to have: 365 and 30, 365 and a twelfth, 365.25 … A promise of 99.9 % is
    8.76 hours a year on one and 8.77 on another, so every figure is printed with its calendar."""

    year_days: Decimal
    month_days: Decimal

    def __post_init__(self) -> None:
        if self.year_days <= 0 or self.month_days <= 0:
            raise Refusal("A year and a month have days.", field="year_days")

    @property
    def year_minutes(self) -> Decimal:
        return EXACT.multiply(self.year_days, Decimal(MINUTES_A_DAY))

    @property
    def month_minutes(self) -> Decimal:
        return EXACT.multiply(self.month_days, Decimal(MINUTES_A_DAY))


def calendar(year_days: Decimal, month_days: Decimal | None = None) -> Calendar:
    """A month is a twelfth of the year unless its days are said."""
    twelfth = EXACT.divide(year_days, Decimal(MONTHS_A_YEAR))
    return Calendar(year_days=year_days, month_days=month_days or twelfth)


class Year(Word):
    """How long a year and a month are said to be; each figure is printed with its calendar."""

    THIRTY = "365_30", "365 days, a month of 30"
    TWELFTH = "365_12", "365 days, a month a twelfth of it"
    JULIAN = "36525_12", "365.25 days, a month a twelfth of it"


CALENDARS: Mapping[Year, Calendar] = {
    Year.THIRTY: calendar(Decimal(365), Decimal(30)),
    Year.TWELFTH: calendar(Decimal(365)),
    Year.JULIAN: calendar(Decimal("365.25")),
}


def may_be_down(availability: Percent, minutes: Decimal) -> Decimal:
    """How many of so many minutes the promise lets the service be gone: (1 - a) · minutes, unrounded."""
    if not 0 <= availability.points <= 100 or minutes < 0:
        raise Refusal("Availability is from 0 to 100 %% of some time.", field="availability")
    return availability.off(minutes)


def up_for(down: Decimal, total: Decimal) -> Percent:
    """The availability of a service that was gone for a part of a time, both in one unit; unrounded."""
    if not 0 <= down <= total or not total:
        raise Refusal("A service is not gone for longer than it was to be there.", field="downtime")
    return Percent.part_of(EXACT.subtract(total, down), total)


def spelled(minutes: Decimal) -> str:
    """As tables of availability print it, seconds cut off: 43.2 minutes are 43m12s, 432 are 7h12m."""
    hours, rest = divmod(int(minutes * SECONDS_A_MINUTE), SECONDS_A_MINUTE * MINUTES_AN_HOUR)
    parts = zip((hours, *divmod(rest, SECONDS_A_MINUTE)), "hms", strict=True)
    return "".join(f"{value}{unit}" for value, unit in parts if value) or "0s"


def midnight(day: date) -> datetime:
    """When a day begins, by the clock of China."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


class ServiceMonth(Word):
    """Which months a promise is measured in; the same term has one more of the first kind unless it begins on the 1st.

    Sources: Tencent Cloud's VOD terms count every calendar month that is touched; TRTC Live's count from the day of
    the month on which the service began.
    """

    CALENDAR = "calendar", "Calendar months"
    ANNIVERSARY = "anniversary", "Months from the first day of the service"


def service_months(start: date, months: int, counted: ServiceMonth) -> tuple[Period, ...]:
    """The service months of a term of so many months from a day on, in order, without a gap."""
    return months_within(term(start, months), counted)


def months_within(whole: Period, counted: ServiceMonth) -> tuple[Period, ...]:
    """The service months of a stretch of days with an end; the first and the last may be cut short."""
    return tuple(_touched(whole, counted))


def uncut(whole: Period, counted: ServiceMonth, n: int) -> Period:
    """The `n`th of these service months, counted from 0, as long as it is where nothing cuts it short."""
    first = _first_of(whole, counted)
    return Period(add_months(first, n), add_months(first, n + 1))


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How many days of a service month a contract ran, and how many it has."""

    ran: int
    days: int


def cut_of(whole: Period, counted: ServiceMonth, month: date) -> Cut | None:
    """Of the service month that begins in the calendar month of a day; None where it ran whole, or not at all."""
    n = _places(whole.start, month)
    full = uncut(whole, counted, n)
    ran = whole.overlap(full)
    if ran is None or ran == full or ran.days is None or full.days is None:
        return None
    return Cut(ran=ran.days, days=full.days)


def last_day(start: date, counted: ServiceMonth, month: date) -> date:
    """Of the service month that begins in the calendar month of a day, counted from the service's first day."""
    n = _places(start, month)
    return add_months(start if counted is ServiceMonth.ANNIVERSARY else start.replace(day=1), n + 1) - A_DAY


def whole_months(
    term: Period, counted: ServiceMonth, covered: Period, today: date
) -> dict[date, tuple[datetime, datetime]]:
    """The service months of a term with an end that are over and lie within what is covered, by the first of the
    calendar month in which each begins: from when until when it ran, by the clock of China. The first and the last are
    as long as the term reaches into them."""
    found = ((month, month.end) for month in months_within(term, counted))
    return {
        month.start.replace(day=1): (midnight(month.start), midnight(end))
        for month, end in found
        if end is not None and end <= today and month.overlap(covered) == month
    }


def _places(start: date, month: date) -> int:
    return (month.year - start.year) * MONTHS_A_YEAR + month.month - start.month


def _first_of(whole: Period, counted: ServiceMonth) -> date:
    return whole.start if counted is ServiceMonth.ANNIVERSARY else whole.start.replace(day=1)


def _touched(whole: Period, counted: ServiceMonth) -> Iterator[Period]:
    for n in count():
        if (shared := whole.overlap(uncut(whole, counted, n))) is None:
            return
        yield shared
