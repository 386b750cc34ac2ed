"""What was given against what was got: two bars from one line, to the left and to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.formats import MINUS
from dealdesk.web.charts.svg import EMPTY, Picture, breadth, brief, cut, drawing, line, rect, text

ROW, THICK, HEAD = 28, 15, 20
# Names take no more than this part of the width.
NAMES = 0.24


@dataclass(frozen=True, kw_only=True)
class Against:
    """One issue: an amount below zero is drawn to the other side."""

    label: str
    gave: Decimal
    got: Decimal

    @property
    def net(self) -> Decimal:
        return self.got - self.gave


def against(rows: Sequence[Against], *, words: tuple[str, str], width: int, currency: str) -> Picture:
    """What we gave grows to the left in their hue, what we got to the right in ours, and the net stands at the end;
    `words` name both sides."""
    if not rows:
        return EMPTY
    named = min(max(breadth(row.label) for row in rows), width * NAMES)
    figure = max(breadth(brief(amount, currency)) for row in rows for amount in (row.gave, row.got)) + 8
    nets = max(breadth(signed(row.net, currency)) for row in rows) + 12
    most = max(max(abs(row.gave), abs(row.got)) for row in rows) or Decimal(1)
    room = (width - named - 12 - nets) / 2 - figure
    middle = named + 12 + figure + room
    parts = [
        text(middle - 6, 12, words[0], kind="word-theirs", anchor="end"),
        text(middle + 6, 12, words[1], kind="word-ours"),
        line(middle, HEAD - 2, middle, HEAD + len(rows) * ROW - 8, "axis"),
    ]
    for i, row in enumerate(rows):
        y = HEAD + i * ROW + 4
        left, right = (float(max(amount, Decimal(0)) / most) * room for amount in (row.gave, row.got))
        parts += [
            text(0, y + 12, cut(row.label, named)),
            rect(middle - left, y, left, THICK, "c2"),
            rect(middle, y, right, THICK, "c1"),
            text(width, y + 12, signed(row.net, currency), anchor="end", kind="strong"),
        ]
        if row.gave:
            parts.append(text(middle - left - 6, y + 12, brief(row.gave, currency), anchor="end"))
        if row.got:
            parts.append(text(middle + right + 6, y + 12, brief(row.got, currency)))
    told = "; ".join(
        f"{row.label}: {words[0]} {brief(row.gave, currency)}, {words[1]} {brief(row.got, currency)}" for row in rows
    )
    return drawing(width, HEAD + len(rows) * ROW - 4, told, parts)


def signed(amount: Decimal, currency: str) -> str:
    sign = "+" if amount > 0 else MINUS if amount < 0 else ""
    return f"{sign}{brief(abs(amount), currency)}"
