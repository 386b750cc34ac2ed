"""The proposal's two small pictures: what share each group has, and what the bundle takes off."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from dealdesk.kernel.formats import MINUS, money
from dealdesk.kernel.money import round_to
from dealdesk.web.charts.svg import drawing, rect, text
from quotes.documents.proposal.tree import Proposal, Totals

WIDTH = 635
MOST_SHARES = 6
REST = "其他"
BAR = 15
ROW = 27
LABEL = 92
DIGIT = 7.2


@dataclass(frozen=True)
class Share:
    """`paint` is the class of its colour; `percent` has one decimal, and the shares need not add up to 100.0."""

    name: str
    total: Decimal
    percent: Decimal
    paint: str


def shares(proposal: Proposal) -> tuple[Share, ...]:
    """The groups' parts of the itemised total; from the sixth on they are one."""
    rows = [(group.name, group.total) for group in proposal.groups if group.total]
    if len(rows) > MOST_SHARES:
        rest = sum((total for _, total in rows[MOST_SHARES - 1 :]), Decimal(0))
        rows = [*rows[: MOST_SHARES - 1], (REST, rest)]
    whole = sum((total for _, total in rows), Decimal(0))
    return tuple(
        Share(name, total, round_to(total * 100 / whole, 1), f"c{place}") for place, (name, total) in enumerate(rows, 1)
    )


def share_bar(parts: Sequence[Share]) -> SafeString:
    """One bar cut into shares; the names stand below it in the text, where they can wrap."""
    whole = sum((part.total for part in parts), Decimal(0))
    x, drawn = 0.0, []
    for part in parts:
        length = float(part.total / whole) * WIDTH
        drawn.append(rect(x, 0, max(length - 1, 0.5), BAR, part.paint))
        x += length
    return drawing(WIDTH, BAR, "；".join(f"{part.name} {part.percent}%" for part in parts), drawn)


def steps(totals: Totals) -> SafeString:
    """From list to offer: a blue bar for each total, and in ochre what fell away before it."""
    rows = [("目录价合计", totals.listed, Decimal(0))]
    if totals.discounted:
        rows.append(("分项成交合计", totals.itemised, totals.discounted))
    if totals.saving:
        rows.append(("打包价", totals.offered, totals.saving))
    elif totals.offered != totals.itemised:
        rows.append(("整单优惠后", totals.offered, totals.itemised - totals.offered))
    most = max(before + off for _, before, off in rows)
    room = WIDTH - LABEL - DIGIT * max(len(money(total)) for _, total, _ in rows) - 12
    scale = room / float(most or 1)
    drawn = []
    for place, (name, total, off) in enumerate(rows):
        y, end = place * ROW, LABEL + float(total) * scale
        drawn += [text(0, y + 12, name), rect(LABEL, y, float(total) * scale, BAR, "c1")]
        if off > 0:
            drawn.append(rect(end + 1, y, max(float(off) * scale - 1, 0.5), BAR, "c2"))
            end += float(off) * scale
        drawn.append(text(WIDTH, y + 12, money(total), anchor="end", kind="strong"))
    sentence = "；".join(f"{name} {money(total)}（{MINUS}{money(off)}）" for name, total, off in rows)
    return drawing(WIDTH, len(rows) * ROW - (ROW - BAR), sentence, drawn)
