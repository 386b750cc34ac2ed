"""How pages of our documents look, stored small: `make pictures` draws them anew, for whoever has looked at them."""

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from dealdesk import pdf
from quotes.documents.proposal import render
from quotes.domain.proposals import Kind, Language
from tests.quotes.documents.sample import offer, pack, proposal

STORED = Path(__file__).parent / "stored"
# Dots an inch; a letter is a grey dot, a line of a table still a line.
FINENESS = 40
# Squares of so many dots are held against each other by their mean, of 255 greys; so few of them may differ by more.
SQUARE, GREYS, FEW = 6, 26, 0.006
# Page numbers, from one.
PAGES: dict[tuple[Kind, Language], tuple[int, ...]] = {
    (Kind.PROPOSAL, Language.CHINESE): (1, 2, 3, 4),
    (Kind.QUOTATION, Language.CHINESE): (1, 2, 3),
    (Kind.CHAMPION, Language.CHINESE): (1, 2, 3),
    (Kind.PROPOSAL, Language.ENGLISH): (3,),
    (Kind.QUOTATION, Language.ENGLISH): (3,),
    (Kind.CHAMPION, Language.ENGLISH): (1,),
}
STORED_PAGES = [(*which, page) for which, pages in PAGES.items() for page in pages]


@cache
def document(kind: Kind, language: Language) -> pdf.Pdf:
    """Rare characters stand in a name, and prices run over a page."""
    terms = offer(24)
    return render(proposal(terms, kind=kind, language=language, pack=pack(terms) if kind is Kind.CHAMPION else None))


@cache
def drawn(kind: Kind, language: Language, page: int) -> Image.Image:
    command = ["pdftoppm", "-r", str(FINENESS), "-gray", "-f", str(page), "-singlefile", "-"]
    content = document(kind, language).content
    return Image.open(BytesIO(subprocess.run(command, input=content, capture_output=True, check=True).stdout))


def name(kind: Kind, language: Language, page: int) -> str:
    return f"{kind}-{language}-{page}.png"


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of squares that differ; all of them where the pages are not of one size."""
    if one.size != other.size:
        return 1.0
    differences = np.abs(_squares(one) - _squares(other)) > GREYS
    return float(differences.mean())


def _squares(picture: Image.Image) -> np.ndarray:
    greys = np.asarray(picture.convert("L"), dtype=float)
    high, wide = (side // SQUARE for side in greys.shape)
    cut = greys[: high * SQUARE, : wide * SQUARE]
    return cut.reshape(high, SQUARE, wide, SQUARE).mean(axis=(1, 3))


def renew() -> None:
    STORED.mkdir(exist_ok=True)
    for which in STORED_PAGES:
        drawn(*which).save(STORED / name(*which), optimize=True)
