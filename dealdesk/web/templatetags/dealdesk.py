"""How values look on a screen: the only formatting there is, and icons."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from lucide.templatetags.lucide import lucide

from dealdesk.kernel.formats import (
    NOTHING,
    discount_zhe,
    large,
    money,
    percent,
    points,
    quantity,
    telling,
    unit_price,
    wan,
)
from dealdesk.web.refusals import translated
from dealdesk.web.units import for_months, for_term, off_list, unit

register = template.Library()


def figure[**P](write: Callable[P, str]) -> Callable[P, SafeString]:
    """Digits, separators and signs: there is nothing in them to escape, and a long page looks for it ten thousand
    times."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return SafeString(write(*args, **kwargs))

    return written


register.filter("money", figure(money))
register.filter("wan", figure(wan))
register.filter("large", figure(large))
register.filter("telling", telling)
register.simple_tag(unit)
register.filter("percent", figure(points))
register.filter("off_list", off_list)
register.filter("for_term", for_term)
register.filter("for_months", for_months)
register.filter("qty", figure(quantity))
register.filter("zhe", figure(discount_zhe))


@register.filter
def initial(name: str) -> str:
    """The character an avatar shows: a Chinese family name, or a Latin initial."""
    return str(name).strip()[:1].upper()


@register.filter
def signed(value: Decimal | None) -> str:
    """An amount with its sign: −2.15, +0.20."""
    if value is None or value == "":
        return NOTHING
    return f"+{money(value)}" if value > 0 else money(value)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return gettext(str(getattr(value, "label", value)))


SHOWN: dict[str, Callable[[Any], str]] = {
    "money": figure(money),
    "unit_price": figure(unit_price),
    "percent": figure(percent),
    "count": figure(quantity),
    "word": _word,
    "text": str,
    "date": lambda day: f"{day:%Y-%m-%d}",
}


@register.filter
def share(value: Decimal | None) -> str:
    """A part of a whole, from 0 to 1, in whole percent."""
    return NOTHING if value is None or value == "" else points(value * 100, 0)


@register.filter
def sentence(said: Any) -> str:
    """A finding or an explanation in the reader's language."""
    return translated(getattr(said, "message", "") or said.label, dict(said.params))


@register.filter
def shown(value: Any, kind: str) -> str:
    """A value of a comparison, written as its kind asks; a dash for what is not there."""
    return NOTHING if value is None or value == "" else SHOWN[kind](value)


@register.filter
def word(value: Any) -> str:
    """A domain word in the reader's language."""
    return NOTHING if value is None or value == "" else _word(value)


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """A decorative icon; the word beside it carries the meaning."""
    key = (str(name), size)
    if key not in _drawn:
        words = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
        _drawn[key] = mark_safe(lucide(str(name) + "", size=size, **words))
    return _drawn[key]


_drawn: dict[tuple[str, int], SafeString] = {}

# One shape for each meaning, so that it is known without its colour: the sign inside is cut out of the filled shape.
SHAPES = {
    "good": '<circle cx="8" cy="8" r="7"/><path class="shape__sign" d="m4.9 8.2 2.2 2.2 4.1-4.5"/>',
    "warn": '<path d="M8 1.2 15.4 14H.6z"/><path class="shape__sign" d="M8 6v3.6M8 11.6v.5"/>',
    "bad": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="shape__sign" d="M8 4.4v4.2M8 11v.5"/>',
    "info": '<path d="M8 .6 15.4 8 8 15.4.6 8z"/><path class="shape__sign" d="M8 7.6v3.6M8 5v.5"/>',
    "now": '<path d="M8 1a7 7 0 0 1 0 14z"/><circle class="shape__ring" cx="8" cy="8" r="6.2"/>',
    "": '<circle class="shape__ring" cx="8" cy="8" r="6.2"/>',
}


@register.simple_tag
def shape(tone: str, size: int = 14) -> SafeString:
    """The shape alone, for a line whose words follow: circle good, triangle warn, octagon bad, diamond info."""
    tone = tone if tone in SHAPES else ""
    return format_html(
        '<svg class="shape shape--{}" width="{}" height="{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        "{}</svg>",
        tone or "plain",
        size,
        size,
        mark_safe(SHAPES[tone]),
    )


@register.simple_tag
def status(tone: str, words: Any) -> SafeString:
    """A state as a shape and a word: never a colour alone. "now" is half full, "" has not happened."""
    return _status(tone if tone in SHAPES else "", str(words))


@lru_cache(maxsize=512, typed=True)
def _status(tone: str, words: str) -> SafeString:
    """A page of fifty rows says five states; each is made once, and safe text never stands in for other."""
    return format_html('<span class="st st--{}">{}<span>{}</span></span>', tone or "plain", shape(tone), words)


@register.simple_tag(takes_context=True)
def sort_th(context: dict[str, Any], key: str, words: Any, kind: str = "") -> SafeString:
    """A column head that sorts: first click upwards, second downwards, both kept in the address. `kind` is "num"."""
    query = context["request"].GET.copy()
    chosen = query.get("sort", "")
    query["sort"] = f"-{key}" if chosen == key else key
    query.pop("after", None)
    order = {key: "ascending", f"-{key}": "descending"}.get(chosen, "none")
    arrow = {"ascending": " ↑", "descending": " ↓"}.get(order, "")
    return format_html(
        '<th class="{}" aria-sort="{}"><a href="?{}">{}{}</a></th>', kind, order, query.urlencode(), words, arrow
    )


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", wide: bool = False, needed: str = "") -> dict[str, Any]:
    """Label above, control, help below, and what is wrong in words beside it; `needed` says when it may not be empty,
    where that depends."""
    return {"field": bound, "unit": unit, "wide": wide, "needed": needed}
