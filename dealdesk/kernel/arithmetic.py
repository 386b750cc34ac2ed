"""A sum as people write it into a cell: + − × ÷ and brackets over plain numbers, worked out exactly."""

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)(万|亿|w)?|([-+*/()]))")
SCALE = {None: Decimal(1), "万": Decimal(10_000), "w": Decimal(10_000), "亿": Decimal(100_000_000)}
SAME = str.maketrans("×÷−", "*/-")
LONGEST = 100


def worked_out(text: str) -> Decimal:
    """12*30 → 360; 1.2万 or 1.2w → 12000; ordinary precedence, brackets, no names and no functions.

    Exact but for a quotient that does not end, which has 80 digits. Refuses what is no sum, and a division by zero.
    """
    tokens = _tokens(text.translate(SAME))
    with localcontext(EXACT) as context:
        context.traps[InvalidOperation] = context.traps[DivisionByZero] = True
        try:
            value = _sum(tokens)
        except ArithmeticError:
            raise Refusal("This divides by zero.") from None
    if tokens:
        raise _no_sum()
    return value


def _tokens(text: str) -> list[Decimal | str]:
    """Last token first, so that the next one is popped off the end."""
    if len(text) > LONGEST:
        raise _no_sum()
    return list(_read(text.strip()))[::-1]


def _read(text: str) -> Iterator[Decimal | str]:
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise _no_sum()
        number, scale, sign = found.groups()
        yield sign or EXACT.multiply(Decimal(number), SCALE[scale])
        at = found.end()


def _sum(tokens: list[Decimal | str]) -> Decimal:
    value = _product(tokens)
    while tokens and tokens[-1] in ("+", "-"):
        value = value + _product(tokens) if tokens.pop() == "+" else value - _product(tokens)
    return value


def _product(tokens: list[Decimal | str]) -> Decimal:
    value = _factor(tokens)
    while tokens and tokens[-1] in ("*", "/"):
        value = value * _factor(tokens) if tokens.pop() == "*" else value / _factor(tokens)
    return value


def _factor(tokens: list[Decimal | str]) -> Decimal:
    first = tokens.pop() if tokens else ""
    if isinstance(first, Decimal):
        return first
    if first == "-":
        return -_factor(tokens)
    if first == "(":
        value = _sum(tokens)
        if tokens and tokens.pop() == ")":
            return value
    raise _no_sum()


def _no_sum() -> Refusal:
    return Refusal("Only numbers with + - * / and brackets are worked out here.")
