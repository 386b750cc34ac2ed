"""How long an assessment of a named person is kept: while the deal is pursued, and a stated time after it closed.

The Personal Information Protection Law of the PRC asks for a stated purpose (art. 6), a legal basis (art. 13), the
shortest time that serves the purpose (art. 19), and erasure when it has passed (art. 47). None of them is a number:
how long is the company's own decision, entered with its source, and nothing is assumed until it is.
"""

import re
from collections.abc import Iterable
from datetime import date

from dealdesk.kernel.periods import add_months

# A retention longer than this is not the shortest time that serves anything; a typing error more likely.
LONGEST = 120
# What words are spelled with; between Chinese characters nothing tells where one ends.
LETTER = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")


def due_on(closed_on: date, months: int) -> date:
    """The first day on which assessments of a deal that closed then are no longer kept.

    The same day so many months later, or that month's last day where it is shorter.
    """
    return add_months(closed_on, months)


def is_due(closed_on: date, months: int, today: date) -> bool:
    """From that day on, the day itself included."""
    return due_on(closed_on, months) <= today


def mark(contact: int) -> str:
    """What stands in the place of an erased person's name, wherever the record itself has to stay."""
    return f"#{contact}"


def cross_out(text: str, name: str, instead: str, *, known: Iterable[str] = ()) -> str:
    """The name wherever it stands as a whole: neither inside a word that is spelled with letters, nor inside a longer
    name that is known, which is the only thing that tells where a Chinese name ends."""
    longer = sorted((other for other in known if name in other and other != name), key=len, reverse=True)
    whole = re.compile("|".join([*map(re.escape, longer), _whole(name)]))
    return whole.sub(lambda found: instead if found[0] == name else found[0], text)


def _whole(name: str) -> str:
    before = f"(?<!{LETTER.pattern})" if LETTER.match(name[:1]) else ""
    after = f"(?!{LETTER.pattern})" if LETTER.match(name[-1:]) else ""
    return before + re.escape(name) + after
