"""Price models as rows of a sheet: which of them a table of tiers can hold, and what the rows make."""

from collections.abc import Sequence

from quotes.domain.pricing.charges import AnyCharge, Block, Bound, ChargeKind, Graduated, Tier, Volume

MODELS: dict[ChargeKind, type[Graduated | Volume | Block]] = {
    ChargeKind.GRADUATED: Graduated,
    ChargeKind.VOLUME: Volume,
    ChargeKind.BLOCK: Block,
}
# Where the sheet leaves the column empty.
USUALLY = {ChargeKind.GRADUATED: Bound.INCLUSIVE, ChargeKind.VOLUME: Bound.INCLUSIVE, ChargeKind.BLOCK: Bound.EXCLUSIVE}


def on_sheet(charge: AnyCharge | None) -> Graduated | Volume | Block | None:
    """The price model where rows of tiers say all of it; None for every other, which a sheet leaves alone."""
    if isinstance(charge, Graduated | Volume) and not charge.free_when_unused:
        return charge
    return charge if isinstance(charge, Block) and charge.overage is None else None


def made(kind: ChargeKind, upper: Bound, tiers: Sequence[Tier]) -> AnyCharge:
    """The price model that rows describe; refuses a table with holes in it, at the path of what is wrong."""
    return MODELS[kind](tiers=tuple(tiers), upper=upper)
