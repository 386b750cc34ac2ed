"""What the editor of a draft knows beside the offer: what can be undone, how far it is from its base, its guides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import prefetch_related_objects

from dealdesk.kernel.money import EXACT
from quotes.domain.pricing.guide import Guide
from quotes.domain.pricing.unlike import places_unlike
from quotes.models import DraftEdit, QuoteVersion
from quotes.queries.quotes.offer import Line, Offer, lines_of
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Editor:
    """`unlike` counts the places that differ from version `base`, None where it was made from none."""

    undo: bool
    redo: bool
    saved_at: datetime
    base: int | None
    unlike: int | None
    guides: Mapping[int, Guide]


def editor(user: User, version: QuoteVersion, shown: Offer) -> Editor:
    """Three statements for a version made from another, one for a first one."""
    undo, redo = DraftEdit.objects.filter(version=version).defer("lines", "terms").in_hand(user)
    base = version.based_on
    if base is not None:
        prefetch_related_objects([base], "lines")
    return Editor(
        undo=undo is not None,
        redo=redo is not None,
        saved_at=version.updated_at,
        base=base.number if base else None,
        unlike=places_unlike(base.terms(), version.terms(lines_of(version))) if base else None,
        guides=guides(user, version, shown),
    )


def guides(user: User, version: QuoteVersion, shown: Offer) -> dict[int, Guide]:
    """Where each line stands; without a floor for readers who may not see one."""
    floors = {row.pk: row.floor_price for row in lines_of(version)} if Act.SEE_FLOOR.permits(user) else {}
    return {
        line.pk: Guide(
            list_price=line.list_price,
            ours=unit_price_of(line, shown),
            limit=shown.authority.limit,
            floor=floors.get(line.pk),
        )
        for line in shown.lines
    }


def unit_price_of(line: Line, shown: Offer) -> Decimal:
    """What one unit really costs: in a bundle its part of the one price."""
    if shown.is_bundle and line.quantity:
        return EXACT.divide(line.total, line.quantity)
    return line.unit_price
