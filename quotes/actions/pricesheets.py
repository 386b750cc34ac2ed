"""Prices from a workbook: kept until somebody has seen what they change, then all of them at once or none."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.english import write_house_english
from quotes.actions.pricebooks import create_product, draft_price_book
from quotes.domain.pricebooks import Content, Difference, Packaged, State, difference
from quotes.domain.pricesheets import Told
from quotes.domain.pricing.charges import to_json
from quotes.models import Bundle, BundleItem, EnglishWords, PriceBookVersion, PriceImport, PriceItem, Product
from quotes.models.pricesheets import edition_of
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def offer_import(
    *,
    version: PriceBookVersion,
    told: Told,
    file_name: str,
    sha256: str,
    source: str,
    by: User,
    at: datetime,
) -> PriceImport:
    """What a workbook without an error says, to be looked at; it takes the place of what the person read in before."""
    PriceImport.objects.filter(version=version, uploaded_by=by, applied_at=None).delete()
    made = PriceImport.objects.create(
        version=version,
        told=told.to_json(),
        file_name=file_name,
        sha256=sha256,
        source=source,
        uploaded_at=at,
        uploaded_by=by,
    )
    facts: dict[str, Any] = {"name": version.book.name, "version": version.number, "file": file_name}
    record("offer_import", on=made, by=by, at=at, **facts)
    return made


@transaction.atomic
def apply_import(*, price_import: PriceImport, edition: str, by: User, at: datetime) -> PriceBookVersion:
    """Makes the draft say what the workbook says. `edition` is the mark of what the person saw it change."""
    held = PriceImport.objects.select_for_update().get(pk=price_import.pk)
    if held.applied_at:
        raise Refusal("These prices were taken over already.")
    base = PriceBookVersion.objects.select_for_update(of=("self",)).select_related("book").get(pk=held.version_id)
    if not base.is_draft and not held.source:
        raise StaleRefusal("The draft was published meanwhile: import the file into the next version.")
    told, present = held.says(), base.content()
    house = EnglishWords.objects.known(told.english, None).house
    if edition_of(base, house) != edition:
        raise StaleRefusal("The draft was changed meanwhile: look at what the file changes once more.")
    for blocker in told.blockers(present):
        raise blocker.refusal()
    made = told.onto(present)
    changes = difference(present, made)
    if not changes and base.is_draft and house.items() >= told.english.items():
        raise Refusal("The file says what the draft says already: there is nothing to take over.")
    draft = base if base.is_draft else draft_price_book(version=base, source=held.source, by=by, at=at)
    for product in told.products:
        create_product(code=product.code, name=product.name, family=product.family, unit=product.unit, by=by, at=at)
    _write(draft, present, made)
    seen = {zh: house.get(zh, "") for zh in told.english}
    write_house_english(version=draft, words=told.english, seen=seen, by=by, at=at)
    held.applied_at, held.applied_by = at, by
    held.save(update_fields=["applied_at", "applied_by"])
    _tell(draft, held, changes, by, at)
    return draft


@transaction.atomic
def record_export(*, version: PriceBookVersion, floors: bool, by: User, at: datetime) -> None:
    """Whoever takes prices out of the desk is named, and whether floors were among them."""
    record("export_prices", on=version, by=by, at=at, name=version.book.name, version=version.number, floors=floors)


def _tell(draft: PriceBookVersion, held: PriceImport, changes: Difference, by: User, at: datetime) -> None:
    facts: dict[str, Any] = {"name": draft.book.name, "version": draft.number, "file": held.file_name}
    counted: dict[str, Any] = {state.value: changes.count(state) for state in State}
    record("apply_import", on=draft, by=by, at=at, sha256=held.sha256, **facts, **counted)


def _write(draft: PriceBookVersion, present: Content, made: Content) -> None:
    """The rows of what differs; the draft is held by its caller."""
    ids = dict(Product.objects.filter(code__in=[*present.prices, *made.prices]).values_list("code", "id"))
    _refuse_unknown(made, ids)
    gone = [ids[code] for code in present.prices if code not in made.prices]
    PriceItem.objects.filter(version=draft, product__in=gone).delete()
    PriceItem.objects.bulk_create(
        [
            PriceItem(
                version=draft,
                product_id=ids[one.code],
                list_price=one.list_price,
                floor_price=one.floor_price,
                vat_rate=one.vat_rate,
                charge=to_json(one.charge) if one.charge else None,
            )
            for one in made.prices.values()
            if present.prices.get(one.code) != one
        ],
        update_conflicts=True,
        unique_fields=["version", "product"],
        update_fields=["list_price", "floor_price", "vat_rate", "charge"],
    )
    changed = {
        name for name in present.bundles.keys() | made.bundles if present.bundles.get(name) != made.bundles.get(name)
    }
    draft.bundles.filter(name__in=changed).delete()
    for name in sorted(changed & made.bundles.keys()):
        _write_bundle(draft, made.bundles[name], ids)


def _write_bundle(draft: PriceBookVersion, told: Packaged, ids: dict[str, int]) -> None:
    bundle = Bundle.objects.create(version=draft, name=told.name, price=told.price, note=told.note)
    items: list[tuple[str, Decimal]] = sorted(told.items)
    BundleItem.objects.bulk_create(
        BundleItem(bundle=bundle, product_id=ids[code], quantity=many) for code, many in items
    )


def _refuse_unknown(made: Content, ids: dict[str, int]) -> None:
    """A product may have been renamed since the file was read."""
    for code in sorted(made.prices.keys() - ids):
        raise StaleRefusal("There is no product %(code)s any more: upload the file again.", code=code)
