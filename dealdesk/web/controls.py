"""The controls of a form, drawn as Django's templates draw them, without a template: a page has hundreds."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import escape
from django.utils.safestring import SafeData

type Widget = Mapping[str, Any]

WIDGETS = "django/forms/widgets/"
OPTION = f"{WIDGETS}select_option.html"
INPUTS = ("text", "number", "date", "email", "hidden", "password", "tel", "time", "url", "checkbox", "input")
PLAIN = Context()


def drawn(template: str, widget: Widget) -> str | None:
    """The control's HTML, to the letter what its template makes of it; None for whatever is left to its template."""
    draw = DRAWN.get(template)
    return draw(widget) if draw else None


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_formatted(widget["value"])}"'
    return f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str | None:
    groups = [(name, options) for name, options, _ in widget["optgroups"]]
    if any(option["template_name"] != OPTION for _, options in groups for option in options):
        return None
    inside = "".join(_group(name, options) for name, options in groups)
    return f'<select name="{_shown(widget["name"])}"{_attributes(widget)}>{inside}\n</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    inside = "".join(
        f'\n  <option value="{_formatted(option["value"])}"{_attributes(option)}>{_shown(option["label"])}</option>\n'
        for option in options
    )
    return f'\n  <optgroup label="{_shown(name)}">{inside}\n  </optgroup>' if name else inside


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_formatted(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _shown(value: Any) -> str:
    """{{ value }}"""
    return render_value_in_context(value, PLAIN)


def _formatted(value: Any) -> str:
    """{{ value|stringformat:"s" }}, which writes a number as Python does, in no language."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


DRAWN: dict[str, Callable[[Widget], str | None]] = {f"{WIDGETS}{name}.html": _input for name in INPUTS} | {
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
}
