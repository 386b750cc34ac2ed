"""Rows pasted from a spreadsheet: every row is read, and every wrong one is named by its number."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quotes.domain.pricing.terms import MAX_LINES
from quotes.forms.quotes.lines import line_field
from quotes.models import PriceItem, QuoteLine

LONGEST = 200_000
PRODUCT_ROW = ("quantity", "discount")
FREE_ROW = ("description", "unit", "quantity", "list_price", "discount", "vat_rate")
HEADS = {"数量", "quantity", "qty"}


@dataclass(frozen=True)
class Pasted:
    """One row that could not be read: its number as the spreadsheet counts it, and why."""

    row: int
    why: str


class PasteForm(forms.Form):
    """A code, a quantity and a discount; or a free line with description, unit, quantity, price, discount and VAT."""

    rows = forms.CharField(
        label=_("Rows from a spreadsheet"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
        help_text=_(
            "Product code, quantity, discount %. A free line: item, unit, quantity, list price, discount %, VAT %."
        ),
    )

    def __init__(self, data: Any = None, *, items: Iterable[PriceItem], currency: str) -> None:
        super().__init__(data)
        self.items = {key.casefold(): item for item in items for key in (item.product.code, item.product.name)}
        self.currency = currency
        self.lines: list[QuoteLine] = []
        self.wrong: list[Pasted] = []

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        table = list(csv.reader(text.splitlines(), delimiter="\t"))
        for number, row in enumerate(table, 1):
            cells = [cell.strip() for cell in row]
            if any(cells) and not (number == 1 and HEADS & {cell.casefold() for cell in cells}):
                self._read(number, cells)
        if self.wrong:
            raise ValidationError(_("Nothing was added yet: put the rows below right first."))
        if not self.lines:
            raise ValidationError(_("There is no row here."))
        if len(self.lines) > MAX_LINES:
            raise ValidationError(_("An offer has at most %(most)s lines."), params={"most": MAX_LINES})
        return text

    def _read(self, number: int, cells: Sequence[str]) -> None:
        item = self.items.get(cells[0].casefold())
        if item is None and len(cells) < len(FREE_ROW):
            why = gettext("There is no product %(name)s in this price book, and a free line has six columns.")
            self.wrong.append(Pasted(number, why % {"name": cells[0][:60] or "—"}))
            return
        names = PRODUCT_ROW if item else FREE_ROW
        given = cells[1:] if item else cells
        values, why = self._values(names, given)
        if why:
            self.wrong.append(Pasted(number, why))
        elif item:
            self.lines.append(QuoteLine.priced(item, values["quantity"], values["discount"]))
        else:
            self.lines.append(QuoteLine(**values))

    def _values(self, names: Sequence[str], cells: Sequence[str]) -> tuple[dict[str, Any], str]:
        """A discount that is not given is none; everything else is asked for."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for i, name in enumerate(names):
            typed = cells[i] if i < len(cells) else ""
            field = line_field(name, self.currency)
            try:
                values[name] = Decimal(0) if name == "discount" and not typed else field.clean(typed)
            except ValidationError as error:
                wrong.append(f"{field.label}：{' '.join(error.messages)}")
        return values, "；".join(wrong)
