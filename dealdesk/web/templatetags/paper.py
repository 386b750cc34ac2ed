"""How values look on paper, where figures that a screen rounds are written out, in the language of the paper."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from dealdesk.kernel.capitals import english_words, rmb_capitals
from dealdesk.kernel.formats import MINUS, chinese_date, fold, money, percent, priced, unit_price

register = template.Library()
# To be filled in by hand: a rule of the style sheet's length.
BLANK = format_html('<span class="{}"></span>', "blank")
register.filter("exact_percent", percent)
register.filter("unit_price", unit_price)
register.filter("priced", priced)


def in_chinese() -> bool:
    return (get_language() or "").startswith("zh")


@register.filter
def day(on: date) -> str:
    """2026 年 11 月 24 日, and 24 November 2026."""
    return chinese_date(on) if in_chinese() else date_format(on, "j F Y")


@register.filter
def off(points: Decimal) -> str:
    """A discount in a column of its own: 8.5 折, and 15%."""
    if in_chinese():
        return fold(points)
    return "free" if points == 100 else percent(points) if points else fold(points)


@register.filter
def in_words(amount: Decimal) -> str:
    """An amount of yuan that cannot be changed with a pen."""
    return f"人民币{rmb_capitals(amount)}" if in_chinese() else f"Renminbi {english_words(amount)}"


@register.filter
def aside(words: str) -> str:
    """In brackets, after what they belong to."""
    return gettext(" (%(words)s)") % {"words": words}


@register.filter
def listed(names: Iterable[str]) -> str:
    return ("、" if in_chinese() else ", ").join(names)


def length(minutes: int) -> str:
    """90 → 1 小时 30 分钟, and 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    parts = [gettext("%(hours)s h") % {"hours": hours}] if hours else []
    parts += [gettext("%(minutes)s min") % {"minutes": rest}] if rest or not hours else []
    return " ".join(parts)


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
