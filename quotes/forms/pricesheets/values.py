"""One cell to one value, or a ValidationError whose sentence says what to do."""

import unicodedata
from datetime import date, time, timedelta
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import Broken, Caps, Cell
from dealdesk.web.numbers import AmountField, NumberField, PercentField

SHOWN = 40
# As many digits as a cell may hold: trailing zeros go, and nothing is rounded.
ALL_DIGITS = Context(prec=Caps().text + 100, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def words(cell: Cell, *, longest: int) -> str:
    """A text as it stands in a cell, for a name is what it is; a code of digits may come as a number."""
    if cell is None:
        return ""
    refuse_what_is_no_value(cell)
    if isinstance(cell, Decimal):
        text = format(cell, "f")
    elif isinstance(cell, str):
        text = cell.strip()
    else:
        raise ValidationError(_("Text belongs here: format the cell as text and type it again."))
    if len(text) > longest:
        raise ValidationError(_("At most %(most)s characters fit here: shorten it.") % {"most": longest})
    return text


def code(cell: Cell) -> str:
    """ＲＴＣ－ＨＤ and RTC-HD are one code."""
    return "".join(unicodedata.normalize("NFKC", words(cell, longest=SHOWN)).split())


def price(cell: Cell, field: AmountField) -> Decimal:
    if isinstance(cell, Percent):
        raise ValidationError(_("This is a percentage and a price belongs here: format the cell as a number."))
    return number(cell, field)


def rate(cell: Cell, field: PercentField) -> Decimal:
    """6 %, "6%" and 6 are six points; a plain 0.06 could mean two things and is asked about."""
    points = number(cell.points if isinstance(cell, Percent) else cell, field)
    plainly = isinstance(cell, Decimal) or (isinstance(cell, str) and "%" not in unicodedata.normalize("NFKC", cell))
    if plainly and 0 < points < 1:
        raise ValidationError(
            _("%(value)s may mean %(points)s %% or less than one per cent: write it with the sign, such as 6%%.")
            % {"value": f"{points:f}", "points": f"{(points * 100).normalize():f}"}
        )
    return points


def number(cell: Cell, field: NumberField) -> Decimal:
    """Full-width digits, thousands commas and the currency's own sign are fine."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        raise ValidationError(_("This cell is empty: fill it in."))
    refuse_what_is_no_value(cell)
    if not isinstance(cell, str | Decimal):
        raise ValidationError(_("A number belongs here: format the cell as a number and type it again."))
    try:
        value = field.to_python(cell)
        if value is None or not value.is_finite():
            raise ValidationError("", code="invalid")
        value = value.normalize(ALL_DIGITS)
        field.run_validators(value)
    except ValidationError as error:
        raise ValidationError(_why(cell, error, field)) from None
    return value + 0


def refuse_what_is_no_value(cell: Cell) -> None:
    match cell:
        case Broken(shown="="):
            raise ValidationError(_("This formula has no value yet: open the file, let it calculate, and save it."))
        case Broken():
            raise ValidationError(
                _("The spreadsheet shows %(shown)s here: put a value in place of the formula.") % {"shown": cell.shown}
            )
        case date() | time() | timedelta():
            raise ValidationError(_("This is a date or a time: format the cell as a number and type it again."))
        case bool():
            raise ValidationError(_("This is true or false: type a value instead."))


def _why(cell: str | Decimal, error: ValidationError, field: forms.DecimalField) -> str:
    """The first thing that is wrong with a number, in words for a spreadsheet."""
    found = error.error_list[0].code
    shown = f"{cell:f}" if isinstance(cell, Decimal) else cell.strip()
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    match found:
        case "currency":
            return " ".join(error.messages)
        case "min_value":
            return _("%(value)s is negative: write 0 or more.") % {"value": shown}
        case "max_value":
            return _("%(value)s is more than %(most)s: check the number.") % {"value": shown, "most": field.max_value}
        case "max_decimal_places":
            told = {"value": shown, "places": field.decimal_places}
            return _("%(value)s has more than %(places)s decimals: round it.") % told
        case "max_digits" | "max_whole_digits":
            return _("%(value)s is too large to be stored: check the number.") % {"value": shown}
        case _unknown:
            return _("“%(value)s” is not a number: write it like 1234.56.") % {"value": shown}
