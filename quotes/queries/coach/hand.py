"""Our hand and the picture of a talk, every number on one basis: as it was named, or a month where lengths differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import large, money, percent
from dealdesk.kernel.money import round_to
from dealdesk.web import charts
from dealdesk.web.units import A_MONTH, unit
from quotes.domain.coach.talk import Next, Talk
from quotes.domain.negotiation import Side
from quotes.domain.pricing.engine import percent_off
from quotes.domain.pricing.lengths import Total, common_months, is_mixed
from quotes.models import Anchor, NegotiationAims, QuoteVersion, Round


@dataclass(frozen=True, kw_only=True)
class Basis:
    """For how many months amounts are shown: one where offers and asks are for different lengths."""

    currency: str
    months: int
    is_monthly: bool

    def written(self, total: Total) -> str:
        """To the cent, half up, where it is a price a month."""
        amount = total.over(self.months)
        return money(amount) if self.is_monthly else large(amount, self.currency)

    @property
    def counted(self) -> str:
        if self.is_monthly:
            return unit(self.currency, True, months=A_MONTH)
        return unit(self.currency, True, large=True)


@dataclass(frozen=True, kw_only=True)
class HandRow:
    name: str
    value: str
    words: str = ""
    is_strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Lines:
    """What lies across all rounds; each None where there is none, or not for this reader."""

    aims: NegotiationAims | None
    floor: Total | None
    limit: Total | None
    acknowledged: Total | None = None


def basis_of(
    currency: str,
    rounds: Sequence[Round],
    anchors: Mapping[str, Anchor],
    table: QuoteVersion | None,
    aims: NegotiationAims | None,
) -> Basis:
    """By everything that was named or offered, whether it stands or not; where there is nothing yet, by the plan."""
    named = [anchor.total for anchor in anchors.values()]
    for each in rounds:
        named += [each.version.whole, each.offered, *([each.asked] if each.asked else ())]
    if table:
        named.append(table.whole)
    if not named and aims:
        named.append(Total(aims.target, aims.months))
    mixed = is_mixed(named)
    return Basis(currency=currency, months=A_MONTH if mixed else common_months(named), is_monthly=mixed)


def hand_of(
    basis: Basis, table: QuoteVersion | None, authority: Decimal | None, lines: Lines, talk: Talk
) -> Iterator[HandRow]:
    """What only the team may read; floor and authority as far as `lines` hold them."""
    aims = lines.aims
    if table:
        yield HandRow(name=_("On the table"), value=basis.written(table.whole), is_strong=True)
    if lines.limit is not None and authority is not None:
        yield HandRow(
            name=_("Sales authority (%(points)s)") % {"points": percent(authority)}, value=basis.written(lines.limit)
        )
    if aims:
        if aims.aspiration is not None:
            yield HandRow(name=_("What we hope for"), value=basis.written(Total(aims.aspiration, aims.months)))
        yield HandRow(name=_("Target"), value=basis.written(Total(aims.target, aims.months)))
        yield HandRow(name=_("Lowest we would sign"), value=basis.written(Total(aims.reservation, aims.months)))
        yield from _room(basis, Next(talk))
    if lines.floor is not None:
        yield HandRow(name=_("Floor"), value=basis.written(lines.floor))
    if lines.acknowledged is not None:
        words = _("A price is argued with this before anything is given")
        yield HandRow(name=_("Acknowledged by the customer"), value=basis.written(lines.acknowledged), words=words)
    if aims and aims.batna:
        worth = "" if aims.batna_worth is None else basis.written(Total(aims.batna_worth, aims.months))
        yield HandRow(name=_("If this comes to nothing"), value=worth, words=aims.batna)


def _room(basis: Basis, now: Next) -> Iterator[HandRow]:
    """From the first offer down to the lowest we would sign, and how much of it is given."""
    if now.room is None:
        return
    spent = now.offers[0] - now.offers[-1]
    share = percent(round_to(percent_off(now.room, now.room - spent), 0))
    amounts = " / ".join(basis.written(Total(amount, now.months)) for amount in (spent, now.room))
    yield HandRow(name=_("Room spent"), value=f"{amounts} · {share}")


def axis_of(basis: Basis, rounds: Sequence[Round], anchors: Mapping[str, Anchor], lines: Lines) -> charts.Picture:
    rows = [_anchor_row(basis, anchors)] if anchors else []
    rows += [
        charts.AxisRow(
            title=_("Round %(number)s") % {"number": round_.number},
            note=f"{round_.now.on:%m-%d} {round_.now.get_channel_display()}",
            ours=round_.offered.over(basis.months),
            theirs=None if round_.asked is None else round_.asked.over(basis.months),
            waits=not round_.stands,
            months=round_.offered.months,
        )
        for round_ in rounds
    ]
    if not rows:
        return charts.EMPTY
    drawn = [
        charts.AxisLine(kind=kind, label=name, value=total.over(basis.months)) for kind, name, total in _across(lines)
    ]
    told: Any = {"lines": drawn, "unit": basis.counted, "currency": basis.currency, "is_monthly": basis.is_monthly}
    return charts.either(
        charts.negotiation_axis(rows, **told), charts.negotiation_axis(rows, sheet=charts.NARROW, **told)
    )


def _across(lines: Lines) -> Iterator[tuple[str, str, Total]]:
    if lines.floor is not None:
        yield "floor", _("Floor"), lines.floor
    if lines.aims and lines.aims.aspiration is not None:
        yield "aspiration", _("Hope"), Total(lines.aims.aspiration, lines.aims.months)
    if lines.aims:
        yield "target", _("Target"), Total(lines.aims.target, lines.aims.months)
    if lines.limit is not None:
        yield "authority", _("Authority"), lines.limit


def _anchor_row(basis: Basis, anchors: Mapping[str, Anchor]) -> charts.AxisRow:
    ours, theirs = anchors.get(Side.OURS), anchors.get(Side.THEIRS)
    known = [anchor for anchor in (ours, theirs) if anchor]
    return charts.AxisRow(
        title=_("Anchors"),
        note=" · ".join(f"{anchor.on:%m-%d}" for anchor in (theirs, ours) if anchor),
        ours=ours.total.over(basis.months) if ours else None,
        theirs=theirs.total.over(basis.months) if theirs else None,
        months=known[0].months,
    )
