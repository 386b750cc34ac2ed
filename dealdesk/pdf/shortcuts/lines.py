"""Lines of text: what a style asks of Pango is told once, a line is broken once, and stays until it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

FACE = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variation_settings",
    "font_language_override",
    "lang",
    "direction",
    "text_decoration_line",
)
FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
# To the end of whatever text it is laid on.
TO_THE_END = 0xFFFFFFFF

type Method = Callable[..., Any]


@dataclass
class Kit:
    """What layouts of one style share: where glyphs are looked for, the face, how far lines lie from the text, and how
    words may be broken."""

    context: Any
    face: Any
    state: dict[str, Any]
    breaking: Any
    # By address of a font: the document's fonts, this one of them, its size, and a layout that keeps it at the address.
    fonts: dict[int, tuple[Any, Any, float, Any]] = field(default_factory=dict)


def setup(original: Method) -> Method:
    """A context and a face made anew for each layout cost more than the text that is laid out in them."""

    def made(layout: Any, style: Any) -> None:
        kit = style.__dict__.get("kit") or _found(original, style)
        if kit is None:
            original(layout, style)
            return
        layout.style = style
        layout.__dict__.update(kit.state)
        layout.layout = ffi.gc(pango.pango_layout_new(kit.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, kit.face)

    return made


def set_text(original: Method) -> Method:
    """Where nothing is spaced out, the text alone is told, and by one list for all that words may break anywhere."""

    def told(layout: Any, text: str, justify: bool = False) -> None:
        style = layout.style
        kit = style.__dict__.get("kit")
        spaced = style["letter_spacing"] not in ("normal", 0) or style["word_spacing"]
        if kit is None or spaced or layout.justification_spacing or "\n" in text or "\t" in text or "\0" in text:
            original(layout, text, justify)
            return
        layout.text = text
        pango.pango_layout_set_text(layout.layout, text.encode(), -1)
        if text and style["overflow_wrap"] in ("anywhere", "break-word"):
            pango.pango_layout_set_attributes(layout.layout, kit.breaking)

    return told


def split_first_line(original: Method) -> Method:
    """The same text in the same style and width breaks the same way: units, currencies, whole columns. What is found
    hangs on the style, and goes with it."""

    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        if justification_spacing:
            return original(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        key = text, max_width, is_line_start, minimum
        lines = style.__dict__.setdefault("lines", {})
        if key not in lines:
            lines[key] = original(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        return lines[key]

    return split


def deactivate(original: Method) -> Method:
    """A line that is set is not taken apart until it has been drawn: it would be set again."""

    def kept(layout: Any) -> None:
        if layout.justification_spacing or layout.style.__dict__.get("kit") is None:
            original(layout)

    return kept


def reactivate(original: Method) -> Method:
    """What was kept needs no setting."""

    def woken(layout: Any, style: Any) -> None:
        if "layout" not in layout.__dict__ or layout.style is not style:
            layout.__dict__.pop("ink", None)
            original(layout, style)

    return woken


def afresh(layout: Any, style: Any) -> Any:
    """A copy of a layout that several boxes may share, set again as WeasyPrint would: it changes while it is drawn."""
    copy = Layout.__new__(Layout)
    copy.__dict__.update({name: value for name, value in layout.__dict__.items() if name not in ("layout", "ink")})
    copy.setup(style)
    copy.set_text(layout.text, justify=True)
    return copy


def _found(original: Method, style: Any) -> Kit | None:
    """None where letters ask for features of the face: those are told to each layout."""
    if font_features(*(style[name] for name in FEATURES)):
        return None
    kits: dict[str, Kit] = style.font_config.__dict__.setdefault("kits", {})
    key = repr([style[name] for name in (*FACE, "font_variant_caps")])
    if key not in kits:
        kits[key] = _kit(original, style)
    style.kit = kits[key]
    return kits[key]


def _kit(original: Method, style: Any) -> Kit:
    sample = Layout.__new__(Layout)
    original(sample, style)
    state = {name: value for name, value in sample.__dict__.items() if name not in ("layout", "style")}
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if style["font_language_override"] != "normal" or style["lang"]:
        pango.pango_context_set_language(context, sample.language)
    breaking = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    hyphens = pango.pango_attr_insert_hyphens_new(False)
    hyphens.start_index, hyphens.end_index = 0, TO_THE_END
    pango.pango_attr_list_change(breaking, hyphens)
    return Kit(context, get_font_description(style), state, breaking)
