"""Price books: a draft is written, published from a day on, and never changes after that."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from quotes.actions.dated import next_number, overtaken, refuse_overlap
from quotes.actions.english import write_house_english
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.stored import metered_json
from quotes.domain.pricebooks import AMOUNT_PLACES, PRICE_PLACES, converted
from quotes.domain.pricing.charges import scaled, to_json
from quotes.models import Bundle, BundleItem, PriceBook, PriceBookVersion, PriceItem, Product
from quotes.models.pricebooks import Prices
from stakeholders.actions.journal import record
from stakeholders.models import User

NO_WORDS: Mapping[str, str] = {}
PUBLISHED = "A published price book never changes: make a new version from it."


@transaction.atomic
def create_price_book(
    *, name: str, currency: str, tax_included: bool, source: str, by: User, at: datetime
) -> PriceBookVersion:
    """A new book with an empty draft; its day in force is chosen when it is published."""
    version = PriceBookVersion.objects.create(
        book=_new_book(name, currency),
        number=1,
        valid_from=timezone.localdate(at),
        tax_included=tax_included,
        source=source,
        created_at=at,
        created_by=by,
    )
    record("create_price_book", on=version, by=by, at=at, name=name, version=1)
    return version


@transaction.atomic
def draft_price_book(*, version: PriceBookVersion, source: str, by: User, at: datetime) -> PriceBookVersion:
    """The next version of the book, a draft with the prices and bundles of this one."""
    book = PriceBook.objects.select_for_update().get(pk=version.book_id)
    draft = PriceBookVersion.objects.create(
        book=book,
        number=next_number(book.versions.all()),
        valid_from=timezone.localdate(at),
        tax_included=version.tax_included,
        source=source,
        based_on=version,
        created_at=at,
        created_by=by,
    )
    _copy_prices(version, draft)
    record("draft_price_book", on=draft, by=by, at=at, name=book.name, version=draft.number, based_on=version.number)
    return draft


@transaction.atomic
def clone_price_book(
    *,
    version: PriceBookVersion,
    into: PriceBook | None,
    name: str,
    currency: str,
    rate: Decimal,
    places: int,
    source: str,
    by: User,
    at: datetime,
) -> PriceBookVersion:
    """A draft with these prices in another book, there already or new by `name` and `currency`. One unit of this book's
    currency is `rate` of the other's; unit prices are rounded half up to `places` decimals, bundles to the cent."""
    if version.is_draft:
        raise Refusal("Publish this version before another book is made from it.")
    target = PriceBook.objects.select_for_update().get(pk=into.pk) if into else _new_book(name, currency)
    if target.pk == version.book_id:
        raise Refusal("This is the book itself: draft its next version instead.", field="into")
    if target.currency == version.book.currency and rate != 1:
        raise Refusal("Both books are in %(currency)s: the rate is 1.", currency=target.currency, field="rate")
    draft = PriceBookVersion.objects.create(
        book=target,
        number=next_number(target.versions.all()),
        valid_from=timezone.localdate(at),
        tax_included=version.tax_included,
        source=source,
        based_on=version,
        rate=rate,
        created_at=at,
        created_by=by,
    )
    _copy_prices(version, draft, rate, places)
    facts: dict[str, Any] = {"from": version.book.name, "from_version": version.number}
    facts |= {"name": target.name, "version": draft.number}
    record("clone_price_book", on=draft, by=by, at=at, **facts, rate=str(rate), places=places)
    return draft


def _new_book(name: str, currency: str) -> PriceBook:
    if not name:
        raise Refusal("A new book needs a name.", field="name")
    with once(quotes_pricebook_name_key=lambda: Refusal("There is a price book of this name already.", field="name")):
        return PriceBook.objects.create(name=name, currency=currency)


@transaction.atomic
def discard_price_book(*, version: PriceBookVersion, by: User, at: datetime) -> None:
    draft = _draft(version)
    record("discard_price_book", on=draft, by=by, at=at, name=draft.book.name, version=draft.number)
    book = draft.book
    draft.delete()
    if not book.versions.exists():
        book.delete()


@transaction.atomic
def save_prices(
    *, version: PriceBookVersion, prices: Mapping[int, Prices | None], by: User, at: datetime
) -> PriceBookVersion:
    """Prices by product id: new, changed, or None to take the product out of this version."""
    draft = _draft(version)
    gone = [product for product, values in prices.items() if values is None]
    PriceItem.objects.filter(version=draft, product__in=gone).delete()
    for values in prices.values():
        if values is not None:
            _check_prices(values)
    PriceItem.objects.bulk_create(
        [PriceItem(version=draft, product_id=product, **values) for product, values in prices.items() if values],
        update_conflicts=True,
        unique_fields=["version", "product"],
        update_fields=["list_price", "floor_price", "vat_rate"],
    )
    record("save_prices", on=draft, by=by, at=at, name=draft.book.name, version=draft.number, products=len(prices))
    return draft


@transaction.atomic
def save_meter(
    *, version: PriceBookVersion, product: Product, metered: Metered | None, by: User, at: datetime
) -> PriceItem:
    """How a product's usage is counted in a draft; None where its price counts nothing."""
    draft = _draft(version)
    item = draft.items.filter(product=product).first()
    if item is None:
        raise Refusal("%(code)s has no price in this version: add it first.", code=product.code)
    item.meter = metered_json(metered) if metered else None
    item.save(update_fields=["meter"])
    record("save_meter", on=draft, by=by, at=at, name=draft.book.name, version=draft.number, code=product.code)
    return item


