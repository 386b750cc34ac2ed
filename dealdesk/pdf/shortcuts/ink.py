"""How a line of text is written into a page: read off its glyphs at once, and only once for lines that are alike."""

from collections.abc import Callable
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from dealdesk.pdf.shortcuts.lines import Kit, afresh

# What a glyph tells: which it is, how wide, moved by how much, and whether a cluster begins with it.
WORDS = 5
SIZE = ffi.sizeof("PangoGlyphInfo")

type Draw = Callable[..., Any]
# A font, its size, and what is shown in it.
type Piece = tuple[str, float, str]


class Unusual(Exception):
    """Something that WeasyPrint knows to draw and this file does not."""


def draw_first_line(original: Draw) -> Draw:
    """WeasyPrint asks for one glyph after another through its interface with Pango, which costs more than the writing.
    Emoji, unknown characters, raised glyphs and shortened lines are left to it."""

    def drawn(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        layout = box.pango_layout
        kit = box.style.__dict__.get("kit")
        if not box.text.strip() or box.style["font_size"] < 1e-6:
            return []
        plain = kit and text_overflow != "ellipsis" and block_ellipsis == "none" and "\n" not in layout.text
        ink = layout.__dict__.get("ink") if plain else None
        if plain and ink is None:
            try:
                ink = layout.ink = _read(stream, kit, layout)
            except Unusual:
                ink = None
        if not ink:
            box.pango_layout = afresh(layout, box.style)
            return original(stream, box, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        shown = ""
        for font, size, pieces in ink:
            if shown:
                stream.show_text(shown)
            stream.set_font_size(font, size)
            shown = pieces
        stream.show_text(shown)
        return []

    return drawn


def _read(stream: Any, kit: Kit, layout: Any) -> list[Piece]:
    line, _ = layout.get_first_line()
    pieces: list[Piece] = []
    previous = None
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        address = int(ffi.cast("uintptr_t", item.analysis.font))
        font, size = _font(stream, kit, layout, address, item.analysis.font)
        said = _said(stream, font, size, layout, item, glyphs)
        if address == previous:
            pieces[-1] = (font.hash, size, pieces[-1][2] + said)
        else:
            pieces.append((font.hash, size, said))
        previous = address
    return pieces


def _font(stream: Any, kit: Kit, layout: Any, address: int, pango_font: Any) -> tuple[Any, float]:
    """The font as the file names it, and its size; of the same document if it is known."""
    fonts, font, size, _ = kit.fonts.get(address, (None, None, 0.0, None))
    if fonts is not stream._fonts:
        font, size = stream.add_font(pango_font)
        kit.fonts[address] = (stream._fonts, font, size, layout)
    if font.png or font.svg or font.colr or font.bitmap:
        raise Unusual
    return font, size


def _said(stream: Any, font: Any, size: float, layout: Any, item: Any, glyphs: Any) -> str:
    """The glyphs of one run by their numbers, and between them how far the next one is moved back."""
    count = glyphs.num_glyphs
    told = memoryview(ffi.buffer(glyphs.glyphs, count * SIZE)).cast("i").tolist()
    pieces = font.__dict__.setdefault("pieces", {})
    said = "<"
    for index, (glyph, width, right, up) in enumerate(
        zip(told[0::WORDS], told[1::WORDS], told[2::WORDS], told[3::WORDS], strict=True)
    ):
        if up or glyph == pango.PANGO_GLYPH_EMPTY or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            raise Unusual
        piece = pieces.get((glyph, width, right, size))
        if piece is None:
            _learn(stream, font, size, layout, item, glyphs, index)
            offset = right / size
            back = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
            piece = f">{-offset}<" if offset else ""
            piece += f"{glyph:04x}" + (f">{int(back)}<" if back else "")
            pieces[glyph, width, right, size] = piece
        said += piece
    return said[:-1] if said[-1] == "<" else said + ">"


def _learn(stream: Any, font: Any, size: float, layout: Any, item: Any, glyphs: Any, index: int) -> None:
    """Which characters a glyph stands for, and how wide it is, for whoever copies from the page."""
    glyph = glyphs.glyphs[index].glyph
    if glyph not in font.to_unicode:
        clusters, last = glyphs.log_clusters, glyphs.num_glyphs - 1
        if item.analysis.level % 2:
            end = item.length if index == 0 else clusters[index - 1]
        else:
            end = item.length if index == last else clusters[index + 1]
        start = item.offset
        font.to_unicode[glyph] = layout.text.encode()[start + clusters[index] : start + end].decode()
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
