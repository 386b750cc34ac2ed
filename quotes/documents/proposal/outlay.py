"""When a customer pays how much, as a table that stays short and a picture on the months of service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import money
from dealdesk.kernel.money import ZERO
from dealdesk.web.charts.svg import EMPTY, Picture, drawing, line, rect, text
from dealdesk.web.templatetags.paper import day
from quotes.documents.proposal.clauses import semicolon
from quotes.domain.concessions import A_YEAR
from quotes.domain.outlay import Payment

# More payments than this are told a contract year at a time.
FEW = 13
WIDTH, TALL, FOOT = 635, 70, 20
# A bar is this part of a month wide, and is named where there is room for its amount.
THICK = 0.62
NAMED = 6


@dataclass(frozen=True)
class Due:
    when: str
    what: str
    amount: Decimal


def when(payment: Payment) -> str:
    """The day where it is known, else where in the term it lies."""
    if payment.due_on:
        return day(payment.due_on)
    if not payment.after:
        return _("When the service begins")
    return _("%(months)s months after the service begins") % {"months": payment.after}


def dues(found: Sequence[Payment]) -> tuple[Due, ...]:
    if len(found) <= FEW:
        return tuple(Due(when(one), _what(one), one.amount) for one in found)
    return tuple(_yearly(found))


def _what(one: Payment) -> str:
    if not one.months:
        return _("The part paid in advance")
    return _("For %(months)s months") % {"months": one.months}


def _yearly(found: Sequence[Payment]) -> Iterator[Due]:
    starts = [0, *accumulate(one.months for one in found)]
    years = [min(start, starts[-1] - 1) // A_YEAR + 1 for start in starts]
    for year, part in groupby(zip(years, found, strict=False), key=lambda pair: pair[0]):
        rows = [one for _year, one in part]
        span = _("Year %(number)s") % {"number": year}
        if rows[0].due_on and rows[-1].due_on:
            span = f"{day(rows[0].due_on)} – {day(rows[-1].due_on)}"
        what = _("%(count)s payments") % {"count": len(rows)}
        yield Due(span, what, sum((one.amount for one in rows), ZERO))


def picture(found: Sequence[Payment], months: int) -> Picture:
    """A bar a payment where it falls due on the months of service; nothing where all are of one amount, or there is one
    or none: the table says as much."""
    most = max((one.amount for one in found), default=ZERO)
    if len({one.amount for one in found}) < 2:
        return EMPTY
    last = max(months, *(one.after for one in found))
    month = WIDTH / (last + 1)
    parts = [line(0, TALL, WIDTH, TALL, "axis")]
    for one in found:
        tall = float(one.amount / most) * (TALL - 18)
        x = one.after * month
        parts.append(rect(x, TALL - tall, max(month * THICK, 3), tall, "c1"))
        if len(found) <= NAMED:
            parts.append(text(x, TALL - tall - 5, money(one.amount), kind="strong"))
    for at in range(0, last, A_YEAR // 2):
        parts.append(text(at * month, TALL + 14, _("month %(number)s") % {"number": at + 1}))
    said = semicolon().join(f"{when(one)} {money(one.amount)}" for one in found)
    return drawing(WIDTH, TALL + FOOT, said, parts)
