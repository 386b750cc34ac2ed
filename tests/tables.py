"""The tables are made once a run, by whichever worker needs them first; the others' databases are copies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from django import conf
from django.db import connection
from django.db.migrations.operations import AlterField, RenameField
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger
from psycopg import sql

LOCK = "dealdesk: the tables of a run of the tests"


@contextmanager
def made_once() -> Iterator[None]:
    """While it is open, a new test database is a copy of one that has every table."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:  # a process alone makes its own
        yield
        return
    name, server = f"tables_{run}", os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])
        if made := other.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            make(f"{name}_unfinished")
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            other.execute(rename.format(sql.Identifier(f"{name}_unfinished"), sql.Identifier(name)))
    connection.settings_dict["TEST"]["TEMPLATE"] = name
    yield
    if made:
        with psycopg.connect(server, autocommit=True) as other:
            other.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@contextmanager
def lightly() -> Iterator[None]:
    """While it is open, a migration that adds a constraint, an index or a trigger notes it and no more.

    Django would build the classes of the model and of all models around it anew, which was half of the time that the
    tables took. Only whoever alters a field looks there for its constraints: for that one migration they are built.
    """
    noted: set[tuple[str, str]] = set()

    def note(state: ProjectState, app: str, model: str, option: str, added: Any) -> None:
        options = state.models[app, model].options
        options[option] = [*options.get(option, []), added]
        noted.add((app, model))

    def note_trigger(operation: AddTrigger, app: str, state: ProjectState) -> None:
        note(state, app, operation.model_name, "triggers", operation.trigger)

    def alter(kind: type[AlterField | RenameField]) -> Any:
        altered = kind.database_forwards

        def database_forwards(one: Any, app: str, editor: Any, before: ProjectState, after: ProjectState) -> None:
            if (app, one.model_name_lower) in noted:
                before.reload_model(app, one.model_name_lower, delay=True)
            altered(one, app, editor, before, after)

        return patch.object(kind, "database_forwards", database_forwards)

    with (
        patch.object(ProjectState, "_append_option", note),
        patch.object(AddTrigger, "state_forwards", note_trigger),
        alter(AlterField),
        alter(RenameField),
    ):
        yield


def make(name: str) -> None:
    """By Django's own way to a test database, under another name."""
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    wanted, test["NAME"] = test["NAME"], name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.close_pool()
    test["NAME"] = wanted
    connection.settings_dict["NAME"] = conf.settings.DATABASES["default"]["NAME"] = own
