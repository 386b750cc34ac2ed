"""How values look on paper, where figures that a screen rounds are written out."""

from decimal import Decimal

from django import template

from dealdesk.kernel.capitals import rmb_capitals
from dealdesk.kernel.formats import MINUS, chinese_date, fold, money, percent, priced, unit_price

register = template.Library()
register.filter("exact_percent", percent)
register.filter("unit_price", unit_price)
register.filter("fold", fold)
register.filter("chinese_date", chinese_date)
register.filter("capitals", rmb_capitals)
register.filter("priced", priced)


@register.filter
def taken_off(amount: Decimal) -> str:
    """What is subtracted, with its minus sign; a surcharge comes with a plus."""
    return f"+{money(-amount)}" if amount < 0 else f"{MINUS}{money(amount)}" if amount else money(amount)


@register.filter
def letter(number: int) -> str:
    """A, B … Z, then AA: how groups of lines are counted."""
    text = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        text = chr(ord("A") + place) + text
    return text
