"""What a number in an offer may be, and the sentence that refuses what it may not."""

from decimal import Decimal
from typing import NoReturn

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.refusals import Refusal

TRILLION = Decimal(10) ** 12
HUNDRED = Decimal(100)
# A surcharge beyond this many percent points is a slip of the hand.
MOST_SURCHARGE = 1000

# What is wrong with a number: in general, and on a line.
OUT_OF_RANGE = (
    "%(what)s must be a number from 0 to %(most)s.",
    "Line %(line)s: %(what)s must be a number from 0 to %(most)s.",
)
TOO_FINE = (
    "%(what)s has at most %(places)s decimals.",
    "Line %(line)s: %(what)s has at most %(places)s decimals.",
)


def check_number(field: str, what: str, value: Decimal, most: Decimal, places: int, *, line: int | None = None) -> None:
    """Refuses a value that is not a number from 0 to `most` with at most `places` decimals, naming the line if any."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{field} must be a Decimal, never a binary fraction")
    if not value.is_finite() or not 0 <= value <= most:
        _refuse(OUT_OF_RANGE, field, line, what=what, most=quantity(most))
    if not _fits(value, places):
        _refuse(TOO_FINE, field, line, what=what, places=places)


def check_percent(field: str, what: str, value: Decimal) -> None:
    """Refuses a step that is not a number of percent points from the largest surcharge to 100, to 8 decimals."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{field} must be a Decimal, never a binary fraction")
    if not value.is_finite() or not -MOST_SURCHARGE <= value <= HUNDRED:
        message = "%(what)s must be a number from -%(least)s to 100: below zero it is a surcharge."
        raise Refusal(message, field=field, what=what, least=MOST_SURCHARGE)
    if not _fits(value, 8):
        _refuse(TOO_FINE, field, None, what=what, places=8)


def check_count(field: str, what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        message = "%(what)s must be a whole number from %(least)s to %(most)s."
        raise Refusal(message, field=field, what=what, least=least, most=most)


def decimals(value: Decimal) -> int:
    """How many decimals the value needs; trailing zeros do not count, so 8.50 needs one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _fits(value: Decimal, places: int) -> bool:
    exponent = value.as_tuple().exponent
    # What is written with few decimals has few: no need to look for zeros at its end.
    return (isinstance(exponent, int) and exponent >= -places) or decimals(value) <= places


def _refuse(messages: tuple[str, str], field: str, line: int | None, **params: object) -> NoReturn:
    plain, with_line = messages
    if line is None:
        raise Refusal(plain, field=field, **params)
    raise Refusal(with_line, field=field, line=line, **params)
