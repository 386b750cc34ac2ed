"""The versions of one quote as a tree and as a list: where each came from, where it stands, and why it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import telling
from dealdesk.kernel.words import label
from dealdesk.web import charts
from quotes.domain.lifecycle import VersionState, expires_soon, is_expired
from quotes.queries.quotes.offer import Offer
from quotes.queries.quotes.siblings import Sibling

TONES = {VersionState.SUBMITTED: "warn", VersionState.SENT: "info", VersionState.ACCEPTED: "good"}


@dataclass(frozen=True, kw_only=True)
class Member:
    """`expiry` is expired, soon, or nothing; `is_here` marks the version on the screen."""

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
    return tuple(_member(one, names.get(one.based_on or 0, ""), offer.pk, today) for one in reversed(offer.versions))


def _member(one: Sibling, came_from: str, here: int, today: date) -> Member:
    state = VersionState(one.state)
    about = (state, one.valid_until, today)
    return Member(
        pk=one.pk,
        name=one.name,
        state=gettext(label(state)),
        tone=TONES.get(state, ""),
        is_void=state is VersionState.VOID,
        gross=one.gross,
        term_months=one.term_months,
        came_from=came_from,
        why=one.void_reason,
        valid_until=one.valid_until,
        expiry="expired" if is_expired(*about) else "soon" if expires_soon(*about) else "",
        is_here=one.pk == here,
    )


def tree(versions: Sequence[Sibling], here: int) -> charts.Picture:
    """Only where alternatives stand side by side: a single line needs no picture."""
    if not any(one.branch for one in versions):
        return charts.EMPTY
    names = {one.pk: one.name for one in versions}
    return charts.version_tree(
        [
            charts.Knot(
                name=one.name,
                lane=one.branch,
                state=one.state,
                note=f"{gettext(label(VersionState(one.state)))} · {telling(one.gross, one.currency)}",
                came_from=names.get(one.based_on or 0, ""),
                is_here=one.pk == here,
            )
            for one in versions
        ]
    )
