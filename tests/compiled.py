"""A statement that Django wrote out before is not written out again: what differs from the last time is a value.

To write our joins out took a fifth of the suite, for the same few thousand statements. `make soak` writes out each.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from threading import Lock
from types import FunctionType, MethodType, NoneType
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignObjectRel, Value, lookups
from django.db.models.expressions import BaseExpression, Col
from django.db.models.fields import related_lookups
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable, Join
from django.db.models.sql.where import WhereNode
from django.utils.timezone import get_current_timezone_name
from django.utils.tree import Node

from tests.deep import DEPTH

# What each bears is compared with its own range of numbers; between two of these none of them says another thing.
BOUNDS = (-(2**63), -(2**31), -(2**15), 0, 2**15, 2**31, 2**63)
# Their right side becomes one value, or as many as there are.
ONE = {
    *(lookups.Exact, lookups.GreaterThan, lookups.GreaterThanOrEqual, lookups.LessThan, lookups.LessThanOrEqual),
    *(lookups.IntegerFieldExact, lookups.IntegerGreaterThan, lookups.IntegerGreaterThanOrEqual),
    *(lookups.IntegerLessThan, lookups.IntegerLessThanOrEqual),
    *(related_lookups.RelatedExact, related_lookups.RelatedGreaterThan, related_lookups.RelatedLessThan),
    *(related_lookups.RelatedGreaterThanOrEqual, related_lookups.RelatedLessThanOrEqual),
}
MANY = {lookups.In, related_lookups.RelatedIn}
# Read off the rest, or of no consequence to what is written.
DERIVED = frozenset(
    [
        "identity",
        "_constructor_args",
        "contains_aggregate",
        "contains_over_clause",
        "contains_column_references",
        "convert_value",
        "_output_field_or_none",
        "_annotation_select_cache",
        "_extra_select_cache",
        "base_table",
        "conditional",
        "table_map",
    ]
)
# What tells a field that belongs to no table from another of its class.
BARE = ("max_length", "max_digits", "decimal_places", "base_field", "size", "encoder", "decoder", "db_collation")
PLAIN = {Decimal, date, datetime, time, timedelta, UUID, bytes, float}
SIMPLE = {str, int, NoneType}
SEVERAL = {list, tuple, set, frozenset}
# One and true are the same to a dictionary.
TRUTH = {True: "⊤", False: "⊥"}
VARIES = {int, str, date, datetime}
ITS_OWN = {"query", "connection", "using", "elide_empty"}
# The first answer from memory is written out as well, and then one of so many: both must be the same.
LOOKED_AT = 50
# A list of more is read too seldom to be remembered.
LONG = 200


class Unknown(Exception):
    """Something stands in the query of which nobody here knows what it does to the statement."""


class Reading:
    """All that a query is, but for the values that it asks with; those beside it, as they are met."""

    def __init__(self, query: Any) -> None:
        self.key: list[Any] = [get_current_timezone_name()]
        self.values: list[Any] = []
        # Told by their number, which is theirs as long as they live.
        self.kept: list[Any] = []
        self.read(query)

    def read(self, it: Any) -> None:
        kind = type(it)
        if kind in SIMPLE:
            self.key.append(it)
        elif (way := WAYS.get(kind) or way_of(kind)) is not None:
            way(self, kind, it)
        else:
            raise Unknown(kind)

    def bool(self, kind: Any, it: Any) -> None:
        self.key.append(TRUTH[it])

    def plain(self, kind: Any, it: Any) -> None:
        self.key += (kind, it)

    def itself(self, kind: Any, it: Any) -> None:
        self.key.append(it)

    def lasting(self, kind: Any, it: Any) -> None:
        self.key.append(id(it))
        self.kept.append(it)

    def each(self, kind: Any, parts: Sequence[Any]) -> None:
        self.key += (kind, len(parts))
        for part in parts:
            self.read(part)

    def set(self, kind: Any, it: Any) -> None:
        self.key.append(frozenset(it))

    def dict(self, kind: Any, it: Any) -> None:
        self.key += (kind, len(it), *it)
        for part in it.values():
            self.read(part)

    def parts(self, kind: Any, it: Any) -> None:
        add = self.key.append
        add(kind)
        for name, part in vars(it).items():
            if name not in DERIVED:
                add(name)
                if type(part) in SIMPLE:
                    add(part)
                else:
                    self.read(part)

    def field(self, kind: Any, it: Any) -> None:
        own = vars(it)
        if "model" in own:
            self.lasting(kind, it)
        else:
            self.each(kind, [own[name] for name in BARE if own.get(name) is not None])

    def join(self, kind: Any, it: Any) -> None:
        self.key += (kind, it.table_name, it.parent_alias, it.table_alias, it.join_type)
        if kind is Join:
            self.key += (TRUTH[bool(it.nullable)], id(it.join_field))
            self.kept.append(it.join_field)
        if it.filtered_relation is not None:
            raise Unknown(kind)

    def column(self, kind: Any, it: Any) -> None:
        output = vars(it).get("output_field", it.target)
        self.key += (kind, it.alias, id(it.target), id(output))
        self.kept += (it.target, output)

    def where(self, kind: Any, it: Any) -> None:
        children = it.children
        self.key += (kind, it.connector, TRUTH[it.negated], len(children))
        for part in children:
            self.read(part)

    def lookup(self, kind: Any, it: Any) -> None:
        if it.bilateral_transforms:
            raise Unknown(kind)
        self.key.append(kind)
        self.read(it.lhs)
        if kind in MANY and type(it.rhs) in SEVERAL:
            there = dict.fromkeys(value for value in it.rhs if value is not None)
            self.key.append(len(there))
            for value in there:
                self.value(value)
        else:
            self.value(it.rhs)

    def told(self, kind: Any, it: Any) -> None:
        self.key.append(kind)
        self.value(it.value)
        self.read(vars(it).get("output_field"))

    def value(self, it: Any) -> None:
        kind = type(it)
        if kind not in VARIES:
            self.read(it)
            return
        self.key += (kind, bisect_right(BOUNDS, it) if kind is int else "")
        self.values.append(it)


WAYS: dict[type, Any] = {
    bool: Reading.bool,
    tuple: Reading.each,
    list: Reading.each,
    dict: Reading.dict,
    set: Reading.set,
    frozenset: Reading.set,
    Join: Reading.join,
    BaseTable: Reading.join,
    Col: Reading.column,
    WhereNode: Reading.where,
    Value: Reading.told,
    FunctionType: Reading.lasting,
    MethodType: Reading.lasting,
    **dict.fromkeys(ONE | MANY, Reading.lookup),
    **dict.fromkeys(PLAIN, Reading.plain),
}


def way_of(kind: type) -> Any:
    """Of a class that is met for the first time."""
    way = None
    if issubclass(kind, type):
        way = Reading.itself
    elif issubclass(kind, Field):
        way = Reading.field
    elif issubclass(kind, ForeignObjectRel):
        way = Reading.lasting
    elif issubclass(kind, Enum):
        way = Reading.plain
    elif issubclass(kind, BaseExpression | Node) or kind.__module__.startswith("django.db.models"):
        way = Reading.parts
    if way:
        WAYS[kind] = way
    return way


class Statement:
    """What was written for all queries that read the same, and where in it each of their values stands.

    A place whose value never changed may hold what was asked with, or what the query says anyway. It is known which as
    soon as one is asked with another value; until then it is written out.
    """

    def __init__(self, compiler: Any, sql: str, params: Sequence[Any], reading: Reading) -> None:
        self.sql, self.params, self.values = sql, tuple(params), reading.values
        self.kept = reading.kept
        self.state = {name: part for name, part in vars(compiler).items() if name not in ITS_OWN}
        self.maybe = [{n for n, value in enumerate(self.values) if same(value, it)} for it in self.params]
        self.fixed = [True] * len(self.params)
        self.broken = False
        self.hits = 0
        self.converters: Any = None
        self.plan()

    def plan(self) -> None:
        met = set().union(*self.maybe) if self.maybe else set()
        self.inside = [n for n in range(len(self.values)) if n not in met]
        self.places = [
            (place, sorted(maybe), fixed)
            for place, (maybe, fixed) in enumerate(zip(self.maybe, self.fixed, strict=True))
            if maybe
        ]

    def learn(self, sql: str, params: Sequence[Any], values: list[Any]) -> None:
        if sql != self.sql or len(params) != len(self.params):
            self.broken = True
            return
        for place, it in enumerate(params):
            self.maybe[place] = {n for n in self.maybe[place] if same(values[n], it)}
            self.fixed[place] = self.fixed[place] and alike(it, self.params[place])
            self.broken = self.broken or not (self.maybe[place] or self.fixed[place])
        self.plan()

    def asked(self, values: list[Any]) -> tuple[Any, ...] | None:
        """What stands in its places when these are the values; None where that is not known yet."""
        if self.broken or any(values[n] != self.values[n] for n in self.inside):
            return None
        params = list(self.params)
        for place, (first, *more), fixed in self.places:
            value, kind = values[first], type(params[place])
            if any(values[n] != value for n in more) or (fixed and params[place] != value):
                return None
            params[place] = value if type(value) is kind else kind(value)
        return tuple(params)


def same(value: Any, param: Any) -> bool:
    """Whether this may be the value as the database takes it: a whole number says of which size it is."""
    sized = type(value) is int and isinstance(param, int) and type(param) is not bool
    return (sized or type(param) is type(value)) and bool(param == value)


def alike(one: Any, other: Any) -> bool:
    """JSON on its way to the database is wrapped in an object that is like no other."""
    return type(one) is type(other) and bool(getattr(one, "obj", one) == getattr(other, "obj", other))


STATEMENTS: dict[tuple[Any, ...], Statement] = {}
LEARNING = Lock()


def statement_of(compiler: Any) -> tuple[str, Sequence[Any]]:
    """As `as_sql` writes it, from memory where it can."""
    query = compiler.query
    try:
        reading = Reading(query)
    except (Unknown, TypeError):
        return compiler.as_sql()
    if len(reading.values) > LONG or (query.select_for_update and compiler.connection.get_autocommit()):
        return compiler.as_sql()
    key = (compiler.elide_empty, *reading.key)
    known = STATEMENTS.get(key)
    params = known and known.asked(reading.values)
    if known is not None and params is not None:
        known.hits += 1
        if known.hits % LOOKED_AT != 1:
            return remembered(compiler, known, params)
    sql, written = compiler.as_sql()
    if known is not None and params is not None:
        assert (known.sql, len(params)) == (sql, len(written))
        assert all(map(alike, params, written)), (sql, params, written)
    with LEARNING:
        if known is None:
            STATEMENTS[key] = Statement(compiler, sql, written, reading)
        elif params is None and not known.broken:
            known.learn(sql, written, reading.values)
    return sql, written


def remembered(compiler: Any, known: Statement, params: tuple[Any, ...]) -> tuple[str, Sequence[Any]]:
    vars(compiler).update(known.state)
    if known.converters is None:
        known.converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    vars(compiler)["get_converters"] = lambda _: known.converters
    return known.sql, params


def keep_compiled() -> None:
    """For all connections of this process."""
    execute = SQLCompiler.execute_sql

    def execute_sql(compiler: Any, *args: Any, **options: Any) -> Any:
        own = vars(compiler)
        if DEPTH.whole or type(compiler) is not SQLCompiler or "as_sql" in own or compiler.query.explain_info:
            return execute(compiler, *args, **options)
        try:
            written = statement_of(compiler)
        except Exception as error:
            own["as_sql"] = raising(error)
        else:
            own["as_sql"] = lambda *_, **__: written
        try:
            return execute(compiler, *args, **options)
        finally:
            own.pop("as_sql", None)

    SQLCompiler.execute_sql = execute_sql


def raising(error: Exception) -> Any:
    def as_sql(*_: Any, **__: Any) -> Any:
        raise error

    return as_sql
