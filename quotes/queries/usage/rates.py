"""The bitrates that can be chosen, and those that a stored scenario brings along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quotes.domain.usage.scenario import Bitrate, Scenario
from quotes.models import BitrateRow
from quotes.queries.usage.words import THOUSAND, stretch


@dataclass(frozen=True, kw_only=True)
class BitrateLine:
    pk: int
    vendor: str
    profile: str
    picture: str
    rate: str
    on_wire: bool
    since: date
    source: str
    is_ours: bool


def bitrate_rows() -> tuple[BitrateLine, ...]:
    """Those that somebody here wrote down first; one statement."""
    rows = sorted(BitrateRow.objects.current(), key=lambda row: row.added_at is None)
    return tuple(_line(row) for row in rows)


def rates(of: Scenario | None = None) -> dict[str, Bitrate]:
    """By key, as a form offers them: the table's rows, and what a stored scenario has that is not among them."""
    found = {str(row.pk): row.value() for row in BitrateRow.objects.current()}
    for number, video in enumerate(of.videos if of else ()):
        if video.bitrate not in found.values():
            found[f"kept-{number}"] = video.bitrate
    return found


def keys_of(scenario: Scenario, offered: Mapping[str, Bitrate]) -> list[str]:
    """The key of each of the scenario's bitrates."""
    return [next(key for key, rate in offered.items() if rate == video.bitrate) for video in scenario.videos]


def _line(row: BitrateRow) -> BitrateLine:
    told = row.value()
    return BitrateLine(
        pk=row.pk,
        vendor=row.vendor,
        profile=row.profile,
        picture=f"{told.size}@{told.fps}" if told.fps else str(told.size),
        rate=stretch(told.kbps.over(THOUSAND)),
        on_wire=row.on_wire,
        since=row.since,
        source=row.source,
        is_ours=row.added_at is not None,
    )
