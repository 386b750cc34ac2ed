"""One line of a draft looked at closely, as the rail shows it beside the grid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.money import ZERO
from quotes.domain.pricing.engine import percent_off
from quotes.domain.pricing.guide import Guide
from quotes.queries.quotes.offer import Line, Offer
from quotes.queries.quotes.targets import Target


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Beyond so many percent points off list, this approver is asked."""

    beyond: Decimal
    approver: str


@dataclass(frozen=True, kw_only=True)
class Private:
    """Only for those who may see floors: the line's own, and how far above it the price stands."""

    floor: Decimal
    above: Decimal
    percent: Decimal


@dataclass(frozen=True, kw_only=True)
class LineCard:
    """One line looked at closely; `share` is its part of everything the lines take off, in percent points."""

    line: Line
    guide: Guide
    share: Decimal | None
    asked: tuple[Asked, ...]
    private: Private | None
    target: Target | None


def line_card(shown: Offer, guides: Mapping[int, Guide], pk: int, target: Target | None = None) -> LineCard | None:
    """None for a line that is not there; `guides` are the editor's, to which its card adds the `target`."""
    line, guide = next((line for line in shown.lines if line.pk == pk), None), guides.get(pk)
    if line is None or guide is None:
        return None
    guide = replace(guide, target=target.each if target else None)
    off, all_off = line.quantity * line.list_price - line.total, shown.totals.list_total - shown.totals.total
    return LineCard(
        line=line,
        guide=guide,
        share=off * 100 / all_off if all_off > 0 and off > 0 else None,
        asked=tuple(
            Asked(beyond=rule.threshold, approver=gettext(rule.approver.label)) for rule in shown.authority.asking
        ),
        private=_private(guide),
        target=target,
    )


def _private(guide: Guide) -> Private | None:
    if guide.floor is None:
        return None
    return Private(
        floor=guide.floor,
        above=guide.ours - guide.floor,
        percent=percent_off(guide.ours, guide.floor) if guide.ours else ZERO,
    )
