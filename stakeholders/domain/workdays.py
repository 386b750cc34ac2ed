"""Reading a year's notice: one line a day, off or worked, and a sentence for every line that says neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dealdesk.kernel.refusals import Blocker

SATURDAY = 5
# A year has about thirty such days; a notice with more is another file.
MOST_LINES = 120
OFF, WORKED = frozenset({"休", "off", "holiday", "0"}), frozenset({"班", "work", "worked", "workday", "1"})
COLUMNS = 3


@dataclass(frozen=True, kw_only=True)
class ReadDay:
    day: date
    is_worked: bool
    name: str


@dataclass(frozen=True, kw_only=True)
class ReadNotice:
    """The days that could be read, in order, and what is wrong with the other lines, by their number."""

    days: tuple[ReadDay, ...]
    wrong: tuple[tuple[int, Blocker], ...]

    @property
    def off(self) -> int:
        return sum(not day.is_worked for day in self.days)

    @property
    def worked(self) -> int:
        return sum(day.is_worked for day in self.days)


def read_notice(text: str, year: int) -> ReadNotice:
    """Lines of day, 休 or 班, and name, set apart by commas or tabs; empty lines and a first line of headings pass.

    A weekday that is worked needs no notice and is most likely a slip: refused. A weekend day that is off is what a
    notice says of a whole span, and changes nothing.
    """
    days: dict[date, ReadDay] = {}
    wrong: list[tuple[int, Blocker]] = []
    for number, line in enumerate(text.replace("\0", " ").splitlines(), 1):
        cells = [cell.strip() for cell in line.replace("，", ",").replace("\t", ",").split(",")]
        if not any(cells) or (number == 1 and not cells[0][:1].isdigit()):
            continue
        found = _read(cells, year)
        if isinstance(found, ReadDay) and found.day in days:
            found = Blocker(message="This day was named on an earlier line.")
        if isinstance(found, ReadDay):
            days[found.day] = found
        else:
            wrong.append((number, found))
        if number >= MOST_LINES:
            wrong.append((number, Blocker(message="More lines than a year's notice has: the rest was not read.")))
            break
    return ReadNotice(days=tuple(days[day] for day in sorted(days)), wrong=tuple(wrong))


def _read(cells: list[str], year: int) -> ReadDay | Blocker:
    return next(_troubles(cells, year), None) or ReadDay(
        day=_day(cells[0]) or date.min, is_worked=cells[1].lower() in WORKED, name=cells[2][:40]
    )


def _troubles(cells: list[str], year: int) -> Iterator[Blocker]:
    if len(cells) < COLUMNS or not cells[2]:
        yield Blocker(message="A line has a day, 休 or 班, and a name.")
        return
    day = _day(cells[0])
    if day is None:
        yield Blocker(message="“%(text)s” is no day: write 2027-01-01.", params={"text": cells[0][:20]})
        return
    if day.year != year:
        yield Blocker(message="This day does not lie in %(year)s.", params={"year": year})
    word = cells[1].lower()
    if word not in OFF | WORKED:
        yield Blocker(message="“%(text)s” is neither 休 nor 班.", params={"text": cells[1][:20]})
    elif word in WORKED and day.weekday() < SATURDAY:
        yield Blocker(message="This is a weekday: it is worked without a notice.")


def _day(text: str) -> date | None:
    try:
        return date(*(int(part) for part in text.replace("/", "-").replace(".", "-").split("-")))
    except (TypeError, ValueError, OverflowError):
        return None
