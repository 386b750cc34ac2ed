"""Querysets kept as SQL: to write one of our joins out costs Django more than all that is done with its rows."""

from copy import copy
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, Expression, Field, Model, QuerySet

# What a bigint holds; no row has a number beyond it.
NUMBERS = range(-(2**63), 2**63)


class Given(Expression):
    """A value that is named when a queryset is built, and known only when it is asked."""

    def __init__(self, name: str, kind: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=kind or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def get_group_by_cols(self) -> list[Any]:
        return []


class Kept[M: Model]:
    """A queryset that is compiled when it is first asked; every answer is read from the database anew.

    Whatever differs from one asking to the next stands in it as `Given`; none of it may be None, which no `=` finds.
    """

    def __init__(self, rows: QuerySet[M, Any]) -> None:
        self.rows = rows

    def __call__(self, **given: Any) -> list[M]:
        if None in given.values():
            raise ValueError("None is never equal to anything: leave the condition out")
        if any(isinstance(value, int) and value not in NUMBERS for value in given.values()):
            return []
        rows = self.rows.all()
        # A queryset asks its query for a compiler; this one has done its work already.
        vars(rows.query)["get_compiler"] = lambda using, **_: self._knowing(given, using)
        return list(rows)

    @cached_property
    def _compiled(self) -> tuple[Any, str, tuple[Any, ...], dict[int, Any]]:
        compiler = self.rows.all().query.get_compiler(self.rows.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            # No row can ever be meant; without SQL a compiler asks the database nothing.
            return compiler, "", (), {}
        # How a column becomes a value differs no more than the columns do.
        return compiler, sql, params, compiler.get_converters([column[0] for column in compiler.select])

    def _knowing(self, given: dict[str, Any], using: str) -> Any:
        compiler, sql, params, converters = self._compiled
        knowing = copy(compiler)
        knowing.connection = connections[using]
        values = tuple(given[param.name] if isinstance(param, Given) else param for param in params)
        knowing.as_sql = lambda *_, **__: (sql, values)
        knowing.get_converters = lambda _: converters
        return knowing
