"""What is too much for paper, said before the press is asked."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from dealdesk.kernel.refusals import Refusal

MOST_ROWS = 2000
MOST_CHARACTERS = 5000


class Unprintable(Refusal):
    """The document itself has to change before it can be printed."""


def admit_rows(rows: int, field: str = "document") -> None:
    """Can be asked before anything is read."""
    if rows > MOST_ROWS:
        sentence = "A PDF has at most %(most)s rows and this one would have %(rows)s: split the quote into several."
        raise Unprintable(sentence, most=MOST_ROWS, rows=rows, field=field)


def admit(document: object) -> None:
    """Walks a tree of dataclasses and tuples; refuses a list or a text that is too long, naming its field."""
    for name, value in _leaves(document, "document"):
        if isinstance(value, tuple):
            admit_rows(len(value), name)
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            raise Unprintable(
                "A text in a document has at most %(most)s characters: shorten the one that begins “%(start)s”.",
                most=MOST_CHARACTERS,
                start=value[:20],
                field=name,
            )


def _leaves(value: object, name: str) -> Iterator[tuple[str, object]]:
    yield name, value
    if is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _leaves(getattr(value, part.name), part.name)
    elif isinstance(value, tuple):
        for row in value:
            yield from _leaves(row, name)
