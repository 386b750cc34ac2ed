"""The proposal's small pictures: what share each group has, how list becomes the offer, and what is used by month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dealdesk.kernel.formats import money
from dealdesk.web.charts.svg import EMPTY, Picture, breadth, drawing, line, rect, text
from dealdesk.web.charts.tornado import Reach, tornado
from dealdesk.web.templatetags.paper import aside, taken_off
from quotes.documents.proposal.clauses import semicolon
from quotes.documents.proposal.traffic import Traffic, TrafficMonth
from quotes.documents.proposal.tree import Proposal
from quotes.domain.pricing.allocate import allocate
from quotes.queries.usage.words import heads, volume
from quotes.queries.value import ValueCase

WIDTH = 635
MOST_SHARES = 6
REST = gettext_lazy("The rest")
BAR = 15
ROW = 27
LABEL = 92
DIGIT = 7.2
GAP = 12
# Of what is used: a bar is a part of its month wide, and in a longer term only what stands out is named.
TALL, FOOT = 96, 20
THICK = 0.62
NAMED = 8
HALF_A_YEAR = 6


@dataclass(frozen=True)
class Share:
    """`paint` is the class of its colour; `percent` has one decimal, and together they are 100."""

    name: str
    total: Decimal
    percent: Decimal
    paint: str


@dataclass(frozen=True)
class Step:
    """One row between list and offer: what it comes to so far, or what is taken off there, below zero put on."""

    name: str
    amount: Decimal
    is_change: bool = False


def shares(proposal: Proposal) -> tuple[Share, ...]:
    """The groups' parts of the itemised total; from the sixth on they are one. None where a group takes money off."""
    rows = [(group.name or str(REST), group.total) for group in proposal.groups if group.total]
    if len(rows) > MOST_SHARES:
        rest = sum((total for _, total in rows[MOST_SHARES - 1 :]), Decimal(0))
        rows = [*rows[: MOST_SHARES - 1], (str(REST), rest)]
    if any(total < 0 for _, total in rows):
        return ()
    percents = allocate(Decimal(100), [total for _, total in rows], 1)
    return tuple(
        Share(name, total, percent, f"c{place}")
        for place, ((name, total), percent) in enumerate(zip(rows, percents, strict=True), 1)
    )


def share_bar(parts: Sequence[Share]) -> SafeString:
    """One bar cut into shares; the names stand below it in the text, where they can wrap."""
    whole = sum((part.total for part in parts), Decimal(0))
    x, drawn = 0.0, []
    for part in parts:
        length = float(part.total / whole) * WIDTH
        drawn.append(rect(x, 0, max(length - 1, 0.5), BAR, part.paint))
        x += length
    return drawing(WIDTH, BAR, semicolon().join(f"{part.name} {part.percent}%" for part in parts), drawn)


def steps(proposal: Proposal) -> tuple[Step, ...]:
    """From list to offer, in the proposal's tax basis: what the lines take off first, then what the whole does."""
    totals = proposal.totals
    found = [Step(_("Total at list price"), totals.listed)]
    if totals.discounted:
        name = _("Item surcharges") if totals.discounted < 0 else _("Item discounts")
        found.append(Step(name, totals.discounted, is_change=True))
    if not (proposal.is_bundle or proposal.off_the_whole):
        return tuple(found)
    found.append(Step(_("Total at item prices"), totals.itemised))
    if proposal.is_bundle:
        name = _("Bundle adjustment") if totals.saving < 0 else _("Bundle saving")
        found.append(Step(name, totals.saving, is_change=True))
    elif (off := proposal.off_the_whole) is not None:
        name = _("Surcharge on the whole") if off < 0 else _("Discount on the whole")
        found.append(Step(name, off, is_change=True))
    return tuple(found)


