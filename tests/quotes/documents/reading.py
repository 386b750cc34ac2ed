"""Reading a printed document back."""

import re
from functools import cache
from io import BytesIO

from pypdf import PdfReader

from dealdesk import pdf


@cache
def pages_of(made: pdf.Pdf) -> tuple[str, ...]:
    """Each document is read once, however many tests ask."""
    return tuple(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def text_of(made: pdf.Pdf) -> str:
    """All pages as one line of text."""
    return flat(" ".join(pages_of(made)))


def heads_of(made: pdf.Pdf) -> list[str]:
    """What the running head of each page but the cover says at its right end: the section the page begins with."""
    heads = [next(line for line in page.splitlines() if line.rstrip().startswith(HEAD)) for page in pages_of(made)[1:]]
    return [flat(head).split("V3 ")[1].strip() for head in heads]


HEAD = "澄湖在线教育　大班课实时互动"
