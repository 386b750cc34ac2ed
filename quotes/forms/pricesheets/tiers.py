"""The sheet of tiers: the rows of each product to its price model, with every cell that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.sheets import Cell
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from dealdesk.web.refusals import sentence
from quotes.domain.pricesheets import NEEDED, Head, Tab, Upper
from quotes.domain.pricing.charges import AnyCharge, Bound, ChargeKind, Tier
from quotes.domain.tiersheets import MODELS, USUALLY, made
from quotes.forms.pricesheets import values
from quotes.forms.pricesheets.tabs import Row, Table, blank, names_of, plain

ZERO = Decimal(0)
# The column in which a refusal's path shows.
PLACES = {
    "start": Head.START, "up_to": Head.END, "unit": Head.UNIT_PRICE, "flat": Head.FLAT, "percent": Head.PERCENT,
}  # fmt: skip


@dataclass
class Tiered:
    """The rows of one product: the first says which price model and whose the upper bounds are."""

    kind: ChargeKind | None
    upper: Bound | None
    rows: list[Row] = field(default_factory=list)
    tiers: list[Tier | None] = field(default_factory=list)


class Tiers:
    """The sheet, row by row."""

    def __init__(self, table: Table, priced: Mapping[str, int], currency: str) -> None:
        self.table, self.priced = table, priced
        self.kinds = {name: kind for kind in MODELS for name in names_of(kind)}
        self.uppers = {name: Bound(upper.value) for upper in Upper for name in names_of(upper)}
        self.price = AmountField(max_digits=20, decimal_places=8, currency=currency)
        self.quantity = NumberField(max_digits=18, decimal_places=6)
        self.percent = PercentField()
        self.products: dict[str, Tiered] = {}

    def read(self) -> dict[str, AnyCharge]:
        if not set(NEEDED[Tab.TIERS]) <= self.table.places.keys():
            return {}
        for row in self.table.rows():
            self._row(row)
        found = {code: self._charge(told) for code, told in self.products.items()}
        return {code: charge for code, charge in found.items() if charge is not None}

    def _row(self, row: Row) -> None:
        code = self.table.take(row, Head.CODE, values.code)
        if code is None:
            return
        if code not in self.priced:
            why = _("The price sheet has no row for %(code)s: tiers belong to what has a price.")
            self.table.say(row.number, Head.CODE, why % {"code": code or "—"})
            return
        kind = self.table.take(row, Head.MODE, self._kind)
        upper = self.table.take(row, Head.UPPER, self._upper)
        told = self.products.setdefault(code, Tiered(kind, upper))
        if kind and told.kind and kind is not told.kind:
            why = _("%(code)s has another price model above: one product has one.") % {"code": code}
            self.table.say(row.number, Head.MODE, why)
        if upper and told.upper and upper is not told.upper:
            why = _("%(code)s says otherwise above: the upper bounds of a table are all alike.") % {"code": code}
            self.table.say(row.number, Head.UPPER, why)
        told.rows.append(row)
        told.tiers.append(self._tier(row))

    def _kind(self, cell: Cell) -> ChargeKind:
        kind = self.kinds.get(plain(values.words(cell, longest=40)))
        if kind is None:
            names = "、".join(_(known.label) for known in MODELS)
            raise ValidationError(_("Write one of these: %(names)s.") % {"names": names})
        return kind

    def _upper(self, cell: Cell) -> Bound | None:
        """Empty is what is usual for the price model."""
        if blank(cell):
            return None
        upper = self.uppers.get(plain(values.words(cell, longest=40)))
        if upper is None:
            names = "、".join(_(known.label) for known in Upper)
            raise ValidationError(_("Write one of these: %(names)s.") % {"names": names})
        return upper

    def _tier(self, row: Row) -> Tier | None:
        before = len(self.table.wrong)
        start = self.table.take(row, Head.START, lambda cell: values.number(cell, self.quantity))
        end = self._optional(row, Head.END, partial(values.number, field=self.quantity))
        unit = self._optional(row, Head.UNIT_PRICE, partial(values.price, field=self.price))
        flat = self._optional(row, Head.FLAT, partial(values.price, field=self.price))
        share = self._optional(row, Head.PERCENT, partial(values.rate, field=self.percent))
        if start is None or len(self.table.wrong) > before:
            return None
        return Tier(start=start, up_to=end, unit=unit or ZERO, flat=flat or ZERO, percent=share or ZERO)

    def _optional(self, row: Row, head: Head, read: "partial[Decimal]") -> Decimal | None:
        return None if blank(row.cells.get(head)) else self.table.take(row, head, read)

    def _charge(self, told: Tiered) -> AnyCharge | None:
        """What the rows make together; a table with holes is said at the row and the column where they are."""
        tiers = [tier for tier in told.tiers if tier]
        if told.kind is None or len(tiers) < len(told.tiers):
            return None
        try:
            return made(told.kind, told.upper or USUALLY[told.kind], tiers)
        except Refusal as refusal:
            _tiers, number, name = (*(refusal.field or "").split("."), "", "")[:3]
            row = told.rows[int(number) if number.isdecimal() else 0]
            self.table.say(row.number, PLACES.get(name, Head.START), sentence(refusal))
            return None
