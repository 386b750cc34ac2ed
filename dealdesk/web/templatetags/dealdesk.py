"""How values look on a screen: the only formatting there is, and icons."""

from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide import _render_icon

from dealdesk.kernel.formats import discount_zhe, money, points, quantity, wan

register = template.Library()
register.filter("money", money)
register.filter("wan", wan)
register.filter("percent", points)
register.filter("qty", quantity)
register.filter("zhe", discount_zhe)


@register.filter
def initial(name: str) -> str:
    """The character an avatar shows: a Chinese family name, or a Latin initial."""
    return str(name).strip()[:1].upper()


@register.filter
def signed(value: Decimal | None) -> str:
    """An amount with its sign: −2.15, +0.20."""
    if value is None:
        return "—"
    return f"+{money(value)}" if value > 0 else money(value)


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """A decorative icon; the word beside it carries the meaning."""
    return mark_safe(_icon(str(name), size))


_drawn: dict[tuple[str, int], str] = {}


def _icon(name: str, size: int) -> str:
    key = (name, size)
    if key not in _drawn:
        _drawn[key] = _render_icon(name + "", size, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})
    return _drawn[key]


SHAPES = {"good": "circle-check", "warn": "triangle-alert", "bad": "octagon-alert", "info": "info", "": "circle"}


@register.simple_tag
def status(tone: str, words: Any) -> SafeString:
    """A state as a shape and a word: never a colour alone."""
    tone = tone if tone in SHAPES else ""
    return format_html(
        '<span class="st st--{}">{}<span>{}</span></span>', tone or "plain", icon(SHAPES[tone], 14), words
    )


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", wide: bool = False) -> dict[str, Any]:
    """Label above, control, help below, and what is wrong in words beside it."""
    return {"field": bound, "unit": unit, "wide": wide}
