"""What the screen of billing forms shows: a row a form, the pairs of them, and how each stands if the use changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dealdesk.web.charts import Picture
from quotes.domain.billing.compared import Demand, Priced
from quotes.domain.billing.sensitivity import Shift
from quotes.models import PriceItem
from quotes.queries.billing.candidates import Candidate
from quotes.queries.billing.uses import Use


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: whose use, for how long, what one stream is in other units, in the place of which lines."""

    use: Use
    term_months: int
    demand: Demand
    shift: Shift
    replaced: frozenset[int]
    group: str
    items: tuple[PriceItem, ...]


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """So much of one part of a bill over the term, at which price."""

    units: str
    price: str


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """`total` is the form's own, `offer` the whole offer's with it, `against` how far that is from the offer now; all
    in the basis of the comparison. `margin` is in percent points, None for those who may not know it, and where `gaps`
    name the costs that nobody knows under this form."""

    key: str
    letter: str
    name: str
    billing: str
    source: str
    since: str
    typed: int | None
    parts: tuple[PartRow, ...] = ()
    total: Decimal | None = None
    months: tuple[Decimal, ...] = ()
    offer: Decimal | None = None
    against: Decimal | None = None
    margin: Decimal | None = None
    gaps: tuple[str, ...] = ()
    problem: str = ""
    warning: str = ""
    is_advised: bool = False
    is_cheapest: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Two forms: where they cost the same, nearest to the customer's own utilisation first; empty where nowhere."""

    at: str
    others: str
    is_exact: bool


@dataclass(frozen=True, kw_only=True)
class Cell:
    same: bool
    meeting: Meeting | None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One column of the sensitivity: the totals in the order of the rows, and which of them is the least."""

    label: str
    totals: tuple[Decimal | None, ...]
    least: int | None


@dataclass(frozen=True, kw_only=True)
class Stand:
    """The offer as it is: what its lines that would be replaced cost, and all of it."""

    mark: str
    replaced: Decimal
    offer: Decimal
    lines: tuple[str, ...]
    margin: Decimal | None
    gaps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BillingScreen:
    currency: str
    tax_included: bool
    use: Use
    term_months: int
    peak: str
    mean: str
    utilisation: str
    counted: str
    picture: Picture
    rows: tuple[FormRow, ...]
    meetings: Mapping[str, Mapping[str, Meeting | None]]
    scenarios: tuple[Scenario, ...]
    advice: str
    best: FormRow | None
    saving: Decimal | None
    stand: Stand | None
    is_private: bool
    why_no_margin: str
    candidates: tuple[Candidate, ...] = field(repr=False, default=())
    prices: tuple[Priced, ...] = field(repr=False, default=())

    @property
    def keeps_margin(self) -> bool:
        """Whether the advice was given by somebody who knows the cost."""
        return self.is_private and any(row.margin is not None for row in self.rows)

    @property
    def sensitivity(self) -> list[tuple[FormRow, list[tuple[str, Decimal | None, bool]]]]:
        """By form, what it costs in each scenario, and whether nothing costs less there."""
        return [
            (row, [(one.label, one.totals[place], one.least == place) for one in self.scenarios])
            for place, row in enumerate(self.rows)
            if row.total is not None
        ]

    @property
    def grid(self) -> list[tuple[str, str, list[Cell]]]:
        """The square of all pairs, a row a form."""
        named = {row.letter: row.name for row in self.rows}
        return [
            (one, named[one], [Cell(same=one == other, meeting=meeting) for other, meeting in found.items()])
            for one, found in self.meetings.items()
        ]
