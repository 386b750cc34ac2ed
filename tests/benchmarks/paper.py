"""How long a proposal takes, beside WeasyPrint as it is and a browser, on the same pages in the same run.

`python -m tests.benchmarks paper`; `--rows 20 200 1000`, `--turns 5 3 1`, `--exports 100`, `--browser chromium`
for the whole browser instead of the one without windows, which is not the same program. All three are warm. Time is
wall and processor, children included; processor time is what the ratios are of, because other work on the machine
hardly changes it. Memory is the largest that one process of each was seen to hold.
"""

import argparse
import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from shutil import which
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any

from dealdesk.pdf import Job, set_in_type
from dealdesk.pdf.client import PRESS
from dealdesk.pdf.sheets import sheet_text
from quotes.documents.proposal import job
from tests.benchmarks.cpu import table
from tests.quotes.documents.sample import offer, proposal

TICK = 1000 / os.sysconf("SC_CLK_TCK")
LOOK_SECONDS = 0.02
# Processor time beside WeasyPrint as it is, by rows.
AIMS = {20: 0.75, 1000: 0.65}
# At so many rows we are to be no slower than the browser.
NO_SLOWER = 20
SHEETS = "<style>{}</style></head>"


@dataclass
class Turns:
    """What every turn of one engine took, in milliseconds, and the most it held, in megabytes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    pages: int = 0
    peak: float = 0.0

    def line(self, name: str, beside: float) -> str:
        p95 = quantiles(self.wall, n=20)[-1] if len(self.wall) > 1 else self.wall[0]
        rate = self.pages / median(self.wall) * 1000
        cells = [
            f"{median(self.wall):.0f}",
            f"{p95:.0f}",
            f"{median(self.cpu):.0f}",
            f"{median(self.cpu) / beside:.2f}",
        ]
        return f"| {name} | " + " | ".join([*cells, str(self.pages), f"{rate:.1f}", f"{self.peak:.0f}"]) + " |"


def spent(roots: list[int]) -> float:
    """Processor milliseconds of processes, of those below them, and of those that they have buried."""
    _, children = table()
    waiting, total = list(roots), 0.0
    while waiting:
        process = waiting.pop()
        waiting += children.get(process, [])
        try:
            words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, words[11:15])) * TICK
    return total


def held(roots: list[int], *, alone: bool = False) -> float:
    """Megabytes of the largest of these processes and of those below them, unless they are meant alone."""
    children = {} if alone else table()[1]
    waiting, most = list(roots), 0
    while waiting:
        process = waiting.pop()
        waiting += children.get(process, [])
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            continue
        most = max(most, int(status.partition("VmRSS:")[2].split()[0])) if "VmRSS:" in status else most
    return most / 1024


@contextmanager
def watched(turns: Turns, roots: list[int], *, alone: bool = False) -> Iterator[None]:
    """Notes one turn: its time by both clocks, and the memory that was seen while it lasted."""
    over = Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            turns.peak = max(turns.peak, held(roots, alone=alone))

    looking = Thread(target=look)
    before, began = spent(roots), time.monotonic()
    looking.start()
    yield
    turns.wall.append((time.monotonic() - began) * 1000)
    over.set()
    looking.join()
    turns.cpu.append(spent(roots) - before)


def ours(work: Job) -> int:
    return set_in_type(work).pages


def by_browser(page: Any, html: str) -> bytes:
    page.set_content(html)
    content: bytes = page.pdf(prefer_css_page_size=True, print_background=True)
    return content


def buried() -> None:
    """A child's time is known once the press has buried it."""
    while Path(f"/proc/{PRESS.pid}/task/{PRESS.pid}/children").read_text().strip():
        time.sleep(LOOK_SECONDS)


def whole(work: Job) -> str:
    """The document with its sheets inside, as anybody would hand it to WeasyPrint or to a browser."""
    return work.html.replace("</head>", SHEETS.format("".join(map(sheet_text, work.css))))


def measured(rows: int, turns: int, page: Any, browsers: list[int]) -> dict[str, Turns]:
    from pypdf import PdfReader
    from weasyprint import HTML

    work = job(proposal(offer(rows, bundle=None)))
    html = whole(work)
    made = {name: Turns() for name in ("desk", "WeasyPrint as it is", "Chromium")}
    ours(work)
    by_browser(page, html)
    for _ in range(turns):
        with watched(made["WeasyPrint as it is"], [os.getpid()], alone=True):
            content = HTML(string=html).write_pdf()
        made["WeasyPrint as it is"].pages = len(PdfReader(BytesIO(content)).pages)
        gc.collect()
        assert PRESS.pid is not None
        buried()
        with watched(made["desk"], [PRESS.pid]):
            made["desk"].pages = ours(work)
            buried()
        with watched(made["Chromium"], browsers):
            content = by_browser(page, html)
        made["Chromium"].pages = len(PdfReader(BytesIO(content)).pages)
    return made


def in_a_row(exports: int) -> tuple[float, float]:
    """What the press holds after a tenth of them and after all, in megabytes."""
    work = job(proposal(offer(3, bundle=None)))
    marks = []
    for number in range(exports):
        ours(work)
        if number in (exports // 10, exports - 1):
            buried()
            assert PRESS.pid is not None
            marks.append(held([PRESS.pid]))
    return marks[0], marks[-1]


def short_of(rows: int, cpu: dict[str, float]) -> list[str]:
    """The aims that were missed at so many rows, in words."""
    desk, ratio = cpu["desk"], cpu["desk"] / cpu["WeasyPrint as it is"]
    found = []
    if rows in AIMS and ratio > AIMS[rows]:
        found.append(f"{rows} rows: {ratio:.2f}, the aim is {AIMS[rows]}")
    if rows == NO_SLOWER and desk > cpu["Chromium"]:
        found.append(f"{rows} rows: {desk:.0f} ms, {cpu['Chromium']:.0f} in the browser")
    return found


def main(words: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    from tests.journeys.conftest import QUIET

    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks paper")
    parser.add_argument("--rows", type=int, nargs="+", default=[20, 200, 1000])
    parser.add_argument("--turns", type=int, nargs="+", default=[5, 3, 1])
    parser.add_argument("--exports", type=int, default=100)
    parser.add_argument("--browser", default=which("chromium-headless-shell") or "chromium")
    wanted = parser.parse_args(words)
    missed = []
    with sync_playwright() as play:
        before = set(table()[1].get(os.getpid(), []))
        browser = play.chromium.launch(executable_path=which(wanted.browser), args=QUIET.split())
        browsers = [*before, *table()[1].get(os.getpid(), [])]
        page = browser.new_page()
        for rows, turns in zip(wanted.rows, wanted.turns, strict=False):
            made = measured(rows, turns, page, browsers)
            beside = median(made["WeasyPrint as it is"].cpu)
            print(f"\n{rows} rows, {turns} turns, load {os.getloadavg()[0]:.1f}\n")
            print("| engine | wall p50 ms | p95 | CPU ms | CPU ratio | pages | pages/s | peak MB |")
            print("|---|---|---|---|---|---|---|---|")
            for name, each in made.items():
                print(each.line(name, beside), flush=True)
            missed += short_of(rows, {name: median(each.cpu) for name, each in made.items()})
        browser.close()
    first, last = in_a_row(wanted.exports)
    print(f"\n{wanted.exports} exports in a row: the press holds {first:.0f} MB after a tenth, {last:.0f} at the end")
    print("\n".join(missed) or "every aim is met")
    return 0
