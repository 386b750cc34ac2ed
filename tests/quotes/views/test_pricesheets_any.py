"""Any price book survives the way out and in, and no file at all is a fault."""

import json
import string
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quotes.actions.pricebooks import create_price_book, draft_price_book
from quotes.documents.pricesheets import collect, render
from quotes.domain.pricesheets import Head
from quotes.domain.pricing.charges import Block, Bound, Graduated, Package, Tier, Volume, from_json, joined, to_json
from quotes.forms.pricesheets import Desk, UploadForm
from quotes.forms.pricesheets.models import model
from quotes.models import Bundle, BundleItem, PriceBookVersion, PriceItem, Product
from quotes.queries.pricesheets import codes_in, products_by_code
from stakeholders.models import User
from tests.quotes.views.test_pricesheets import upload
from tests.quotes.workbooks import workbook

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12)
CODE = st.text(string.ascii_uppercase + string.digits + "-_", min_size=1, max_size=12)
PRICE = st.decimals(min_value=0, max_value=Decimal("999999999999.99999999"), places=8)
SHARE = st.decimals(min_value=0, max_value=1, places=2)
RATE = st.decimals(min_value=0, max_value=100, places=8)
QUANTITY = st.decimals(min_value=Decimal("0.000001"), max_value=10**9, places=6)
AMOUNT = st.decimals(min_value=0, max_value=10**12, places=2)
BOUND = st.sampled_from(Bound)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Tier, ...]:
    """Tiers that join, the last one open."""
    ends = sorted(draw(st.sets(QUANTITY, max_size=3)))
    rows = [Tier(up_to=end, unit=draw(PRICE), flat=draw(PRICE), percent=draw(RATE)) for end in [*ends, None]]
    return joined(rows)


CHARGE = (
    st.none()
    | st.builds(Graduated, tiers=tables(), upper=BOUND)
    | st.builds(Volume, tiers=tables(), upper=BOUND, free_when_unused=st.booleans())
    | st.builds(lambda flat, upper: Block(tiers=(Tier(flat=flat),), upper=upper), PRICE, BOUND)
    | st.just(Package(size=Decimal(1000), price=Decimal(9)))
)
PRODUCTS = st.dictionaries(CODE, st.tuples(TEXT, PRICE, st.none() | SHARE, RATE, CHARGE), min_size=1, max_size=6)
BUNDLES = st.dictionaries(
    TEXT, st.tuples(AMOUNT, TEXT | st.just(""), st.lists(QUANTITY, min_size=1, max_size=3)), max_size=3
)


def filled(version: PriceBookVersion, products: dict, bundles: dict) -> None:  # type: ignore[type-arg]
    """A draft with just these."""
    Bundle.objects.filter(version=version).delete()
    PriceItem.objects.filter(version=version).delete()
    Product.objects.all().delete()
    made = [
        Product.objects.create(code=code, name=name, family="产品线", unit="路")
        for code, (name, *_) in products.items()
    ]
    for product, (_, price, share, rate, charge) in zip(made, products.values(), strict=True):
        floor = None if share is None else (price * share).quantize(Decimal("0.00000001"), "ROUND_DOWN")
        PriceItem.objects.create(
            version=version,
            product=product,
            list_price=price,
            floor_price=floor,
            vat_rate=rate,
            charge=charge and to_json(charge),
        )
    for name, (price, note, quantities) in bundles.items():
        bundle = Bundle.objects.create(version=version, name=name, price=price, note=note)
        for product, quantity in zip(made, quantities, strict=False):
            BundleItem.objects.create(bundle=bundle, product=product, quantity=quantity)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PRODUCTS, BUNDLES)
@example({"0": ("豈", Decimal(1), None, Decimal(6), None)}, {"豈  e\u0301": (Decimal(1), "ﬁ", [Decimal(1)])})
def test_what_was_exported_imports_without_a_change(
    fay: User,
    now: datetime,
    products: dict,
    bundles: dict,  # type: ignore[type-arg]
) -> None:
    version = PriceBookVersion.objects.first() or create_price_book(
        name="任意", currency="CNY", tax_included=True, source="x", by=fay, at=now
    )
    filled(version, products, bundles)
    file = render(collect(fay, version), now)
    desk = Desk(
        currency="CNY",
        tax_included=True,
        products=products_by_code(),
        present=codes_in(version),
        sees_floor=True,
    )
    form = UploadForm({}, {"file": SimpleUploadedFile("x.xlsx", file)}, desk=desk, is_draft=True)

    assert form.is_valid(), (form.errors, form.wrong)
    present = version.content()
    assert form.cleaned_data["told"].onto(present) == present


def test_a_price_model_without_tiers_is_a_row_of_its_own(draft: PriceBookVersion, fay: User) -> None:
    first = draft.items.select_related("product").order_by("pk")[0]
    packs = Package(size=Decimal(1000), price=Decimal(9))
    PriceItem.objects.filter(pk=first.pk).update(charge=to_json(packs))
    (row,) = collect(fay, draft).models
    assert (row[Head.CODE], from_json(json.loads(str(row[Head.FIGURES])))) == (first.product.code, packs)


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ("", "missing"),
        ("{", "cannot be read"),
        ('{"kind": "package", "size": "0", "price": "9"}', "size:"),
        ('{"kind": "spell"}', "kind"),
    ],
)
def test_figures_that_make_no_price_model_are_refused_by_what_is_wrong(figures: str, why: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=why):
        model(figures)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_file_at_all_is_a_fault(
    client_of: Callable[[User], Client], draft: PriceBookVersion, fay: User, data: st.DataObject
) -> None:
    good = workbook(bundles=[["甲", Decimal(1), None, "RTC-HD", None, Decimal(1)]])
    kind = data.draw(st.sampled_from(["noise", "cut", "turned", "cells"]))
    file = good
    if kind == "noise":
        file = b"PK\x03\x04" + data.draw(st.binary(max_size=500))
    elif kind == "cut":
        file = good[: data.draw(st.integers(0, len(good)))]
    elif kind == "turned":
        turned = bytearray(good)
        for at in data.draw(st.lists(st.integers(0, len(good) - 1), min_size=1, max_size=10)):
            turned[at] ^= data.draw(st.integers(1, 255))
        file = bytes(turned)
    else:
        cell = (
            st.none()
            | st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
            | st.sampled_from(
                ["=1+1", "1e999", "-0", "NaN", "１", "1,,0", "¥", "%", "0.06%", "#REF!", "RTC-HD", "1e-99999"]
            )
            | st.decimals(allow_nan=False, allow_infinity=False)
            | st.booleans()
        )
        file = workbook(
            data.draw(st.lists(st.lists(cell, min_size=7, max_size=7), max_size=4)),
            tiers=data.draw(st.lists(st.lists(cell, min_size=9, max_size=9), max_size=3)),
            bundles=data.draw(st.lists(st.lists(cell, min_size=6, max_size=6), max_size=3)),
        )
    assert upload(client_of(fay), draft, file).status_code in {303, 422}
