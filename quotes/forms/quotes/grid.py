"""The grid of lines: what was typed into which cell, what it means, and what is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self, cast
from urllib.parse import parse_qsl, quote_plus

from django.core.exceptions import ValidationError

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import shortest
from dealdesk.web.refusals import sentence, translated
from quotes.domain.pricing.terms import LineTerms, OfferTerms
from quotes.forms.quotes.lines import LABELS, line_field
from quotes.forms.quotes.wanted import is_wanted_price, note_of, wanted_price, wanted_total
from quotes.models import QuoteLine

OF_A_PRODUCT = ("quantity", "discount")
CHARGED = ("description", "unit", "quantity", "discount", "vat_rate")
OF_A_FREE_LINE = ("description", "unit", "quantity", "list_price", "discount", "vat_rate")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One input: its name, what stands in it, what is wrong with it, what is stored where that differs, and a note."""

    name: str
    value: str
    error: str = ""
    now: str = ""
    note: str = ""


class Grid:
    """What was typed into which cell. Cells that a request does not mention stay as they are.

    Each row sends along what its cells were made with (`from-7`): a cell that still says so was not touched, and is
    taken from what is stored by now, whoever changed it meanwhile.

    A product's price is the price book's, so its line has no cell for it. A wanted unit price (=6800 in the discount's
    cell) and a wanted subtotal are typed too, and lead to the discount.
    """

    def __init__(
        self,
        lines: Iterable[QuoteLine],
        data: Mapping[str, str] | None = None,
        *,
        currency: str,
        terms: Callable[[], OfferTerms] | None = None,
    ) -> None:
        self.data = data or {}
        self.currency = currency
        self.terms = terms
        rows = list(lines)
        # Values, not rows: saving changes the rows, and what was stored before must still be known.
        self.stored = {line.pk: {name: getattr(line, name) for name in columns(line)} for line in rows}
        self.at = {line.position: line.pk for line in rows}
        self.group_of = {line.pk: line.group for line in rows}
        self.errors: dict[tuple[int, str], str] = {}
        self.notes: dict[tuple[int, str], str] = {}
        # Whether nobody else has been at the cells that were typed into: known once the changes are read.
        self.apart = True

    def changes(self) -> dict[int, dict[str, Any]]:
        """What differs from what is stored, by line; afterwards `errors` says which cells could not be read."""
        found = {pk: self._row(pk, stored) for pk, stored in self.stored.items()} if self.data else {}
        self._rename_groups(found)
        return {pk: values for pk, values in found.items() if values}

    def saved(self, lines: Iterable[QuoteLine]) -> Self:
        """The grid after the save: every cell as it is stored by now, with the notes on what was typed."""
        grid = type(self)(lines, currency=self.currency)
        grid.notes = self.notes
        return grid

    def mentioned(self) -> set[int]:
        """The lines that the request says anything about."""
        cells = {key.split("-")[1] for key in self.data if key.startswith("line-") and key.count("-") == 2}
        return {pk for pk in self.stored if str(pk) in cells}

    def homeless(self) -> dict[str, list[str]]:
        """What was typed into lines that are not among these, by the line's id."""
        found: dict[str, list[str]] = {}
        for key, typed in self.data.items():
            parts = key.split("-")
            if parts[0] != "line" or len(parts) != 3 or parts[1] in {str(pk) for pk in self.stored}:
                continue
            if typed and typed != self._made_with(parts[1]).get(parts[2]):
                found.setdefault(parts[1], []).append(f"{LABELS.get(parts[2], parts[2])} {typed}")
        return found

    def refuse(self, refusal: Refusal) -> str:
        """Puts a refusal beside the cell it names by position and field; returns it where there is no such cell."""
        words = translated(refusal.message, refusal.params)
        pk = self.at.get(cast("int", refusal.params.get("line")))
        if pk is None or refusal.field not in self.stored[pk]:
            return words
        self.errors[pk, refusal.field] = words
        return ""

    def unnamed(self) -> str:
        """What is wrong with the names of groups; "" where nothing is."""
        return " ".join(words for (pk, _), words in self.errors.items() if pk < 0)

    def cells(self, pk: int, *, beside: bool = False) -> dict[str, Cell]:
        """`beside` shows what is stored under what was typed, for someone whose save was overtaken."""
        cells = {name: self._cell(pk, name, value, beside) for name, value in self.stored[pk].items()}
        name = f"line-{pk}-total"
        error, note = self.errors.get((pk, "total"), ""), self.notes.get((pk, "total"), "")
        return cells | {"total": Cell(name=name, value=self.data.get(name, ""), error=error, note=note)}

    def origin(self, pk: int) -> str:
        """What the cells of a row are made with, in one word that comes back beside them."""
        return "&".join(f"{name}={quote_plus(written(value))}" for name, value in self.stored[pk].items())

    def _made_with(self, pk: int | str) -> dict[str, str]:
        return dict(parse_qsl(self.data.get(f"from-{pk}", ""), keep_blank_values=True))

    def _typed(self, pk: int, name: str, made_with: Mapping[str, str]) -> str | None:
        """None where this person left the cell as the page was made."""
        typed = self.data.get(f"line-{pk}-{name}")
        return None if typed == made_with.get(name) else typed

    def _row(self, pk: int, stored: Mapping[str, Any]) -> dict[str, Any]:
        """A row's new values; what is wanted is worked back from the quantity and the price of the same row."""
        found: dict[str, Any] = {}
        made_with = self._made_with(pk)
        for name, value in stored.items():
            typed = self._typed(pk, name, made_with)
            if typed is None:
                continue
            self.apart &= made_with.get(name) == written(value)
            if name == "discount" and is_wanted_price(typed):
                new = self._worked_back(pk, name, typed, found)
            else:
                new = self._read(pk, name, typed)
            if new is not None and new != value:
                found[name] = new
        total = self.data.get(f"line-{pk}-total", "").strip()
        if total and (discount := self._worked_back(pk, "total", total, found)) is not None:
            found.pop("discount", None)
            found |= {"discount": discount} if discount != stored["discount"] else {}
        return found

    def _worked_back(self, pk: int, name: str, typed: str, row: Mapping[str, Any]) -> Decimal | None:
        # It hangs on the row's other cells, and on the offer's terms.
        self.apart = False
        try:
            given = {name: row[name] for name in ("quantity", "list_price") if name in row}
            terms, line = self._terms_of(pk)
            work = wanted_total if name == "total" else wanted_price
            found = work(typed, replace(line, **given), terms)
        except ValidationError as error:
            self.errors[pk, name] = " ".join(error.messages)
            return None
        except Refusal as refusal:
            self.errors[pk, name] = sentence(refusal)
            return None
        self.notes[pk, name] = note_of(found)
        return found.discount

    def _terms_of(self, pk: int) -> tuple[OfferTerms, LineTerms]:
        if self.terms is None:
            raise TypeError("a grid that reads wanted prices is told the offer's terms")
        terms = self.terms()
        return terms, next(line for line in terms.lines if self.at[line.position] == pk)

    def _rename_groups(self, found: dict[int, dict[str, Any]]) -> None:
        """`was-0` names the group whose name stands in `group-0`: its lines are what is renamed.

        What is wrong with a group's name is kept under a number below zero, which no line has.
        """
        for key, typed in self.data.items():
            n, old = key.removeprefix("group-"), self.data.get(key.replace("group-", "was-", 1))
            if not key.startswith("group-") or not n.isdecimal() or old is None:
                continue
            new = self._read(-1 - int(n), "group", typed)
            for pk, group in self.group_of.items():
                if new is not None and group == old != new:
                    found.setdefault(pk, {})["group"] = new
                    self.apart = False

    def _read(self, pk: int, name: str, typed: str) -> Any:
        try:
            return line_field(name, self.currency).clean(typed)
        except ValidationError as error:
            self.errors[pk, name] = " ".join(error.messages)
            return None

    def _cell(self, pk: int, name: str, value: Any, beside: bool) -> Cell:
        key = f"line-{pk}-{name}"
        stored = written(value)
        typed = self._typed(pk, name, self._made_with(pk))
        typed = stored if typed is None else typed
        now = stored if beside and typed != stored else ""
        error, note = self.errors.get((pk, name), ""), self.notes.get((pk, name), "")
        return Cell(name=key, value=typed, error=error, now=now, note=note)


def columns(line: QuoteLine) -> tuple[str, ...]:
    """With a price model the list price follows from it, and nobody types it."""
    if line.product_id is not None:
        return OF_A_PRODUCT
    return OF_A_FREE_LINE if line.charge is None else CHARGED


def written(value: Any) -> str:
    """A stored value as its cell shows it."""
    return shortest(value) if isinstance(value, Decimal) else str(value)