def stairs(proposal: Proposal) -> SafeString:
    """From list to offer as bars: blue what is left, ochre what fell away before it, pale what was put on.

    Nothing where the offer is its list.
    """
    rows = _landings(proposal)
    if len(rows) == 1:
        return EMPTY
    figures = DIGIT * max(len(money(total)) for _, total, _ in rows) + GAP
    changes = DIGIT * max(len(taken_off(off)) for _, _, off in rows) + GAP
    label = max(LABEL, *(breadth(name) + GAP for name, *_ in rows))
    longest = max(total + max(off, Decimal(0)) for _, total, off in rows)
    scale = (WIDTH - label - figures - changes) / float(longest or 1)
    drawn = []
    for place, (name, total, off) in enumerate(rows):
        y, kept = place * ROW, float(min(total, total + off)) * scale
        drawn += [text(0, y + 12, name), rect(label, y, kept, BAR, "c1")]
        if off:
            length = max(abs(float(off)) * scale - 1, 0.5)
            drawn.append(rect(label + kept + 1, y, length, BAR, "c2" if off > 0 else "c5"))
            drawn.append(text(WIDTH - figures, y + 12, taken_off(off), anchor="end"))
        drawn.append(text(WIDTH, y + 12, money(total), anchor="end", kind="strong"))
    said = (f"{name} {money(total)}" + (aside(taken_off(off)) if off else "") for name, total, off in rows)
    return drawing(WIDTH, len(rows) * ROW - (ROW - BAR), semicolon().join(said), drawn)


def _landings(proposal: Proposal) -> list[tuple[str, Decimal, Decimal]]:
    """What it comes to after each step that changes anything, and by how much that step lowered it."""
    totals = proposal.totals
    rows = [(_("Total at list price"), totals.listed, Decimal(0))]
    if totals.discounted:
        rows.append((_("Total at item prices"), totals.itemised, totals.discounted))
    if off := totals.itemised - totals.offered:
        name = (
            _("Bundle price")
            if proposal.is_bundle
            else _("After the surcharge")
            if off < 0
            else _("After the discount")
        )
        rows.append((name, totals.offered, off))
    return rows


def traffic_said(traffic: Traffic) -> str:
    """What stands above the picture."""
    told = {"streams": heads(traffic.streams), "volume": volume(traffic.most.gb)}
    if traffic.is_measured:
        words = _(
            "From your own measurements: a peak of %(streams)s concurrent streams, %(volume)s in the busiest month."
        )
    else:
        words = _(
            "From the usage you described: a peak of %(streams)s concurrent streams, %(volume)s in the busiest month."
        )
    return words % told


def traffic_bars(traffic: Traffic) -> Picture:
    """A bar a month; nothing where there is one month alone."""
    months = traffic.months
    if len(months) < 2:
        return EMPTY
    step, most = WIDTH / len(months), traffic.most.gb
    parts = [line(0, TALL, WIDTH, TALL, "axis")]
    for place, month in enumerate(months):
        tall = float(month.gb / most) * (TALL - 18)
        parts.append(rect(place * step, TALL - tall, max(step * THICK, 2), tall, "c3" if month.is_partial else "c1"))
        if len(months) <= NAMED:
            parts.append(text(place * step, TALL - tall - 5, volume(month.gb), kind="strong"))
        if len(months) <= HALF_A_YEAR or place % HALF_A_YEAR == 0:
            parts.append(text(place * step, TALL + 14, _called(month)))
    return drawing(WIDTH, TALL + FOOT, semicolon().join(_aloud(months)), parts)


def _aloud(months: Iterable[TrafficMonth]) -> Iterator[str]:
    for month in months:
        yield f"{_called(month)} {volume(month.gb)}"


def _called(month: TrafficMonth) -> str:
    if month.first_day:
        return f"{month.first_day:%Y-%m}"
    return _("month %(number)s") % {"number": month.number}


def swung(case: ValueCase) -> Picture:
    """How far the net moves, and where it begins to pay for what this costs more."""
    if case.net is None or case.gap is None:
        return EMPTY
    return tornado(
        [Reach(label=one.name, low=one.low, high=one.high) for one in case.swings],
        base=case.net,
        base_label=_("Net of switching costs"),
        even=case.gap,
        even_label=_("Costs more"),
        label=_("What the net value becomes where one figure at a time is lower or higher"),
        width=WIDTH,
        on_paper=True,
    )
