"""The tables are made once a run, by whichever worker needs them first; the others' databases are copies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django import conf
from django.db import connection
from django.db.migrations.state import ProjectState
from psycopg import sql

LOCK = "dealdesk: the tables of a run of the tests"
OURS = {"stakeholders", "quotes", "contracts"}


@contextmanager
def made_once() -> Iterator[None]:
    """While it is open, a new test database is a copy of one that has every table."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:  # a process alone makes its own
        with drawn_once():
            yield
        return
    name, server = f"tables_{run}", os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])
        if made := other.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            with drawn_once():
                make(f"{name}_unfinished")
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            other.execute(rename.format(sql.Identifier(f"{name}_unfinished"), sql.Identifier(name)))
    connection.settings_dict["TEST"]["TEMPLATE"] = name
    yield
    if made:
        with psycopg.connect(server, autocommit=True) as other:
            other.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def make(name: str) -> None:
    """By Django's own way to a test database, under another name."""
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    wanted, test["NAME"] = test["NAME"], name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.close_pool()
    test["NAME"] = wanted
    connection.settings_dict["NAME"] = conf.settings.DATABASES["default"]["NAME"] = own


@contextmanager
def drawn_once() -> Iterator[None]:
    """Migrations draw each model as it is at that point, and again with whatever has to do with it at every step.

    A model that is new has nothing to do with the others yet, and a constraint, an index or a trigger is made from
    itself, not from its model. A desk that comes up (`tests/dealdesk/test_up.py`) takes all steps.
    """
    add, append = ProjectState.add_model, ProjectState._append_option

    def add_model(state: Any, model: Any) -> None:
        drawn = state.__dict__.pop("apps", None) if model.app_label in OURS else None
        add(state, model)
        if drawn is not None:
            state.apps = drawn
            drawn.render_multiple([model])

    def append_option(state: Any, app: str, *option: Any) -> None:
        drawn = state.__dict__.pop("apps", None) if app in OURS else None
        append(state, app, *option)
        if drawn is not None:
            state.apps = drawn

    ProjectState.add_model, ProjectState._append_option = add_model, append_option
    try:
        yield
    finally:
        ProjectState.add_model, ProjectState._append_option = add, append
