"""Pages of a long list by position, not by counting: page 2,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

SIZE = 50


@dataclass(frozen=True)
class Page[T]:
    """The rows of one page, and the opaque cursor of the next one ("" on the last)."""

    rows: tuple[T, ...]
    after: str = ""


class BadCursor(Exception):
    """Not a cursor of this list."""


def page[T: Model](queryset: QuerySet[T, Any], *, order: Sequence[str], after: str = "", size: int = SIZE) -> Page[T]:
    """Order by columns without nulls that end in a unique one; a cursor this list did not make shows its first page."""
    ordered = queryset.order_by(*order)
    if not ordered.totally_ordered:
        raise ValueError(f"{list(order)} does not say which of two equal rows comes first")
    if after:
        with suppress(BadCursor):
            ordered = ordered.filter(_beyond(order, _values(ordered, order, after)))
    rows = tuple(ordered[: size + 1])
    return Page(rows[:size], _cursor(rows[size - 1], order) if len(rows) > size else "")


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after the given one: later in the first column, or equal there and later in the rest."""
    name, value = order[0].lstrip("-"), values[0]
    later = Q(**{f"{name}__{'lt' if order[0].startswith('-') else 'gt'}": value})
    if len(order) == 1:
        return later
    # The first column's bound stands alone too, so that an index on it starts at the right place.
    bound = Q(**{f"{name}__{'lte' if order[0].startswith('-') else 'gte'}": value})
    return bound & (later | _beyond(order[1:], values[1:]))


def _cursor(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, column.lstrip("-")) for column in order]
    text = json.dumps([value if isinstance(value, int) else str(value) for value in values], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _values(queryset: QuerySet[Any, Any], order: Sequence[str], cursor: str) -> list[Any]:
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(raw, list) or len(raw) != len(order):
            raise BadCursor
        return [_clean(_column(queryset, name.lstrip("-")), value) for name, value in zip(order, raw, strict=True)]
    except (ValueError, TypeError, OverflowError, ValidationError) as error:
        raise BadCursor from error


def _column(queryset: QuerySet[Any, Any], name: str) -> "Field[Any, Any]":
    """A field of the model, or the type of an annotation."""
    annotated = queryset.query.annotations.get(name)
    column = annotated.output_field if annotated else queryset.model._meta.get_field(name)
    if not isinstance(column, Field):
        raise TypeError(f"{name} is not a column")
    return column


def _clean(column: "Field[Any, Any]", value: Any) -> Any:
    if not isinstance(value, str | int) or "\0" in str(value):
        raise BadCursor
    return column.to_python(value)
