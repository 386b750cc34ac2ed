"""In how many places an offer differs from the one it was made from: a line is one place, and so is a term."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace

from quotes.domain.pricing.terms import LineTerms, OfferTerms

LINES = frozenset({"lines"})


def places_unlike(before: OfferTerms, after: OfferTerms) -> int:
    """Lines that were changed, added or removed, and terms that were changed; the order of lines is no difference.

    A line is the same one where its product code is, else its description.
    """
    terms: int = sum(
        getattr(before, one.name) != getattr(after, one.name) for one in fields(OfferTerms) if one.name not in LINES
    )
    return terms + _lines_unlike(before.lines, after.lines)


def _lines_unlike(before: Iterable[LineTerms], after: Iterable[LineTerms]) -> int:
    old, new = _unplaced(before), _unplaced(after)
    gone, came = old - new, new - old
    names_gone, names_came = _names(gone), _names(came)
    # A line that is in both, but not alike, is one place and not two.
    return sum((names_gone | names_came).values())


def _unplaced(lines: Iterable[LineTerms]) -> Counter[LineTerms]:
    return Counter(replace(line, position=0) for line in lines)


def _names(lines: Counter[LineTerms]) -> Counter[str]:
    names: Counter[str] = Counter()
    for line, count in lines.items():
        names[line.product_code or line.description] += count
    return names
