"""A price model as a screen shows it: its name, its sentences, its table, and what is odd about it."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.refusals import Warning_
from quotes.domain.pricing.charges import AnyCharge, ChargeKind, Said, Tier, described, tiers_of, warnings
from quotes.models import PriceItem, QuoteLine


@dataclass(frozen=True, kw_only=True)
class TierRow:
    """`end` is None for the last tier; a price that no tier of the table has is None."""

    start: Decimal
    end: Decimal | None
    unit: Decimal | None
    flat: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ChargeShown:
    kind: ChargeKind
    sentences: tuple[Said, ...]
    tiers: tuple[TierRow, ...]
    warnings: tuple[Warning_, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The prices that the table has a column for."""
        first = self.tiers[0] if self.tiers else None
        return tuple(name for name in ("unit", "flat", "percent") if first and getattr(first, name) is not None)


def charge_shown(item: PriceItem) -> ChargeShown | None:
    """None where a quantity costs quantity × list price."""
    charge = item.price_model
    return None if charge is None else shown(charge)


def line_model(line: QuoteLine) -> ChargeShown | None:
    """The same for a line, in the offer's own currency and tax basis."""
    charge = line.terms().charge
    return None if charge is None else shown(charge)


def shown(charge: AnyCharge) -> ChargeShown:
    tiers = tiers_of(charge)
    return ChargeShown(kind=charge.kind, sentences=described(charge), tiers=_rows(tiers), warnings=warnings(charge))


def _rows(tiers: tuple[Tier, ...]) -> tuple[TierRow, ...]:
    has = {name: any(getattr(tier, name) for tier in tiers) for name in ("unit", "flat", "percent")}
    has["unit"] = has["unit"] or not any(has.values())
    return tuple(
        TierRow(
            start=tier.start,
            end=tier.up_to,
            unit=tier.unit if has["unit"] else None,
            flat=tier.flat if has["flat"] else None,
            percent=tier.percent if has["percent"] else None,
        )
        for tier in tiers
    )
