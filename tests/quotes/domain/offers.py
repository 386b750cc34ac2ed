"""Offers for tests: the demo's premium offer, plain builders, and random offers of any shape."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quotes.domain.lifecycle import Form
from quotes.domain.pricing.charges import (
    AnyCharge,
    Contracted,
    Flat,
    Graduated,
    MaximumSpend,
    MinimumSpend,
    PercentOf,
    PerUnit,
    Reach,
    Scope,
    Tier,
    joined,
)
from quotes.domain.pricing.discounts import MarkupKind
from quotes.domain.pricing.terms import (
    Column,
    HeaderDiscount,
    LineTerms,
    Markup,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    Role,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    ServiceTerms,
    Stacking,
    Step,
    SupportHours,
)

NUMBERS = ("quantity", "list_price", "discount", "vat_rate", "floor_price")
RATES = tuple(map(Decimal, ("0", "1", "3", "6", "9", "13")))


def line(position: int = 1, **values: Any) -> LineTerms:
    """A line whose numbers may be written as text."""
    given = {
        name: Decimal(value) if isinstance(value, str) and name in NUMBERS else value for name, value in values.items()
    }
    plain: dict[str, Any] = {
        "description": f"Item {position}",
        "unit": "路·年",
        "quantity": Decimal(1),
        "list_price": Decimal(100),
        "vat_rate": Decimal(6),
        "floor_price": Decimal(60),
    }
    return LineTerms(position=position, **(plain | given))


def offer(*lines: LineTerms, **values: Any) -> OfferTerms:
    plain: dict[str, Any] = {
        "currency": "CNY",
        "tax_included": True,
        "rounding": RoundingPolicy(),
        "form": Form.BUNDLE if values.get("bundle_price") is not None else Form.ITEMISED,
        "lines": lines or (line(),),
        "payment": PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID),
        "service": ServiceTerms(),
        "term_months": 12,
        "valid_until": date(2026, 12, 24),
    }
    return OfferTerms(**(plain | values))


def premium(**values: Any) -> OfferTerms:
    """10,000 streams of 720p for a year with recording and support; 1,000,000.00 list, tax included."""
    lines = (
        line(1, description="720p streams", quantity="10000", list_price="70", floor_price="50", group="Calls"),
        line(2, description="Recording", quantity="9600", list_price="12.5", floor_price="8", group="Recording"),
        line(3, description="Support", quantity="12", list_price="15000", floor_price="9000", group="Service"),
    )
    plain: dict[str, Any] = {
        "service": ServiceTerms(
            sla_availability=Decimal("99.9"),
            urgent_minutes=60,
            normal_minutes=240,
            support_hours=SupportHours.ROUND_THE_CLOCK,
        )
    }
    return offer(*lines, **(plain | values))


def with_line(terms: OfferTerms, position: int, /, **values: Any) -> OfferTerms:
    """The offer with one line's terms changed."""
    lines = tuple(replace(one, **values) if one.position == position else one for one in terms.lines)
    return replace(terms, lines=lines)


quantities = st.one_of(
    st.integers(0, 20_000).map(Decimal), st.decimals(min_value=0, max_value=5_000, places=6, allow_nan=False)
)
prices = st.one_of(
    st.decimals(min_value=0, max_value=100_000, places=2), st.decimals(min_value=0, max_value=1, places=8)
)
discounts = st.one_of(
    st.sampled_from([Decimal(0), Decimal(5), Decimal(18), Decimal("12.5"), Decimal(100)]),
    st.decimals(min_value=0, max_value=100, places=8),
)
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


def lines_at(position: int) -> st.SearchStrategy[LineTerms]:
    return st.builds(
        LineTerms,
        position=st.just(position),
        description=texts,
        unit=st.sampled_from(["路·年", "千分钟", "月"]),
        quantity=quantities,
        list_price=prices,
        discount=discounts,
        vat_rate=st.sampled_from(RATES),
        floor_price=st.none() | prices,
        product_code=st.sampled_from(["", "RTC-HD", "REC-MIX", "SUP-724"]),
        group=st.sampled_from(["", "通话", "录制"]),
    )


policies = st.builds(
    RoundingPolicy, scope=st.sampled_from(list(RoundingScope)), mode=st.sampled_from(list(RoundingMode))
)
payments = st.builds(
    PaymentTerms,
    plan=st.sampled_from(list(PaymentPlan)),
    prepay_percent=st.decimals(min_value=0, max_value=100, places=2),
    credit_days=st.integers(0, 365),
)
services = st.builds(
    ServiceTerms,
    sla_availability=st.none() | st.decimals(min_value=90, max_value=100, places=5),
    urgent_minutes=st.none() | st.integers(1, 60),
    normal_minutes=st.none() | st.integers(60, 2_000),
    support_hours=st.none() | st.sampled_from(list(SupportHours)),
)


