"""Price models: from a quantity to an exact amount, and the lines that explain it.

A charge is a frozen value with `of(quantity)`, or with `over(base)` where it looks at other lines of the offer. Money
is in the currency and tax basis of the price it stands in; nothing here rounds unless it says so. Semantics and
sources are said by each class. The package knows nothing of offers: their terms import it.
"""

from quotes.domain.pricing.charges.agreed import listed
from quotes.domain.pricing.charges.codec import NESTED, AnyCharge, from_json, to_json
from quotes.domain.pricing.charges.commitment import Commitment, CommittedSpend, true_up
from quotes.domain.pricing.charges.falls import Fall, falls, warnings
from quotes.domain.pricing.charges.instalments import Instalments, Invoice, Stretch, instalments
from quotes.domain.pricing.charges.markup import cost_plus
from quotes.domain.pricing.charges.package import Package
from quotes.domain.pricing.charges.parts import Charge, Charged, ChargeKind, Part
from quotes.domain.pricing.charges.proration import Measure, Prorated, days_between, multiplier, prorated
from quotes.domain.pricing.charges.ramp import Ramp, Year
from quotes.domain.pricing.charges.ratio import Deduction, Over, Pack, Ratio, RatioPackage, deduct
from quotes.domain.pricing.charges.relative import (
    BOUNDS,
    ORDER,
    MaximumSpend,
    MinimumSpend,
    PercentOf,
    Reach,
    RelativeCharge,
    Scope,
)
from quotes.domain.pricing.charges.scaled import scaled
from quotes.domain.pricing.charges.simple import Contracted, Flat, PerUnit
from quotes.domain.pricing.charges.spend import Settled, settle, since
from quotes.domain.pricing.charges.tiered import Block, DiscountSchedule, Graduated, Schedule, Volume, one_tier
from quotes.domain.pricing.charges.tiers import Bound, Tier, joined
from quotes.domain.pricing.charges.words import Said, described, tiers_of

__all__ = [
    "BOUNDS",
    "NESTED",
    "ORDER",
    "AnyCharge",
    "Block",
    "Bound",
    "Charge",
    "ChargeKind",
    "Charged",
    "Commitment",
    "CommittedSpend",
    "Contracted",
    "Deduction",
    "DiscountSchedule",
    "Fall",
    "Flat",
    "Graduated",
    "Instalments",
    "Invoice",
    "MaximumSpend",
    "Measure",
    "MinimumSpend",
    "Over",
    "Pack",
    "Package",
    "Part",
    "PerUnit",
    "PercentOf",
    "Prorated",
    "Ramp",
    "Ratio",
    "RatioPackage",
    "Reach",
    "RelativeCharge",
    "Said",
    "Schedule",
    "Scope",
    "Settled",
    "Stretch",
    "Tier",
    "Volume",
    "Year",
    "cost_plus",
    "days_between",
    "deduct",
    "described",
    "falls",
    "from_json",
    "instalments",
    "joined",
    "listed",
    "multiplier",
    "one_tier",
    "prorated",
    "scaled",
    "settle",
    "since",
    "tiers_of",
    "to_json",
    "true_up",
    "warnings",
]
