"""The versions of one quote as a tree and as a list: where each came from, where it stands, and why it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import telling
from dealdesk.web import charts
from quotes.domain.lifecycle import VersionState, expires_soon
from quotes.domain.standing import Standing
from quotes.models.forewarnings import soon_days
from quotes.queries.approvals.standings import TONES, standing_by, words
from quotes.queries.quotes.offer import Offer
from quotes.queries.quotes.siblings import Sibling


@dataclass(frozen=True, kw_only=True)
class Member:
    """`expiry` is soon, or nothing: what ran out says so by its state; `is_here` marks the version on the screen."""

    pk: int
    name: str
    state: str
    tone: str
    is_void: bool
    gross: Decimal
    term_months: int
    came_from: str
    why: str
    valid_until: date
    expiry: str
    is_here: bool


def members(offer: Offer, today: date) -> tuple[Member, ...]:
    """The newest first; nothing where there is only one."""
    if len(offer.versions) < 2:
        return ()
    names = {one.pk: one.name for one in offer.versions}
    days = soon_days([(one.state, one.valid_until) for one in offer.versions], today)
    here = offer.pk
    return tuple(_member(one, names.get(one.based_on or 0, ""), here, today, days) for one in reversed(offer.versions))


def _member(one: Sibling, came_from: str, here: int, today: date, days: int | None) -> Member:
    stands = standing_by(one.state, one.asked, one.valid_until, today)
    return Member(
        pk=one.pk,
        name=one.name,
        state=gettext(stands.label),
        tone=TONES[stands],
        is_void=stands is Standing.VOID,
        gross=one.gross,
        term_months=one.term_months,
        came_from=came_from,
        why=one.void_reason,
        valid_until=one.valid_until,
        expiry="soon" if expires_soon(VersionState(one.state), one.valid_until, today, days) else "",
        is_here=one.pk == here,
    )


def tree(versions: Sequence[Sibling], here: int, today: date) -> charts.Picture:
    """Only where alternatives stand side by side: a single line needs no picture."""
    if not any(one.branch for one in versions):
        return charts.EMPTY
    names, said = {one.pk: one.name for one in versions}, words()
    return charts.version_tree(
        [
            charts.Knot(
                name=one.name,
                lane=one.branch,
                state=one.state,
                note=f"{said[standing_by(one.state, one.asked, one.valid_until, today)]} · "
                f"{telling(one.gross, one.currency)}",
                came_from=names.get(one.based_on or 0, ""),
                is_here=one.pk == here,
            )
            for one in versions
        ]
    )
