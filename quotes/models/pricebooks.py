"""Price books: products, and versioned lists of what each costs a customer, in force from a date to a date."""

from decimal import Decimal
from typing import ClassVar, TypedDict

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from dealdesk.db import amount, paired, percent, quantity, unit_price
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.stored import metered_from
from quotes.domain.pricebooks import Content, Packaged, Priced
from quotes.domain.pricing.charges import AnyCharge, Charge, from_json
from quotes.models.dated import DatedQuerySet, never_changes

KEPT = """
    IF TG_OP <> 'INSERT' THEN
        SELECT published_at INTO published FROM quotes_pricebookversion WHERE id = version_of(OLD);
    END IF;
    IF TG_OP <> 'DELETE' AND published IS NULL THEN
        SELECT published_at INTO published FROM quotes_pricebookversion WHERE id = version_of(NEW) FOR SHARE;
    END IF;
    IF published IS NOT NULL THEN
        RAISE EXCEPTION 'pgtrigger: published prices never change; make a new version of the price book';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


def kept_with(version: str) -> pgtrigger.Trigger:
    """Rows of a published price book stay as they were: quotes have been made from them.

    `version` is the SQL that finds a row's price book version.
    """
    old, new = version.replace("row", "OLD"), version.replace("row", "NEW")
    return pgtrigger.Trigger(
        name="published_prices_never_change",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("published", "timestamptz")],
        func=KEPT.replace("version_of(OLD)", old).replace("version_of(NEW)", new),
    )


class Product(models.Model):
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    family = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    description = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["family", "code"]

    def __str__(self) -> str:
        return self.name


class PriceBook(models.Model):
    name = models.CharField(max_length=60, unique=True)
    currency = models.CharField(max_length=3, default="CNY")

    def __str__(self) -> str:
        return self.name


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class PriceBookVersionQuerySet(DatedQuerySet["PriceBookVersion"]):
    """At most one of a book is in force on any day."""

    def families(self) -> frozenset[str]:
        """The product groups that have a price in these."""
        named = self.exclude(items__product__family="").values_list("items__product__family", flat=True)
        return frozenset(family for family in named.distinct() if family)


class PriceBookVersion(models.Model):
    """Half-open dates: in force from `valid_from` until the day before `valid_to`. Published prices never change."""

    book = models.ForeignKey(PriceBook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    tax_included = models.BooleanField(default=True)
    source = models.CharField(max_length=200)
    # What it was made from; `rate` where that was in another currency: so many units of ours for one of theirs.
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PriceBookVersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "number"], name="price_book_version_number_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="price_book_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__gt=0, based_on__isnull=False),
                name="price_book_rate_of_something",
            ),
            paired("created", "price_book_created_pair"),
            paired("published", "price_book_published_pair"),
            ExclusionConstraint(
                name="one_price_book_version_in_force",
                expressions=[
                    ("book", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(published_at__isnull=False),
            ),
        ]
        triggers: ClassVar = [
            never_changes(
                "published_version_never_changes",
                thing="price book",
                sentence="published prices never change; make a new version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} v{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    def content(self) -> Content:
        """All that it says, floors with it; three statements whatever its length."""
        prices = (item.priced() for item in self.items.select_related("product"))
        bundles = (bundle.packaged() for bundle in self.bundles.prefetch_related("items__product"))
        return Content({one.code: one for one in prices}, {one.name: one for one in bundles})


class Prices(TypedDict):
    """What one product costs in one version, per unit, in the version's tax basis."""

    list_price: Decimal
    floor_price: Decimal | None
    vat_rate: Decimal


class PriceItem(models.Model):
    """One product's list price in one version, and how a quantity is charged where that is not quantity × list price.

    The floor is finance's and seen by few.
    """

    version = models.ForeignKey(PriceBookVersion, models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, models.PROTECT, related_name="prices")
    list_price = unit_price()
    floor_price = unit_price(null=True, blank=True)
    vat_rate = percent()
    # What the price is for, as `quotes.domain.metering.stored` writes it; null where nothing is counted.
    meter = models.JSONField(null=True, blank=True)
    charge = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "product"], name="price_item_once"),
            models.CheckConstraint(
                condition=Q(charge__isnull=True) | Q(charge__has_key="kind"), name="price_item_charge_has_kind"
            ),
            models.CheckConstraint(condition=Q(list_price__gte=0), name="price_item_list_not_negative"),
            models.CheckConstraint(
                condition=Q(floor_price__isnull=True) | Q(floor_price__gte=0, floor_price__lte=F("list_price")),
                name="price_item_floor_within_list",
            ),
            models.CheckConstraint(condition=Q(vat_rate__range=(0, 100)), name="price_item_vat_is_percent"),
        ]
        triggers: ClassVar = [kept_with("row.version_id")]

    @property
    def metered(self) -> Metered | None:
        return metered_from(self.meter) if self.meter is not None else None

    def priced(self) -> Priced:
        return Priced(
            code=self.product.code,
            name=self.product.name,
            unit=self.product.unit,
            list_price=self.list_price,
            vat_rate=self.vat_rate,
            floor_price=self.floor_price,
            charge=self.price_model,
            meter=self.metered,
        )

    @property
    def price_model(self) -> AnyCharge | None:
        """How a quantity is charged; None where it is quantity × list price."""
        return None if self.charge is None else from_json(self.charge)

    def cost_of(self, quantity: Decimal) -> Decimal:
        """What a quantity comes to on its own, exact; a price model that looks at other lines adds nothing."""
        model, listed = self.price_model, Decimal(self.list_price)
        if model is None:
            return quantity * listed
        return model.of(quantity).amount if isinstance(model, Charge) else Decimal(0)


class Bundle(models.Model):
    """A named package of a price book version: what is in it, and its one price."""

    version = models.ForeignKey(PriceBookVersion, models.CASCADE, related_name="bundles")
    name = models.CharField(max_length=60)
    price = amount()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "name"], name="bundle_name_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="bundle_price_not_negative"),
        ]
        triggers: ClassVar = [kept_with("row.version_id")]

    def __str__(self) -> str:
        return self.name

    def packaged(self) -> Packaged:
        content = ((item.product.code, item.quantity) for item in self.items.all())
        return Packaged(name=self.name, price=self.price, note=self.note, items=frozenset(content))


class BundleItem(models.Model):
    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    quantity = quantity()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bundle", "product"], name="bundle_item_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="bundle_item_quantity_positive"),
        ]
        triggers: ClassVar = [kept_with("(SELECT version_id FROM quotes_bundle WHERE id = row.bundle_id)")]