@st.composite
def offers(draw: Callable[[st.SearchStrategy[Any]], Any], **fixed: Any) -> OfferTerms:
    """Any offer the terms allow, small enough to stay below a trillion; what is passed is kept as it is."""
    count = draw(st.integers(1, 6))
    positions = draw(st.lists(st.integers(1, 99), min_size=count, max_size=count, unique=True))
    bundle = draw(st.none() | st.decimals(min_value=0, max_value=10**7, places=2))
    chosen: dict[str, Any] = {
        "tax_included": draw(st.booleans()),
        "rounding": draw(policies),
        "bundle_price": bundle,
        "payment": draw(payments),
        "service": draw(services),
        "term_months": draw(st.integers(1, 60)),
        "free_months": draw(st.integers(0, 12)),
        "valid_until": draw(st.dates(date(2026, 1, 1), date(2030, 1, 1))),
        "note": draw(st.text(st.characters(codec="utf-8"), max_size=20)),
    }
    return offer(*(draw(lines_at(position)) for position in positions), **(chosen | fixed))


steps = st.lists(
    st.builds(
        Step,
        name=st.sampled_from(["渠道", "季度返利", "老客户"]),
        percent=st.sampled_from([Decimal(5), Decimal("-2.5"), Decimal(100)])
        | st.decimals(min_value=-20, max_value=60, places=4),
    ),
    max_size=3,
).map(tuple)
headers = st.builds(HeaderDiscount, steps=steps.filter(bool)) | st.builds(
    HeaderDiscount, amount=st.decimals(min_value=0, max_value=50, places=2)
)
COLUMN_NAMES = ("基础版", "高级版", "旗舰版")
column_choices = st.lists(st.sampled_from(COLUMN_NAMES), unique=True).map(tuple)


AMOUNTS = st.decimals(min_value=0, max_value=9_000, places=4)
SCOPES = st.sampled_from(
    [Scope(), Scope(reach=Reach.GROUPS, names=("通话", "")), Scope(reach=Reach.PRODUCTS, names=("RTC-HD",))]
)
models: st.SearchStrategy[AnyCharge] = st.one_of(
    st.builds(Flat, amount=AMOUNTS),
    st.builds(Contracted, price=st.builds(PerUnit, unit=AMOUNTS), list=st.builds(PerUnit, unit=AMOUNTS)),
    st.builds(
        lambda bound, units: Graduated(
            tiers=joined([Tier(up_to=bound, unit=units[0]), Tier(unit=units[1], flat=units[2])])
        ),
        st.decimals(min_value=1, max_value=500, places=2),
        st.tuples(AMOUNTS, AMOUNTS, AMOUNTS),
    ),
    st.builds(PercentOf, percent=st.decimals(min_value=0, max_value=30, places=2), scope=SCOPES),
    st.builds(MinimumSpend, minimum=AMOUNTS, scope=SCOPES),
)
caps = st.builds(MaximumSpend, maximum=AMOUNTS.map(lambda amount: amount + 100), scope=SCOPES)


@st.composite
def full_offers(draw: Callable[[st.SearchStrategy[Any]], Any], **fixed: Any) -> OfferTerms:
    """Any offer with everything there is: price models, steps, markups, other taxes, roles, columns, one cap.

    Its first line is worth 50 at least and always in the total, so that there is something to take a discount off.
    """
    plain = draw(offers())
    has_columns = draw(st.booleans())
    first = replace(plain.lines[0], quantity=Decimal(1), list_price=Decimal(100), discount=Decimal(50))
    others = [_anything(draw, one, has_columns) for one in plain.lines[1:]]
    if others and draw(st.booleans()):
        others[0] = replace(others[0], charge=draw(caps))
    lines = (first, *map(unmoved, others))
    chosen: dict[str, Any] = {"lines": lines, "stacking": draw(st.sampled_from(list(Stacking)))}
    if plain.bundle_price is None:
        chosen["header"] = draw(st.none() | headers)
    if has_columns:
        prices = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
        chosen["recommended"] = draw(st.sampled_from(COLUMN_NAMES))
        chosen["columns"] = tuple(
            Column(name=name, bundle_price=None if name == chosen["recommended"] else draw(prices))
            for name in COLUMN_NAMES
        )
    return replace(plain, **(chosen | fixed))


def unmoved(one: LineTerms) -> LineTerms:
    """A minimum or maximum spend without a discount or markup of its own; any other line as it is."""
    return replace(one, discount=Decimal(0), discounts=(), markup=None) if one.is_bound else one


def _anything(draw: Callable[[st.SearchStrategy[Any]], Any], one: LineTerms, has_columns: bool) -> LineTerms:
    markups = st.builds(Markup, percent=st.integers(0, 90).map(Decimal), kind=st.sampled_from(list(MarkupKind)))
    return replace(
        one,
        charge=draw(st.none() | models),
        discounts=draw(steps),
        markup=draw(st.none() | markups),
        other_taxes=draw(st.sampled_from([(), (Decimal(5),), (Decimal(7), Decimal(2))])),
        role=draw(st.sampled_from(list(Role))),
        columns=draw(column_choices) if has_columns else (),
    )
