"""Ways round what WeasyPrint does again for things that are alike; with each of them a file has the very same bytes."""

import hashlib
import inspect
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint import css, tinyhtml5
from weasyprint.css import cssselect2
from weasyprint.draw import border, text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import float as floats
from weasyprint.layout import percent
from weasyprint.pdf import fonts, stream
from weasyprint.text import line_break

from dealdesk.pdf.shortcuts import colours, files, flow, ink, lengths, lines, parsing, styles, subsets

Selector = cssselect2.compiler.CompiledSelector
LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shortcut:
    """What stands in for one function of a package, and the digest of the source that it was written beside."""

    home: Any
    name: str
    digest: str
    instead: Callable[[Any], Any]

    def original(self) -> Any:
        return vars(self.home)[self.name]

    def is_known(self) -> bool:
        """Whether the function still is what it was then."""
        return source_digest(self.original()) == self.digest

    def take(self) -> None:
        """In its home, and wherever else in the packages it goes by the same name."""
        original = self.original()
        shortcut = self.instead(original)
        setattr(self.home, self.name, shortcut)
        for module in _modules():
            if vars(module).get(self.name) is original:
                setattr(module, self.name, shortcut)


# fmt: off
SHORTCUTS = (
    Shortcut(tinyhtml5,            "parse",                     "96cbcbb8fe5ef6e0", parsing.parse),
    Shortcut(Selector,             "__init__",                  "0ffdd24204c5cdc1", styles.compiled),
    Shortcut(cssselect2.Matcher,   "match",                     "f7a761027c24ba61", styles.match),
    Shortcut(css.ComputedStyle,    "__missing__",               "b318d8efc8ac79d7", styles.missing),
    Shortcut(percent,              "resolve_percentages",       "71673078096fcf87", lengths.resolve_percentages),
    Shortcut(percent,              "resolve_radii_percentages", "4980b3798c671710", lengths.resolve_radii_percentages),
    Shortcut(boxes.Box,            "is_in_normal_flow",         "5f49d6ab23da7e51", flow.is_in_normal_flow),
    Shortcut(boxes.Box,            "descendants",               "c15a877f61361343", flow.descendants),
    Shortcut(boxes.Box,            "copy",                      "22622e6493869089", flow.copy),
    Shortcut(floats,               "avoid_collisions",          "5fc7793c573af328", flow.avoid_collisions),
    Shortcut(line_break,           "strut",                     "b57885b70dd08efe", flow.strut),
    Shortcut(line_break.Layout,    "setup",                     "fb227a55094f41d4", lines.setup),
    Shortcut(line_break.Layout,    "set_text",                  "fe23ca9937dbf520", lines.set_text),
    Shortcut(line_break.Layout,    "deactivate",                "bfec3ec8406e1c82", lines.deactivate),
    Shortcut(line_break.Layout,    "reactivate",                "0b89ee097104b713", lines.reactivate),
    Shortcut(line_break,           "split_first_line",          "39ad1016863ca34d", lines.split_first_line),
    Shortcut(text,                 "draw_first_line",           "1bb8eae6d88e71b1", ink.draw_first_line),
    Shortcut(border,               "draw_line",                 "cc41cbfdbabe04d0", colours.draw_line),
    Shortcut(stream.Stream,        "set_color",                 "d289ec41ef8285c2", colours.set_color),
    Shortcut(fonts.Font,           "_harfbuzz_subset",          "f80805663ede8080", subsets.subset),
    Shortcut(pydyf,                "_to_bytes",                 "1cefd02c285d3aee", files.to_bytes),
    Shortcut(pydyf.PDF,            "page_references",           "060bf90aad55931b", files.page_references),
)
# fmt: on


def take(shortcuts: tuple[Shortcut, ...] = SHORTCUTS) -> None:
    """For this process, once. If a function is not what it was, all stay away: some lean on others."""
    strange = [shortcut.name for shortcut in shortcuts if not shortcut.is_known()]
    if strange:
        LOGGER.warning("documents are set the long way: %s changed", ", ".join(strange))
        return
    for shortcut in shortcuts:
        shortcut.take()


def source_digest(function: Any) -> str:
    """Of nothing where the packages came without their source: what cannot be read is not known."""
    try:
        source = inspect.getsource(getattr(function, "fget", function))
    except OSError:
        return ""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def _modules() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "weasyprint":
            yield module
