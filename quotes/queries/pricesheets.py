"""What a workbook would change in a price book, and the rows in which any two versions are set against each other."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import percent, quantity, unit_price
from dealdesk.web.refusals import translated
from quotes.domain.metering.priced import Metered
from quotes.domain.pricebooks import BundleChange, Content, PriceChange, Priced, State, difference, without_floors
from quotes.domain.pricing.charges import Tier, described, tiers_of
from quotes.models import EnglishWords, PriceBookVersion, PriceImport, Product
from quotes.models.pricesheets import edition_of
from quotes.queries.metering import full_words, short_words
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """A product whose prices differ; what is None is not there, or not for this reader's eyes."""

    code: str
    name: str
    unit: str
    state: State
    list_before: Decimal | None
    list_after: Decimal | None
    percent: Decimal | None
    vat_before: Decimal | None
    vat_after: Decimal | None
    floor_before: Decimal | None
    floor_after: Decimal | None
    # How a quantity is charged, line by line; both empty where that did not change, or the product is gone.
    charge_before: tuple[str, ...]
    charge_after: tuple[str, ...]
    # How it is counted, in words; both empty where that did not change, or the product is gone.
    meter_before: str
    meter_after: str
    # The list price moved, and the price model decides without it.
    is_idle: bool


@dataclass(frozen=True, kw_only=True)
class BundleRow:
    """`items` are what is in it otherwise: code, quantity before, quantity after."""

    name: str
    state: State
    price_before: Decimal | None
    price_after: Decimal | None
    note_before: str
    note_after: str
    items: tuple[tuple[str, Decimal | None, Decimal | None], ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Two versions set against each other, as this reader may see them."""

    prices: tuple[ChangeRow, ...]
    bundles: tuple[BundleRow, ...]
    unchanged: int
    sees_floor: bool

    def __bool__(self) -> bool:
        return bool(self.prices or self.bundles)

    @property
    def changed(self) -> int:
        return self._count(State.CHANGED)

    @property
    def added(self) -> int:
        return self._count(State.ADDED)

    @property
    def removed(self) -> int:
        return self._count(State.REMOVED)

    def _count(self, state: State) -> int:
        return sum(row.state is state for row in self.prices)


@dataclass(frozen=True, kw_only=True)
class ImportScreen:
    """`edition` is the mark of what the changes are set against; the file is taken over only while it is the same."""

    pk: int
    book: str
    currency: str
    version: int
    number: int
    is_draft: bool
    file_name: str
    uploaded_at: datetime
    uploaded_by: str
    applied_at: datetime | None
    applied_by: str
    source: str
    new_products: tuple[str, ...]
    # Chinese, English.
    new_english: tuple[tuple[str, str], ...]
    keeps_floors: bool
    keeps_bundles: bool
    keeps_tiers: bool
    blockers: tuple[str, ...]
    changes: Changes
    edition: str


def products_by_code() -> dict[str, Product]:
    return {product.code: product for product in Product.objects.all()}


def codes_in(version: PriceBookVersion) -> frozenset[str]:
    return frozenset(version.items.values_list("product__code", flat=True))


def import_screen(user: User, made: PriceImport) -> ImportScreen:
    version, told, present = made.version, made.says(), made.version.content()
    house = EnglishWords.objects.known(told.english, None).house
    return ImportScreen(
        pk=made.pk,
        book=version.book.name,
        currency=version.book.currency,
        version=version.pk,
        number=version.number,
        is_draft=version.is_draft,
        file_name=made.file_name,
        uploaded_at=made.uploaded_at,
        uploaded_by=made.uploaded_by.name,
        applied_at=made.applied_at,
        applied_by=made.applied_by.name if made.applied_by else "",
        source=made.source,
        new_products=tuple(f"{product.code} {product.name}" for product in told.products),
        new_english=tuple((zh, en) for zh, en in told.english.items() if house.get(zh) != en),
        keeps_floors=not told.floors,
        keeps_bundles=told.bundles is None,
        keeps_tiers=told.tiers is None,
        blockers=tuple(translated(one.message, dict(one.params)) for one in told.blockers(present)),
        changes=changes_between(user, present, told.onto(present)),
        edition=edition_of(version, house),
    )


def changes_between(user: User, old: Content, new: Content) -> Changes:
    """Without the right to floors they are taken out before anything is compared: a floor alone is then no change."""
    sees_floor = Act.SEE_LIST_FLOOR.permits(user)
    if not sees_floor:
        old, new = (Content(without_floors(one.prices.values()), one.bundles) for one in (old, new))
    told = difference(old, new)
    return Changes(
        prices=tuple(_price_row(change) for change in told.prices),
        bundles=tuple(_bundle_row(change) for change in told.bundles),
        unchanged=len(new.prices) - sum(change.after is not None for change in told.prices),
        sees_floor=sees_floor,
    )


def _price_row(change: PriceChange) -> ChangeRow:
    old, new = change.before, change.after
    meters = _meters(old.meter if old else None, new.meter) if new else ("", "")
    return ChangeRow(
        code=change.either.code,
        name=change.either.name,
        unit=change.either.unit,
        state=change.state,
        list_before=old.list_price if old else None,
        list_after=new.list_price if new else None,
        percent=change.percent.points if change.percent else None,
        vat_before=old.vat_rate if old else None,
        vat_after=new.vat_rate if new else None,
        floor_before=old.floor_price if old else None,
        floor_after=new.floor_price if new else None,
        charge_before=_charge_lines(old) if old and new and old.charge != new.charge else (),
        charge_after=_charge_lines(new) if new and (old.charge if old else None) != new.charge else (),
        meter_before=meters[0] if old else "",
        meter_after=meters[1],
        is_idle=change.is_idle,
    )


def _meters(old: Metered | None, new: Metered | None) -> tuple[str, str]:
    """Two meters in short, and in full where they differ only in what the short words leave out."""
    if old == new:
        return "", ""
    before, after = (short_words(one) if one else gettext("nothing is counted") for one in (old, new))
    return (full_words(old), full_words(new)) if before == after and old and new else (before, after)


def _charge_lines(one: Priced) -> tuple[str, ...]:
    """What the price model is called, then a line for each tier; one without tiers in its own sentences."""
    if one.charge is None:
        return (gettext("quantity × list price"),)
    name, tiers = gettext(one.charge.kind.label), tuple(_tier_line(tier) for tier in tiers_of(one.charge))
    said = (translated(sentence.label, dict(sentence.params)) for sentence in described(one.charge))
    return (name, *(tiers or said))


def _tier_line(tier: Tier) -> str:
    end = "∞" if tier.up_to is None else quantity(tier.up_to)
    parts = [unit_price(tier.unit)] if tier.unit or not (tier.flat or tier.percent) else []
    parts += [f"{percent(tier.percent)}"] if tier.percent else []
    parts += [f"{gettext('Flat fee')} {unit_price(tier.flat)}"] if tier.flat else []
    return f"{quantity(tier.start)}–{end}: {' + '.join(parts)}"


def _bundle_row(change: BundleChange) -> BundleRow:
    old, new = change.before, change.after
    return BundleRow(
        name=change.either.name,
        state=change.state,
        price_before=old.price if old else None,
        price_after=new.price if new else None,
        note_before=old.note if old else "",
        note_after=new.note if new else "",
        items=change.items,
    )
