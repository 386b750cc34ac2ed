"""What the editor of a draft knows beside the offer: what can be undone, how far it is from its base, its guides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from dealdesk.kept import Given, Kept
from dealdesk.kernel.money import EXACT
from quotes.domain.pricing.guide import Guide
from quotes.domain.pricing.unlike import places_unlike
from quotes.models import DraftEdit, QuoteLine, QuoteVersion
from quotes.models.edits import in_hand
from quotes.models.lines import LINE_COLUMNS
from quotes.models.triggers import FROZEN_COLUMNS
from quotes.queries.quotes.closed import closed_deals, in_basis_of
from quotes.queries.quotes.offer import Line, Offer, lines_of
from stakeholders.models import User
from stakeholders.permissions import Act

# Of what is frozen one day, what was computed or says whose the version is; and of a line, what is not said of it.
# fmt: off
NO_TERMS = {
    "quote_id", "number", "branch", "based_on_id", "list_total", "itemised_total", "net_total", "tax_total",
    "gross_total", "discount", "furthest_in", "furthest_discount", "floor_total", "content_hash", "frozen_at",
    "frozen_by_id", "created_at", "created_by_id", "reckoning", "hash_form", "terms_hash", "cost_hash",
}
NOT_SAID = {
    "id", "position", "floor_price", "net_total", "tax_total", "gross_total", "product_code", "description",
}
# fmt: on
TERMS = tuple(name for name in FROZEN_COLUMNS if name not in NO_TERMS)
SAID = tuple(name for name in LINE_COLUMNS if name not in NOT_SAID)
said = attrgetter(*SAID)


@dataclass(frozen=True, kw_only=True)
class Editor:
    """`unlike` counts the places that differ from version `base`, None where it was made from none."""

    undo: bool
    redo: bool
    saved_at: datetime
    base: int | None
    unlike: int | None
    guides: Mapping[int, Guide]


def editor(
    user: User, version: QuoteVersion, shown: Offer, at: datetime, only: Collection[int] | None = None
) -> Editor:
    """One statement, and one more for those who see floors; the version's base and its lines are in hand by now.
    An answer that shows some lines `only` has guides for no others."""
    undo, redo = in_hand(_edits()(version=version.pk, user=user.pk))
    base = version.based_on
    return Editor(
        undo=undo is not None,
        redo=redo is not None,
        saved_at=version.updated_at,
        base=base.number if base else None,
        unlike=_unlike(base, version) if base else None,
        guides=guides(user, version, shown, at, only),
    )


@cache
def _edits() -> Kept[DraftEdit]:
    edits = DraftEdit.objects.filter(version=Given("version")).defer("lines", "terms")
    return Kept(edits.latest_by(Given("user")))


def _unlike(base: QuoteVersion, version: QuoteVersion) -> int:
    """By what is stored: pricing the base again would cost more than the rest of the answer."""
    before, after = ({name: getattr(one, name) for name in TERMS} for one in (base, version))
    return places_unlike(before, after, map(_called, lines_of(base)), map(_called, lines_of(version)))


def _called(row: QuoteLine) -> tuple[str, tuple[Any, ...]]:
    return row.product_code or row.description, (row.description, *said(row))


def guides(
    user: User, version: QuoteVersion, shown: Offer, at: datetime, only: Collection[int] | None = None
) -> dict[int, Guide]:
    """Where each line stands, or `only` some; without a floor, and without what closed deals paid, for those who may
    not see floors."""
    rows = {row.pk: row for row in lines_of(version) if only is None or row.pk in only}
    sees_floor = Act.SEE_FLOOR.permits(user)
    bands = closed_deals(user, version, (row.product_id for row in rows.values() if row.product_id), at)
    return {
        line.pk: Guide(
            list_price=line.list_price,
            ours=unit_price_of(line, shown),
            limit=shown.authority.limit,
            floor=rows[line.pk].floor_each if sees_floor else None,
            band=in_basis_of(version, rows[line.pk], bands.get(rows[line.pk].product_id or 0)),
        )
        for line in shown.lines
        if line.pk in rows
    }


def unit_price_of(line: Line, shown: Offer) -> Decimal:
    """What one unit really costs: its part of the one price, or of the price after the discount on the whole."""
    if (shown.is_bundle or shown.totals.has_header) and line.quantity:
        return EXACT.divide(line.total, line.quantity)
    return line.unit_price
