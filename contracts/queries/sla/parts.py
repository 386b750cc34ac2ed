"""What services that depend on each other can promise together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.sla.composing import beside_each_other, one_after_another
from contracts.domain.sla.spans import Calendar, may_be_down, spelled
from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent

# Parts beside each other come to many nines.
PLACES = 6


@dataclass(frozen=True, kw_only=True)
class PartRow:
    shown: str
    availability: Decimal
    is_weakest: bool


@dataclass(frozen=True, kw_only=True)
class PartsScreen:
    """Times are spelled, of a year and a month of the calendar that was chosen; `is_kept` is None without a promise."""

    rows: tuple[PartRow, ...]
    whole: Decimal
    year: str
    month: str
    is_kept: bool | None
    allowed: str


def parts_screen(parts: Sequence[Sequence[Percent]], year: Calendar, promise: Percent | None) -> PartsScreen:
    """Nothing is asked of the database."""
    lines = [beside_each_other(line) for line in parts]
    whole = one_after_another(lines)
    shown = [" / ".join(quantity(part.points) for part in line) for line in parts]
    return PartsScreen(
        rows=tuple(
            PartRow(shown=words, availability=round_to(line.points, PLACES), is_weakest=line == min(lines))
            for words, line in zip(shown, lines, strict=True)
        ),
        whole=round_to(whole.points, PLACES),
        year=spelled(may_be_down(whole, year.year_minutes)),
        month=spelled(may_be_down(whole, year.month_minutes)),
        is_kept=None if promise is None else whole >= promise,
        allowed="" if promise is None else spelled(may_be_down(promise, year.month_minutes)),
    )
