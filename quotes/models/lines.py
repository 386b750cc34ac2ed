"""The lines of a version: they change with it while it is a draft, and never after."""

from decimal import Decimal
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from dealdesk.db import amount, choices, one_of, percent, quantity, unit_price
from quotes.domain.pricing.charges import BOUNDS, ChargeKind, prorated
from quotes.domain.pricing.terms import LineTerms, Role
from quotes.domain.spelling import read_line_extras
from quotes.models.pricebooks import PriceItem, Product
from quotes.models.quotes import QuoteVersion

# fmt: off
LINE_COLUMNS = (
    "id", "position", "group", "product_id", "product_code", "description", "unit", "quantity", "list_price",
    "discount", "vat_rate", "floor_price", "charge", "discounts", "markup", "other_taxes", "role", "columns",
    "net_total", "tax_total", "gross_total",
)
# fmt: on


class QuoteLine(models.Model):
    version = models.ForeignKey(QuoteVersion, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    group = models.CharField(max_length=40, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    product_code = models.CharField(max_length=20, blank=True)
    description = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    quantity = quantity()
    list_price = unit_price()
    discount = percent(default=Decimal(0))
    vat_rate = percent()
    # The price book's floor when the line was priced; seen only by those the MAY table names.
    floor_price = unit_price(null=True, blank=True)
    # Spelled as in the canonical form of the offer's content; with a price model the list price follows from it.
    charge = models.JSONField(null=True, blank=True)
    discounts = models.JSONField(default=list, blank=True)
    markup = models.JSONField(null=True, blank=True)
    other_taxes = models.JSONField(default=list, blank=True)
    role = models.CharField(max_length=12, choices=choices(Role), default=Role.INCLUDED)
    columns = models.JSONField(default=list, blank=True)
    net_total = amount(default=Decimal(0))
    tax_total = amount(default=Decimal(0))
    gross_total = amount(default=Decimal(0))

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "position"], name="line_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="line_quantity_not_negative"),
            models.CheckConstraint(condition=Q(list_price__gte=0), name="line_list_price_not_negative"),
            models.CheckConstraint(condition=Q(discount__range=(0, 100)), name="line_discount_is_percent"),
            models.CheckConstraint(condition=Q(vat_rate__range=(0, 100)), name="line_vat_is_percent"),
            one_of("role", Role, "line_role_known"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="lines_follow_their_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("line_of", "bigint"), ("version_state", "text")],
                func="""
                    line_of := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
                    SELECT state INTO version_state FROM quotes_quoteversion WHERE id = line_of FOR SHARE;
                    IF version_state <> 'draft' THEN
                        RAISE EXCEPTION 'pgtrigger: a submitted offer is never edited; make a new version';
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.version_id <> NEW.version_id THEN
                        RAISE EXCEPTION 'pgtrigger: a line stays with its version';
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.description

    @classmethod
    def priced(cls, item: PriceItem, quantity: Decimal, discount: Decimal = Decimal(0), group: str = "") -> Self:
        """An unsaved line at the list price and price model of a price book's item, in the book's own tax basis."""
        product = item.product
        return cls(
            product=product,
            product_code=product.code,
            description=product.name,
            unit=product.unit,
            group=group or product.family,
            quantity=quantity,
            list_price=item.list_price,
            floor_price=item.floor_price,
            vat_rate=item.vat_rate,
            discount=discount,
            charge=item.charge,
        )

    def terms(self) -> LineTerms:
        return LineTerms(
            position=self.position,
            group=self.group,
            product_code=self.product_code,
            description=self.description,
            unit=self.unit,
            quantity=self.quantity,
            list_price=self.list_price,
            discount=self.discount,
            vat_rate=self.vat_rate,
            floor_price=self.floor_price,
            **self._extras(),
        )

    def _extras(self) -> dict[str, Any]:
        """Most lines have none, and then nothing is read."""
        if not (self.charge or self.discounts or self.markup or self.other_taxes or self.columns) and (
            self.role == Role.INCLUDED
        ):
            return {}
        return read_line_extras(
            {name: getattr(self, name) for name in ("charge", "discounts", "markup", "other_taxes", "role", "columns")}
        )

    @property
    def own_words(self) -> tuple[str, ...]:
        """What it says that is not of its product."""
        product = self.product
        listed = (product.family, product.name, product.unit) if product else ("", "", "")
        said = zip((self.group, self.description, self.unit), listed, strict=True)
        return tuple(words for words, usual in said if words and words != usual)

    @property
    def is_packaged(self) -> bool:
        """Sold in packages of weighted units, by the list or as agreed with this customer."""
        charge = self.charge
        sold = charge["price"] if charge and charge["kind"] == ChargeKind.CONTRACTED else charge
        return sold is not None and sold["kind"] == ChargeKind.RATIO_PACKAGE

    @property
    def is_bound(self) -> bool:
        """A minimum or maximum spend, which no discount moves."""
        return self.charge is not None and self.charge["kind"] in BOUNDS

    @property
    def floor_each(self) -> Decimal | None:
        """The floor of one unit, for the part of a period that it is charged for."""
        if self.floor_price is None or self.charge is None or self.charge["kind"] != ChargeKind.PRORATED:
            return None if self.floor_price is None else Decimal(self.floor_price)
        return prorated(Decimal(self.floor_price), self.charge["part"], self.charge["whole"])

    def stored(self) -> dict[str, object]:
        """Everything about the line except the version it is of."""
        return {name: getattr(self, name) for name in LINE_COLUMNS}
