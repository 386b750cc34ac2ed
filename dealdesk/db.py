"""Field and constraint words shared by every app's models; it has no tables of its own."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import F, Func, GeneratedField, Q, QuerySet
from django.utils.translation import gettext_lazy

from dealdesk.kernel.refusals import Finding, Refusal
from dealdesk.kernel.words import label

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def choices(words: Iterable[StrEnum]) -> list[tuple[str, "StrPromise"]]:
    """The one list of a status lives in the domain; a column's choices are derived from it, and speak the reader's
    language."""
    return [(word.value, gettext_lazy(label(word))) for word in words]


def one_of(column: str, words: Iterable[StrEnum], name: str) -> models.CheckConstraint:
    """A word the domain does not know cannot be stored, whoever writes."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": [word.value for word in words]}), name=name)


def paired(stem: str, name: str) -> models.CheckConstraint:
    """`<stem>_at` and `<stem>_by` are set together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{stem}_at__isnull": True, f"{stem}_by__isnull": True})
        | Q(**{f"{stem}_at__isnull": False, f"{stem}_by__isnull": False}),
        name=name,
    )


def amount(**options: Any) -> "models.DecimalField[Any, Any]":
    """An amount of money in the row's currency, to the cent."""
    return models.DecimalField(max_digits=18, decimal_places=2, **options)


def unit_price(**options: Any) -> "models.DecimalField[Any, Any]":
    """A price per unit; RTC meters are quoted to six decimals and more."""
    return models.DecimalField(max_digits=20, decimal_places=8, **options)


def quantity(**options: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


def percent(**options: Any) -> "models.DecimalField[Any, Any]":
    """Percent points: 18 means 18 %."""
    return models.DecimalField(max_digits=12, decimal_places=8, **options)


class ZhBigrams(Func):
    """Two-character slices of a normalised text (the SQL function of the first migration)."""

    function = "zh_bigrams"
    output_field = ArrayField(models.TextField())


def bigrams(column: str) -> GeneratedField:
    """A stored column that makes a search for two Chinese characters an index look-up."""
    return GeneratedField(expression=ZhBigrams(F(column)), output_field=ArrayField(models.TextField()), db_persist=True)


def containing[Q_: QuerySet[Any]](rows: Q_, column: str, text: str) -> Q_:
    """Rows whose normalised column contains the text; from two characters on, by the bigram index."""
    found = rows.filter(**{f"{column}__contains": text})
    if len(text) >= 2:
        found = found.filter(**{f"{column}_bigrams__contains": ZhBigrams(models.Value(text))})
    return found


class Among(Func):
    """`column = ANY (ARRAY (SELECT …))`: a short list that the planner looks up, where IN is tried on every row."""

    output_field = models.BooleanField()
    arg_joiner = " = ANY ("
    template = "(%(expressions)s))"

    def __init__(self, column: str, rows: QuerySet[Any, Any]) -> None:
        super().__init__(F(column), ArraySubquery(rows.order_by()))


def normal(text: str) -> str:
    """NFKC, case-folded, single spaces: the form in which names are compared and searched."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class NextNumber(Func):
    """'SJ-000417': the database numbers a row as it inserts it, so that no two are alike and no lock is held."""

    template = "('%(prefix)s-' || lpad(nextval('%(sequence)s')::text, 6, '0'))"
    output_field = models.CharField()

    def __init__(self, prefix: str, sequence: str) -> None:
        super().__init__(prefix=prefix, sequence=sequence)


def number(prefix: str, sequence: str) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=20, unique=True, db_default=NextNumber(prefix, sequence))


class FindingField(models.JSONField):
    """What was refused or found wrong, as its English sentence and figures: whoever reads it is told in a language of
    their own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"encoder": DjangoJSONEncoder} | options)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Finding | None:
        told = super().from_db_value(value, expression, connection)
        return Finding(**told) if told else None

    def get_prep_value(self, value: Any) -> Any:
        is_found = isinstance(value, Refusal | Finding)
        return super().get_prep_value({"message": value.message, "params": dict(value.params)} if is_found else value)


@contextmanager
def once(**refusals: Callable[[], Refusal]) -> Iterator[None]:
    """Two did the same at once and the database kept the first: its constraint's name picks the sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        refusal = refusals.get(getattr(diagnosis, "constraint_name", None) or "")
        if refusal is None:
            raise
        raise refusal() from error
