"""What is cut out of a face for a document: twice, as WeasyPrint does, and its places told once for all documents."""

from collections.abc import Callable
from functools import cache
from typing import Any

from weasyprint.text.ffi import ffi, harfbuzz
from weasyprint.text.ffi import harfbuzz_subset as cutter
from weasyprint.text.fonts import get_hb_object_data

# As WeasyPrint drops them: of no use once glyphs are placed.
DROPPED = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")

type Method = Callable[..., Any]


def subset(original: Method) -> Method:
    """The second cut drops empty places behind the last glyph. Of faces with outlines of the compact kind, which ours
    are; of others by WeasyPrint itself."""

    def cut(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        if "CFF " not in font.tables or font.missing or hinting:
            original(font, to_unicode, hinting)
            return
        kept = max(to_unicode) + 1
        face = _cut(font.hb_face, _numbers(sorted(to_unicode)), len(to_unicode), cutter.HB_SUBSET_FLAGS_RETAIN_GIDS)
        if face:
            face = _cut(face, _places(), kept, 0)
        content = get_hb_object_data(face) if face else None
        if content:
            font.file_content = content
        else:
            original(font, to_unicode, hinting)

    return cut


def _cut(face: Any, glyphs: Any, count: int, flags: int) -> Any:
    wish = ffi.gc(cutter.hb_subset_input_create_or_fail(), cutter.hb_subset_input_destroy)
    harfbuzz.hb_set_add_sorted_array(cutter.hb_subset_input_glyph_set(wish), glyphs, count)
    tags = _numbers([harfbuzz.hb_tag_from_string(name, -1) for name in DROPPED])
    tables = cutter.hb_subset_input_set(wish, cutter.HB_SUBSET_SETS_DROP_TABLE_TAG)
    harfbuzz.hb_set_add_sorted_array(tables, tags, len(DROPPED))
    flags |= cutter.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED | cutter.HB_SUBSET_FLAGS_DESUBROUTINIZE
    cutter.hb_subset_input_set_flags(wish, flags | cutter.HB_SUBSET_FLAGS_NO_HINTING)
    made = cutter.hb_subset_or_fail(face, wish)
    return ffi.gc(made, harfbuzz.hb_face_destroy) if made else None


def _numbers(wanted: Any) -> Any:
    return ffi.new("hb_codepoint_t[]", wanted)


@cache
def _places() -> Any:
    """Every place that a face can have, told once for all documents."""
    return _numbers(list(range(2**16)))
