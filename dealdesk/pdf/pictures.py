"""A page of a finished document as a picture, for a phone that opens no PDF in its chat; what was drawn is kept."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from io import BytesIO
from threading import Lock

from pypdfium2 import PdfDocument

# Pixels across: sharp on a phone, and legible on a desk.
WIDTH = 1080
QUALITY = 80
# The library draws one page at a time in a process.
DRAWING = Lock()
# Bytes of pictures that a process keeps, and for how long: somebody reads, shows a colleague, scrolls back.
ROOM = 32 * 1024**2
A_WHILE = timedelta(minutes=10)


def picture(content: bytes, number: int) -> bytes | None:
    """The page as a JPEG, counted from 1; None where the document has no such page."""
    drawn = BytesIO()
    with DRAWING, PdfDocument(content) as document:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB").save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()


class Album:
    """Pictures by a key that says all they are drawn from, so that none is ever out of date; the oldest go first."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._kept: dict[Hashable, tuple[datetime, bytes]] = {}
        # Of several who ask for the same page at once, the first draws and the others find it drawn.
        self._turn = Lock()

    def page(self, key: Hashable, number: int, content: Callable[[], bytes], at: datetime) -> bytes | None:
        """As it was drawn, or drawn now from the content, which nobody is asked for otherwise."""
        return self._found(key, number, at) or self._drawn(key, number, content, at)

    def _found(self, key: Hashable, number: int, at: datetime) -> bytes | None:
        since, drawn = self._kept.get((key, number), (at, None))
        return drawn if at - since < A_WHILE else None

    def _drawn(self, key: Hashable, number: int, content: Callable[[], bytes], at: datetime) -> bytes | None:
        with self._turn:
            drawn = self._found(key, number, at) or picture(content(), number)
            if drawn is not None:
                self._kept.pop((key, number), None)
                self._kept[key, number] = at, drawn
                self._forget(at)
            return drawn

    def _forget(self, at: datetime) -> None:
        size = sum(len(drawn) for _, drawn in self._kept.values())
        for place, (since, drawn) in list(self._kept.items()):
            if size <= self.room and at - since < A_WHILE:
                return
            del self._kept[place]
            size -= len(drawn)


ALBUM = Album()
