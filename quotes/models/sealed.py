"""What the content hash of a submitted version covers, and whether its rows still say what was hashed."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from quotes.domain.content import content_hash
from quotes.domain.seal import TERMS_ALONE, WHOLE, sealed
from quotes.domain.spelling import number

if TYPE_CHECKING:
    from quotes.models.costs import CostSnapshot
    from quotes.models.quotes import QuoteVersion

# What is stored of a version and its lines beside their terms: what it was reckoned to come to, as lists and files say.
# fmt: off
AMOUNTS = (
    "list_total", "itemised_total", "net_total", "tax_total", "gross_total", "discount", "furthest_in",
    "furthest_discount", "floor_total",
)
# fmt: on
LINE_AMOUNTS = ("net_total", "tax_total", "gross_total")

# What is written as a version is frozen.
FROZEN = ("content_hash", "hash_form", "terms_hash", "cost_hash", "frozen_at", "frozen_by")


class Sealed(models.Model):
    """An approval holds for `content_hash`; the other columns say what it was made of."""

    content_hash = models.CharField(max_length=64, blank=True)
    # See quotes.domain.seal. What a release before this one freezes is of the first form, which covers the terms alone.
    hash_form = models.PositiveSmallIntegerField(default=TERMS_ALONE, db_default=TERMS_ALONE)
    terms_hash = models.CharField(max_length=64, blank=True, db_default="")
    # Of the cost that was kept as the version was submitted; one that is told later was not there to be agreed to.
    cost_hash = models.CharField(max_length=64, blank=True, db_default="")

    class Meta:
        abstract = True

    @property
    def fingerprint(self) -> str:
        """Of the terms alone: what screens show, files are held against and counters are compared by."""
        return self.terms_hash or self.content_hash


SEAL = models.CheckConstraint(
    condition=Q(hash_form=TERMS_ALONE, terms_hash="", cost_hash="") | (Q(hash_form=WHOLE) & ~Q(terms_hash="")),
    name="version_hash_says_what_it_covers",
)


def seal(version: "QuoteVersion", kept: "CostSnapshot | None") -> None:
    """Sets the columns of `Sealed` on a version that its caller freezes."""
    version.hash_form = WHOLE
    for column, value in _columns(version, kept).items():
        setattr(version, column, value)


def holds(version: "QuoteVersion") -> bool:
    """Whether version, lines and kept cost still say what was hashed; reads lines, and the cost where it is covered."""
    kept = getattr(version, "cost", None) if version.cost_hash else None
    return all(getattr(version, column) == value for column, value in _columns(version, kept).items())


def _columns(version: "QuoteVersion", kept: "CostSnapshot | None") -> dict[str, str]:
    """In the form that the version has."""
    terms, cost = content_hash(version.terms()), kept.sealed() if kept else ""
    if version.hash_form == TERMS_ALONE:
        return {"content_hash": terms}
    lines = sorted(version.lines.all(), key=lambda line: line.position)
    amounts = {**spelled(version, AMOUNTS), "lines": [spelled(line, LINE_AMOUNTS) for line in lines]}
    whole = sealed(version.hash_form, terms=terms, amounts=amounts, cost=cost)
    return {"content_hash": whole, "terms_hash": terms, "cost_hash": cost}


def spelled(row: models.Model, columns: tuple[str, ...]) -> dict[str, Any]:
    """Columns of a row as plain JSON values, a number as the shortest string."""
    values = {name: getattr(row, name) for name in columns}
    return {name: number(value) if isinstance(value, Decimal) else value for name, value in values.items()}
