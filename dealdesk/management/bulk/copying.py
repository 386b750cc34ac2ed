"""COPY into a model's table, with its defaults filled in and a progress bar on stderr."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, Field, Max, Model

Row = Mapping[str, Any]
WIDTH = 30
WORTH_TELLING = 1000


def copy_into(model: type[Model], rows: Iterable[Row], *, total: int) -> None:
    """Each row maps attribute names to values; what it leaves out has the model's default, or the database's."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated and not numbered(field)]
    # As the column keeps them: an empty list is one thing in JSON and another in an array.
    defaults = {field.attname: field.get_db_prep_save(field.get_default(), connection) for field in fields}
    names = [field.attname for field in fields]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in progress(model._meta.verbose_name_plural, rows, total):
            if strange := row.keys() - defaults.keys():
                raise TypeError(f"{model.__name__} has no {', '.join(sorted(strange))}")
            copy.write_row([row.get(name, defaults[name]) for name in names])
    continue_numbering(model)


def numbered(field: "Field[Any, Any]") -> bool:
    """The database numbers it: SJ-000417."""
    return field.db_default is not NOT_PROVIDED


def continue_numbering(model: type[Model]) -> None:
    """The next row made by a person comes after those loaded."""
    last = model._base_manager.aggregate(last=Max("pk"))["last"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, last])


def progress(name: object, rows: Iterable[Row], total: int) -> Iterator[Row]:
    """The rows, one by one, drawn as a bar where somebody watches and as one line where nobody does."""
    begun = monotonic()
    step = max(1, total // 100)
    done = 0
    for done, row in enumerate(rows, 1):
        yield row
        if sys.stderr.isatty() and done % step == 0:
            filled = WIDTH * done // total
            sys.stderr.write(f"\r{name:<16} {'█' * filled}{'░' * (WIDTH - filled)} {done:>9,} / {total:,}")
            sys.stderr.flush()
    if total >= WORTH_TELLING:
        sys.stderr.write(f"\r{name!s:<16} {done:>9,} in {monotonic() - begun:.1f} s{' ' * WIDTH}\n")
