"""How long a customer's year of five-minute points takes to read, store and rank: `python -m tests.benchmarks usage`.

Time is the processor's, the best of several turns; a file is read from its bytes to a checked series.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

import xlsxwriter

from quotes.domain.usage.demand import loads_of_series
from quotes.domain.usage.reading import read
from quotes.domain.usage.series import SHANGHAI, Measure, Series
from quotes.domain.usage.stored import packed, unpacked
from quotes.forms.usage.upload import rows_of
from tests.benchmarks.billing import A_YEAR, points
from tests.benchmarks.pricing import seconds
from tests.quotes.domain.usage.scenarios import scenario

START = datetime.fromisoformat("2025-11-01T00:00:00")
# A request may take so long over a year of a customer's readings.
MOST_SECONDS = 2.0


@dataclass
class Work:
    """One customer's file in its shapes, and the series that is in it."""

    def __post_init__(self) -> None:
        readings = points(1)
        self.series = Series(measure=Measure.STREAMS, start=START.replace(tzinfo=SHANGHAI), step=5, points=readings)
        moments = [START + timedelta(minutes=5 * number) for number in range(A_YEAR)]
        told = [f"{value / 1000:.1f}" for value in readings.tolist()]
        rows = [f"{at.isoformat(' ', 'minutes')},{value}" for at, value in zip(moments, told, strict=True)]
        self.text = "\n".join(["时间,并发", *rows]).encode()
        days = [f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M}" for at in moments]
        loose = [f"{at},{value}" for at, value in zip(days, told, strict=True)]
        self.loose = "\n".join(["时间,并发", *loose]).encode()
        self.book = workbook(moments, told)
        self.stored = packed(readings)

    def take(self, content: bytes) -> None:
        assert read(rows_of(content, 2), Measure.STREAMS).series is not None

    def rank(self) -> None:
        """Months, percentiles and loads anew: nothing that was worked out before is used again."""
        series = Series(measure=Measure.STREAMS, start=self.series.start, step=5, points=unpacked(self.stored).copy())
        assert len(loads_of_series(series, scenario())) == 12


def workbook(moments: list[datetime], told: list[str]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for row, (at, value) in enumerate(zip(moments, told, strict=True)):
            sheet.write_datetime(row, 0, at, moment)
            sheet.write_number(row, 1, float(value))
    return out.getvalue()


def main() -> int:
    work = Work()
    questions: dict[str, Callable[[], object]] = {
        "read from text, ISO times": partial(work.take, work.text),
        "read from text, 2025/11/1 0:05": partial(work.take, work.loose),
        "read from a workbook": partial(work.take, work.book),
        "squeeze to be stored": partial(packed, work.series.points),
        "unpack, months, percentiles and loads": work.rank,
    }
    taken = {name: seconds(ask) for name, ask in questions.items()}
    print(f"| {A_YEAR:,} points | ms |\n|---|---|")
    print("\n".join(f"| {name} | {one * 1e3:,.1f} |" for name, one in taken.items()))
    sizes = f"Text {len(work.text) / 1e6:.1f} MB, workbook {len(work.book) / 1e6:.1f} MB"
    print(f"\n{sizes}, stored {len(work.stored) / 1e3:.0f} KB.")
    slow = [name for name, one in taken.items() if one > MOST_SECONDS]
    if slow:
        print(f"\nLonger than {MOST_SECONDS} s: {', '.join(slow)}.")
    return int(bool(slow))
