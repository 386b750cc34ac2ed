"""A block of cells copied from a spreadsheet and put down at one cell of the grid: all of it is read, or none."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quotes.domain.pricing.terms import OfferTerms
from quotes.forms.quotes.grid import Grid, columns, written
from quotes.forms.quotes.lines import LABELS, line_field
from quotes.forms.quotes.paste import HEADS, LONGEST, Pasted
from quotes.models import PriceItem, QuoteLine

# As they stand beside each other on the screen.
COLUMNS = ("description", "unit", "quantity", "list_price", "discount", "total")
# A wider block is a mistake of the hand, and a cell longer than this is no figure.
WIDEST = 50


class BlockForm(forms.Form):
    """Cells to the right of and below one cell. What hangs over the last line is a new line, if it says of what.

    An empty cell leaves what stands there. A product's name, unit and price are the price book's: the same value may be
    put down on them, another one is an error like any other.
    """

    line = forms.IntegerField(min_value=1, max_value=2**62)
    column = forms.ChoiceField(choices=[(name, name) for name in COLUMNS])
    rows = forms.CharField(label=_("Rows from a spreadsheet"), max_length=LONGEST, strip=False)

    def __init__(
        self,
        data: Any,
        *,
        lines: Sequence[QuoteLine],
        items: Iterable[PriceItem],
        terms: OfferTerms,
    ) -> None:
        super().__init__(data)
        self.stored = lines
        self.items = {key.casefold(): item for item in items for key in (item.product.code, item.product.name)}
        self.terms, self.currency = terms, terms.currency
        self.changes: dict[int, dict[str, Any]] = {}
        self.lines: list[QuoteLine] = []
        self.wrong: list[Pasted] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        start = next((i for i, line in enumerate(self.stored) if line.pk == cleaned["line"]), None)
        if start is None:
            raise ValidationError(_("This line is not there any more."))
        self._read(table(cleaned["rows"]), start, COLUMNS.index(cleaned["column"]))
        if self.wrong:
            self.wrong.sort(key=lambda one: one.row)
            raise ValidationError(_("Nothing was pasted yet: put these cells right first."))
        return cleaned

    def _read(self, rows: Sequence[tuple[int, list[str]]], start: int, first: int) -> None:
        data: dict[str, str] = {}
        row_of: dict[int, int] = {}
        for i, (number, cells) in enumerate(rows):
            given = self._named(number, cells, COLUMNS[first:])
            if start + i >= len(self.stored):
                self._add(number, given)
                continue
            line = self.stored[start + i]
            row_of[line.pk] = number
            data |= self._onto(number, line, given)
        grid = Grid(self.stored, data, currency=self.currency, terms=lambda: self.terms)
        self.changes = grid.changes()
        for (pk, name), why in grid.errors.items():
            self._wrong(row_of[pk], name, why)

    def _named(self, number: int, cells: Sequence[str], names: Sequence[str]) -> dict[str, str]:
        if any(cells[len(names) :]):
            self._wrong(number, "", gettext("The block is wider than the table."))
        return {name: cell for name, cell in zip(names, cells, strict=False) if cell}

    def _onto(self, number: int, line: QuoteLine, given: Mapping[str, str]) -> dict[str, str]:
        """The cells a line has; on those it has not, only what stands there already."""
        own = {*columns(line), "total"}
        for name, typed in given.items():
            if name not in own and not self._is_same(line, name, typed):
                self._wrong(
                    number, name, gettext("The price book says what %(code)s is.") % {"code": line.product_code}
                )
        return {f"line-{line.pk}-{name}": typed for name, typed in given.items() if name in own}

    def _is_same(self, line: QuoteLine, name: str, typed: str) -> bool:
        if name == "list_price":
            try:
                return bool(line_field(name, self.currency).clean(typed) == line.list_price)
            except ValidationError:
                return False
        same = {written(getattr(line, name)), line.product_code if name == "description" else line.unit}
        return typed.casefold() in {one.casefold() for one in same}

    def _add(self, number: int, given: Mapping[str, str]) -> None:
        if "description" not in given:
            self._wrong(number, "", gettext("There is no line here: a new one begins with a product or a description."))
            return
        item = self.items.get(given["description"].casefold())
        names = ("quantity", "discount") if item else ("description", "unit", "quantity", "list_price", "discount")
        values = {name: self._value(number, name, given.get(name, "")) for name in names}
        if None in values.values():
            return
        if item:
            self.lines.append(QuoteLine.priced(item, values["quantity"], values["discount"]))
        elif (vat := self._vat(number)) is not None:
            self.lines.append(QuoteLine(**values, vat_rate=vat, group=self.stored[-1].group))

    def _value(self, number: int, name: str, typed: str) -> Any:
        if name == "discount" and not typed:
            return Decimal(0)
        try:
            return line_field(name, self.currency).clean(typed)
        except ValidationError as error:
            self._wrong(number, name, " ".join(error.messages))
            return None

    def _vat(self, number: int) -> Decimal | None:
        """The one rate of this offer; where there are several, none is guessed."""
        rates: set[Decimal] = {line.vat_rate for line in self.stored}
        if len(rates) == 1:
            return rates.pop()
        self._wrong(number, "vat_rate", gettext("This offer has several VAT rates: add the free line by hand."))
        return None

    def _wrong(self, row: int, column: str, why: str) -> None:
        self.wrong.append(Pasted(row, f"{LABELS[column]}：{why}" if column else why))


def table(text: str) -> list[tuple[int, list[str]]]:
    """Rows with their numbers as the spreadsheet counts them; a cell in quotes may hold tabs and line breaks.

    The head is left out, and so are empty rows at the end; line breaks within a cell become spaces.
    """
    read = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    try:
        rows = [(number, [" ".join(cell.split()) for cell in row[:WIDEST]]) for number, row in enumerate(read, 1)]
    except csv.Error:
        raise ValidationError(_("This is no block of cells.")) from None
    while rows and not any(rows[-1][1]):
        rows.pop()
    if rows and HEADS & {cell.casefold() for cell in rows[0][1]}:
        del rows[0]
    return rows
