"""A page of a finished document as a picture, for a phone that opens no PDF in its chat."""

from io import BytesIO
from threading import Lock

from pypdfium2 import PdfDocument

# Pixels across: sharp on a phone, and legible on a desk.
WIDTH = 1080
QUALITY = 80
# The library draws one page at a time in a process.
DRAWING = Lock()


def picture(content: bytes, number: int) -> bytes | None:
    """The page as a JPEG, counted from 1; None where the document has no such page."""
    drawn = BytesIO()
    with DRAWING, PdfDocument(content) as document:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB").save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()
