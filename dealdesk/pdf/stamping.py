"""What is written across a finished document when it is handed out: the same words give the same bytes.

The words are text that can be searched for, in a face of their own (outlines of ours); every page draws one and the
same form, marked as an artifact, so that a reader for the blind leaves it out and the archive format is kept.
"""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import Lock

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from dealdesk.pdf import glyphs
from dealdesk.pdf.client import SENTENCES
from dealdesk.pdf.outlines import Shape, shapes

# Points, degrees as a matrix (28° up), and the amber of what needs attention.
BIG, SMALL, EDGE = 50, 24, 7
COSINE, SINE = 0.8829, 0.4695
AMBER = "0.784 0.510 0.169 rg"
GREY = "0.373 0.420 0.478 rg"
LINE_HEIGHT = 1.25
EDGE_HEIGHT = 13
MOST = 255
FORM, FACE, THIN = "/DeskStamp", "/DeskFace", "/DeskThin"
# What stands round the page's own words, so that nothing it set is left over when the stamp is drawn.
BEFORE = b"q\n"
AFTER = f"\nQ\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {FORM} Do Q EMC\n".encode()


@dataclass(frozen=True)
class Marks:
    """`across` goes over the whole page, its first line large; `edge` is one small line at its foot."""

    across: tuple[str, ...] = ()
    edge: str = ""

    @property
    def text(self) -> str:
        return "".join(self.across) + self.edge


def stamped(content: bytes, marks: Marks) -> bytes:
    """The document with these words on every page; refuses words that the face cannot draw, or too many different."""
    face = shapes(marks.text)
    if lost := glyphs.missing(marks.text, frozenset(map(ord, face))):
        kind, sentence = SENTENCES["glyphs"]
        raise kind(sentence, characters=glyphs.named(lost))
    codes = {char: code for code, char in enumerate(list(face)[:MOST], 1)}
    made = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        font = _font(pdf, face, codes)
        forms: dict[tuple[int, int], Stream] = {}
        if marks.across:
            _strip(pdf, marks.across[0])
        for page in pdf.pages:
            size = (round(page.mediabox[2]), round(page.mediabox[3]))
            if size not in forms:
                forms[size] = _form(pdf, font, codes, face, marks, size)
            page.add_resource(forms[size], Name.XObject, Name(FORM), replace_existing=True)
            page.contents_add(BEFORE, prepend=True)
            page.contents_add(AFTER)
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


# Those that were drawn last, by the hash of what they were drawn on: whoever takes a file often takes it again.
_LATELY: OrderedDict[tuple[bytes, Marks], bytes] = OrderedDict()
_MOST_LATELY = 8
_TURN = Lock()


def marked(content: bytes, marks: Marks) -> bytes:
    """The same, where there may be nothing to write; drawn once for whoever asks again soon."""
    if not marks.text:
        return content
    key = sha256(content).digest(), marks
    with _TURN:
        found = _LATELY.pop(key, None)
    drawn = stamped(content, marks) if found is None else found
    with _TURN:
        _LATELY[key] = drawn
        while len(_LATELY) > _MOST_LATELY:
            _LATELY.popitem(last=False)
    return drawn


def _strip(pdf: Pdf, mark: str) -> None:
    """What is marked carries no files, which could be taken out and passed on without the mark, and is called by it."""
    for place, name in ((pdf.Root, Name.AF), (pdf.Root.get(Name.Names, Dictionary()), Name.EmbeddedFiles)):
        if name in place:
            del place[name]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said["dc:title"] = f"{mark} · {said.get('dc:title', '')}".rstrip(" ·")


def _form(
    pdf: Pdf, font: Dictionary, codes: dict[str, int], face: dict[str, Shape], marks: Marks, size: tuple[int, int]
) -> Stream:
    width, height = size
    words = ["q", f"{THIN} gs", AMBER, f"{COSINE} {SINE} {-SINE} {COSINE} {width / 2:g} {height / 2:g} cm"]
    down = 0.0
    for number, line in enumerate(marks.across):
        points = SMALL if number else BIG
        words.append(_line(line, points, codes, -_length(line, points, face) / 2, down))
        down -= points * LINE_HEIGHT * (1 if number else SMALL / BIG + 0.3)
    words.append("Q")
    if marks.edge:
        left = (width - _length(marks.edge, EDGE, face)) / 2
        words += ["q", GREY, _line(marks.edge, EDGE, codes, left, EDGE_HEIGHT), "Q"]
    form = pdf.make_stream("\n".join(words).encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    thin = Dictionary(Type=Name.ExtGState, ca=0.25)
    form.Resources = Dictionary(Font=Dictionary({FACE: font}), ExtGState=Dictionary({THIN: thin}))
    return form


def _line(text: str, points: int, codes: dict[str, int], left: float, base: float) -> str:
    shown = bytes(codes[char] for char in text if char in codes).hex()
    return f"BT {FACE} {points} Tf {left:.2f} {base:.2f} Td <{shown}> Tj ET"


def _length(text: str, points: int, face: dict[str, Shape]) -> float:
    return sum(face[char].advance for char in text if char in face) * points / 1000


def _font(pdf: Pdf, face: dict[str, Shape], codes: dict[str, int]) -> Dictionary:
    """A face of outlines: nothing of the font file goes along, and every code says which character it is."""
    drawn = {}
    for char, code in codes.items():
        shape = face[char]
        drawing = f"{shape.advance} 0 -500 -500 2000 1500 d1 {shape.path} f"
        drawn[f"/g{code}"] = pdf.make_stream(drawing.encode())
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([-500, -500, 2000, 1500]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            FirstChar=1,
            LastChar=len(codes),
            Widths=Array([face[char].advance for char in codes]),
            Encoding=Dictionary(
                Type=Name.Encoding, Differences=Array([1, *(Name(f"/g{code}") for code in codes.values())])
            ),
            CharProcs=Dictionary(drawn),
            Resources=Dictionary(),
            ToUnicode=pdf.make_stream(_to_unicode(codes)),
        )
    )


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:02X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.items())
    blocks = pairs.splitlines()
    # At most a hundred pairs a block, says the format.
    said = "\n".join(
        f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar"
        for part in (blocks[first : first + 100] for first in range(0, len(blocks), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{said}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
