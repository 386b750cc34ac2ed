"""A sheet that is typed into: its cells, and its rows in one piece each, for a sheet has hundreds of them."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dealdesk.kernel.formats import discount_zhe, money, unit_price

register = template.Library()

NUMERIC = ' inputmode="decimal"'
NOTHING = SafeString("")


@dataclass(frozen=True)
class Words:
    """The heads of the columns, ready to be written beside each cell."""

    item: str
    unit: str
    quantity: str
    listed: str
    discount: str
    price: str
    subtotal: str
    vat: str
    remove: str
    line: str


@register.simple_tag
def sheet_words() -> Words:
    """Asked once a page, not once a row."""
    heads = (
        gettext("Item"), gettext("Unit"), gettext("Quantity"), gettext("List price"), gettext("Discount %"),
        gettext("Unit price"), gettext("Subtotal"), gettext("VAT %"), gettext("Remove"), gettext("Line"),
    )  # fmt: skip
    return Words(*map(escaped, heads))


@register.simple_tag
def sheet_line(row: Any, words: Words, chosen: int | str = "", *, bundle: bool = False) -> SafeString:
    """One line of an offer with the cells it is typed into; `chosen` is the line that is looked at."""
    line, cells = row["line"], row["cells"]
    key, what = line.key, escaped(line.description)
    checked = " checked" if chosen == line.pk else ""
    return SafeString(
        f'<tr id="line-{key}" data-line="{key}">'
        f'<td class="tight muted rowhead"><input type="hidden" name="from-{key}" id="from-{key}" '
        f'value="{escaped(row["origin"])}"><label><input type="radio" name="at" value="{key}"{checked} '
        f'aria-label="{words.line}: {what}"><span id="number-{key}">{line.number}</span></label></td>'
        f"{_what(line, cells, words, what)}"
        f'<td class="num" data-label="{words.discount}" data-column="discount">'
        f"{cell(cells['discount'], words.discount, what)}</td>"
        f'<td class="num muted t__hide" id="zhe-{key}">{discount_zhe(line.discount)}</td>'
        f'<td class="num" data-label="{words.price}" id="price-{key}">{unit_price(line.unit_price)}</td>'
        f'<td class="num" data-label="{words.subtotal}" data-column="total">'
        f"{_total(line, cells, words, what, bundle=bundle)}</td>"
        f'<td class="mark" id="mark-{key}">{standing(row["mark"])}</td>'
        f'<td class="tight"><button class="btn btn--small btn--plain" name="do" value="remove:{key}" '
        f'aria-label="{words.remove} {what}">×<span class="phone-only"> {words.remove}</span></button></td></tr>'
    )


def _what(line: Any, cells: Any, words: Words, what: str) -> str:
    """What is offered, in which unit, how much of it and at which list price; a product says all but the quantity."""
    quantity = (
        f'<td class="num" data-label="{words.quantity}" data-column="quantity">'
        f"{cell(cells['quantity'], words.quantity, what)}</td>"
    )
    tags = "".join(f' <span class="tag">{escaped(tag)}</span>' for tag in line.tags)
    listed = unit_price(line.list_price)
    if not line.is_free:
        return (
            f'<td class="t__lead" data-column="description">{what} <small class="inline">{escaped(line.code)}</small>'
            f'{tags}</td><td class="nowrap muted t__hide" data-column="unit">{escaped(line.unit)}</td>{quantity}'
            f'<td class="num muted" data-label="{words.listed}" data-column="list_price" id="list-{line.key}">'
            f"{listed}</td>"
        )
    typed = cell(cells["list_price"], words.listed) if "list_price" in cells else listed
    return (
        f'<td class="t__lead" data-column="description">{cell(cells["description"], words.item, numeric=False)}'
        f'{tags}</td><td data-label="{words.unit}" data-column="unit">'
        f"{cell(cells['unit'], words.unit, numeric=False)}</td>{quantity}"
        f'<td class="num muted" data-label="{words.listed}" data-column="list_price">{typed}'
        f"{cell(cells['vat_rate'], words.vat)}<small>VAT %</small></td>"
    )


def _total(line: Any, cells: Any, words: Words, what: str, *, bundle: bool) -> str:
    """A share of one price is read; what a line comes to may be wished for."""
    if bundle:
        return f'<span id="total-{line.key}">{money(line.total)}<small>{money(line.itemised)}</small></span>'
    return wanted(cells["total"], money(line.subtotal), words.subtotal, what)


def cell(cell: Any, label: str, of: str = "", *, numeric: bool = True) -> str:
    """An input with its `name`, `value`, `error` and `now`; `label` and `of` are escaped already."""
    name, words = cell.name, f"{of}: {label}" if of else label
    return (
        f'<input name="{name}" id="{name}" value="{escaped(cell.value)}" aria-label="{words}"'
        f"{NUMERIC if numeric else ''} data-cell{_invalid(cell)}>"
        f'<span class="said" id="{name}-said">{said(cell)}</span>'
    )


def wanted(cell: Any, shown: str, label: str, of: str) -> str:
    """A figure that may be wished for: with a script it is a cell like any other, without one it is read."""
    name = cell.name
    return (
        f'<input class="want" id="{name}" value="{escaped(cell.value or shown)}" aria-label="{of}: {label}" '
        f'inputmode="decimal" data-cell data-want disabled{_invalid(cell)}>'
        f'<span class="said" id="{name}-said">{said(cell)}</span>'
    )


def _invalid(cell: Any) -> str:
    return f' aria-invalid="true" aria-describedby="{cell.name}-said"' if cell.error else ""


@register.simple_tag
def standing(mark: Any) -> SafeString:
    """A row's picture with its word; nothing where there is none."""
    if not mark:
        return NOTHING
    return SafeString(f'{mark["picture"]}<span class="meta tone--{mark["tone"]}">{escaped(mark["word"])}</span>')


@register.simple_tag
def said(cell: Any) -> SafeString:
    """What is wrong with a cell, what is to be known about it, and what is stored by now where somebody else saved."""
    if not (cell.error or cell.note or cell.now):
        return NOTHING
    words = f'<span class="field__error" role="alert">{escaped(cell.error)}</span>' if cell.error else ""
    words += f'<span class="note">{escaped(cell.note)}</span>' if cell.note else ""
    if cell.now:
        words += f'<span class="now">{escaped(gettext("now %(value)s") % {"value": cell.now})}</span>'
    return SafeString(words)


def escaped(text: Any) -> str:
    """What Django's own does, for words that are never lazy: asking that costs more than the escaping."""
    return text if isinstance(text, SafeString) else escape(str(text))
