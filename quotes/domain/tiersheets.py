"""Price models as rows of a sheet: which of them a table of tiers can hold, and what the rows make."""

import json
from collections.abc import Sequence

from quotes.domain.pricing.charges import AnyCharge, Block, Bound, ChargeKind, Graduated, Tier, Volume, to_json

MODELS: dict[ChargeKind, type[Graduated | Volume | Block]] = {
    ChargeKind.GRADUATED: Graduated,
    ChargeKind.VOLUME: Volume,
    ChargeKind.BLOCK: Block,
}
# Where the sheet leaves the column empty.
USUALLY = {ChargeKind.GRADUATED: Bound.INCLUSIVE, ChargeKind.VOLUME: Bound.INCLUSIVE, ChargeKind.BLOCK: Bound.EXCLUSIVE}


# As much text as a cell of a workbook may hold that is read back.
LONGEST = 2_000


def on_sheet(charge: AnyCharge | None) -> Graduated | Volume | Block | None:
    """The price model where rows of tiers say all of it; None for every other, which a sheet leaves alone."""
    if isinstance(charge, Graduated | Volume) and not charge.free_when_unused:
        return charge
    return charge if isinstance(charge, Block) and charge.overage is None else None


def in_a_cell(charge: AnyCharge | None) -> str:
    """The figures of any other price model as one text; "" for one of a sheet of tiers, or too long for a cell."""
    if charge is None or on_sheet(charge):
        return ""
    text = json.dumps(to_json(charge), ensure_ascii=False)
    return text if len(text) <= LONGEST else ""


def made(kind: ChargeKind, upper: Bound, tiers: Sequence[Tier]) -> AnyCharge:
    """The price model that rows describe; refuses a table with holes in it, at the path of what is wrong."""
    return MODELS[kind](tiers=tuple(tiers), upper=upper)