@transaction.atomic
def save_bundle(
    *,
    version: PriceBookVersion,
    name: str,
    price: Decimal,
    quantities: Mapping[int, Decimal],
    by: User,
    at: datetime,
    note: str = "",
    bundle: Bundle | None = None,
) -> Bundle:
    """A package and what is in it, by product id; products must have a price in the same version."""
    draft = _draft(version)
    if not quantities:
        raise Refusal("A bundle needs at least one product.", field="items")
    priced = set(draft.items.filter(product__in=list(quantities)).values_list("product", flat=True))
    if priced != set(quantities):
        raise Refusal("A bundle holds only products that this version has a price for.", field="items")
    with once(bundle_name_once=lambda: Refusal("This version has a bundle of this name already.", field="name")):
        if bundle is None:
            bundle = Bundle.objects.create(version=draft, name=name, price=price, note=note)
        else:
            bundle.name, bundle.price, bundle.note = name, price, note
            bundle.save(update_fields=["name", "price", "note"])
    bundle.items.all().delete()
    BundleItem.objects.bulk_create(
        BundleItem(bundle=bundle, product_id=product, quantity=quantity) for product, quantity in quantities.items()
    )
    record("save_bundle", on=draft, by=by, at=at, name=name, version=draft.number)
    return bundle


@transaction.atomic
def remove_bundle(*, bundle: Bundle, by: User, at: datetime) -> None:
    draft = _draft(bundle.version)
    record("remove_bundle", on=draft, by=by, at=at, name=bundle.name, version=draft.number)
    bundle.delete()


@transaction.atomic
def publish_price_book(*, version: PriceBookVersion, valid_from: date, by: User, at: datetime) -> PriceBookVersion:
    """In force from the day on; the version in force until then ends the day before, in the same breath."""
    draft = _draft(version)
    if valid_from < timezone.localdate(at):
        raise Refusal("Prices cannot begin on a day that has passed.", field="valid_from")
    if not draft.items.exists():
        raise Refusal("There are no prices to publish yet.", field="valid_from")
    earlier = overtaken(draft.book.versions.all(), valid_from)
    if earlier is not None:
        earlier.save(update_fields=["valid_to"])
    refuse_overlap(draft.book.versions.all(), valid_from)
    draft.valid_from, draft.valid_to = valid_from, None
    draft.published_at, draft.published_by = at, by
    with once(
        one_price_book_version_in_force=lambda: Refusal("Another version was published at this moment: look again.")
    ):
        draft.save(update_fields=["valid_from", "valid_to", "published_at", "published_by"])
    facts: dict[str, Any] = {"name": draft.book.name, "version": draft.number, "valid_from": valid_from.isoformat()}
    record("publish_price_book", on=draft, by=by, at=at, **facts, closed=earlier.number if earlier else None)
    return draft


@transaction.atomic
def create_product(
    *, code: str, name: str, family: str, unit: str, by: User, at: datetime, description: str = ""
) -> Product:
    with once(quotes_product_code_key=lambda: Refusal("There is a product with this code already.", field="code")):
        product = Product.objects.create(code=code, name=name, family=family, unit=unit, description=description)
    record("create_product", on=product, by=by, at=at, code=code, name=name)
    return product


@transaction.atomic
def add_product(
    *,
    version: PriceBookVersion,
    prices: Prices,
    by: User,
    at: datetime,
    product: Product | None = None,
    english: Mapping[str, str] = NO_WORDS,
    **new: str,
) -> Product:
    """Puts a product into a draft: one there is already, or a `new` one by code, name, family, unit, description, with
    the English words for these."""
    found = product or create_product(**new, by=by, at=at)
    save_prices(version=version, prices={found.pk: prices}, by=by, at=at)
    write_house_english(version=version, words=english, by=by, at=at)
    return found


def _draft(version: PriceBookVersion) -> PriceBookVersion:
    """The version under a lock; refuses one that is published."""
    held = PriceBookVersion.objects.select_for_update(of=("self",)).select_related("book").get(pk=version.pk)
    if not held.is_draft:
        raise Refusal(PUBLISHED)
    return held


def _check_prices(values: Prices) -> None:
    floor = values["floor_price"]
    if floor is not None and floor > values["list_price"]:
        raise Refusal("The floor price cannot be above the list price.", field="floor_price")


def _copy_prices(
    base: PriceBookVersion, draft: PriceBookVersion, rate: Decimal = Decimal(1), places: int = PRICE_PLACES
) -> None:
    PriceItem.objects.bulk_create(
        PriceItem(
            version=draft,
            product_id=item.product_id,
            list_price=converted(item.list_price, rate, places),
            floor_price=None if item.floor_price is None else converted(item.floor_price, rate, places),
            vat_rate=item.vat_rate,
            meter=item.meter,
            charge=_charge_in(item, rate, places),
        )
        for item in base.items.select_related("product")
    )
    old = list(base.bundles.prefetch_related("items"))
    new = Bundle.objects.bulk_create(
        Bundle(version=draft, name=bundle.name, price=converted(bundle.price, rate, AMOUNT_PLACES), note=bundle.note)
        for bundle in old
    )
    BundleItem.objects.bulk_create(
        BundleItem(bundle=copy, product_id=item.product_id, quantity=item.quantity)
        for bundle, copy in zip(old, new, strict=True)
        for item in bundle.items.all()
    )


def _charge_in(item: PriceItem, rate: Decimal, places: int) -> dict[str, Any] | None:
    charge = item.price_model
    return None if charge is None else to_json(scaled(charge, rate, places))
