"""Laws that only a started Django can check; each root is asked in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.architecture.laws.names import names
from tests.architecture.tree import APPS

# Nothing here speaks to a database: a law is about code.
NOWHERE = {"DATABASE_URL": "postgresql://nobody@localhost:1/none", "DJANGO_SETTINGS_MODULE": "dealdesk.settings"}

# Routes that need no log-in, or bring their own check: the log-in itself, and what a load balancer asks.
PUBLIC = {"healthz", "readyz", "set_language", "account_login", "account_logout", "account_change_password"}

# Those that a reader at the customer asks with a token, which is their whole check: to one frozen file, and no further.
BY_TOKEN = {"readers:reader", "readers:reader_picture", "readers:reader_file"}

# A moment without a person, or the other way round, and why that is enough. A bare field name holds for every model.
UNPAIRED = {
    "created_at": "the journal says who",
    "updated_at": "the journal says who",
    "touched_at": "moved by the database, not by a person",
    "ApprovalRequest.closed_at": "closed_because says why, its decisions say who",
    "ApprovalStep.raised_at": "the clock's; raised_to says to whom",
    "ApprovalStep.reminded_at": "the clock's",
    "ApprovalRequest.lapsed_at": "the clock's",
    "Notice.read_at": "by the person it is for, and nobody else",
    "NoticeDelivery.due_at": "the clock's",
    "NoticeDelivery.claimed_at": "by a worker",
    "NoticeDelivery.ended_at": "by a worker",
    "ApprovalSheet.finished_at": "a worker finished it, asked_by says for whom",
    "ChecklistPaper.finished_at": "a worker finished it, asked_by says for whom",
    "PolicyTrial.finished_at": "a worker finished it, started_by says for whom",
    "SlaReplay.reckoned_at": "a worker reckoned it, whoever looks",
    "ProposalExport.finished_at": "a worker finished it, the request says for whom",
    "Decision.requested_by": "copied by the database from the request, which has the moment",
}


def routes() -> Iterator[tuple[str, Any]]:
    """(name with its namespace, callback) of every address in the URLconf."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def below(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield ":".join([*spaces, pattern.name or str(pattern.pattern)]), pattern.callback
            else:
                yield from below(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)

    yield from below(get_resolver(), ())


def guards() -> Iterator[str]:
    """Every route wears a guard; only those named above are public."""
    names = set()
    for name, view in routes():
        if name in names:
            yield f"two routes are called {name}"
        names.add(name)
        act = getattr(view, "guarded_act", None)
        if act is None and name not in PUBLIC:
            yield f"{name}: nothing guards it"
        if act == "public" and name not in PUBLIC:
            yield f"{name}: open to everybody and not on the list"
        if (act == "by_token") != (name in BY_TOKEN):
            yield f"{name}: asked with a token, and not on the list, or the other way round"
    yield from (f"{name}: on the public list and gone" for name in sorted(PUBLIC - names))


def pairs() -> Iterator[str]:
    """`x_at` and `x_by` stand and fall together, by a constraint where either may be empty."""
    from django.apps import apps

    used = set()
    for model in [model for app in APPS for model in apps.get_app_config(app).get_models()]:
        for name, why in unpaired(model):
            excuses = {name, f"{model.__name__}.{name}"} & UNPAIRED.keys()
            used |= excuses
            if not excuses:
                yield f"{model.__name__}.{name}: {why}"
    yield from (f"{name}: excused without need" for name in sorted(UNPAIRED.keys() - used))


def unpaired(model: Any) -> Iterator[tuple[str, str]]:
    from django.db.models import CheckConstraint, DateTimeField, ForeignKey

    from dealdesk.db import paired

    fields = {field.name: field for field in model._meta.local_fields}
    checked = [c.condition for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    for name, field in fields.items():
        stem = name[:-3]
        if name.endswith("_by") and isinstance(field, ForeignKey) and f"{stem}_at" not in fields:
            yield name, "a person without a moment"
        if name.endswith("_at") and isinstance(field, DateTimeField):
            person = fields.get(f"{stem}_by")
            if person is None:
                yield name, "a moment without a person"
            elif (field.null or person.null) and paired(stem, "").condition not in checked:
                yield name, f"{stem}_by may be set without it"


def migrations() -> Iterator[str]:
    """The models need no migration that is not there, and each migration is named by what it does."""
    import re

    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    translation.deactivate_all()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {app for app in (*APPS, "dealdesk") if app in apps.app_configs}
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    for app in sorted(ours & changes.keys()):
        for migration in changes[app]:
            yield f"{app}: not migrated: {', '.join(step.describe() for step in migration.operations)}"
    for app, name in sorted(loader.disk_migrations):
        if app in ours and (re.search(r"_auto_|_and_more$", name) or not re.fullmatch(r"\d{4}_[a-z0-9_]{3,}", name)):
            yield f"{app}.{name}: says not what it does"
    for app in sorted(ours & {key[0] for key in loader.disk_migrations}):
        if len(leaves := loader.graph.leaf_nodes(app)) > 1:
            yield f"{app}: {len(leaves)} migrations are the last one"


def moves() -> Iterator[str]:
    """A table of moves names every state once, and no state that is not one."""
    from tests.architecture.map import tables

    for table in tables():
        states = set(table.states)
        yield from (f"{table.name}: says nothing of {state}" for state in table.states if state not in table.moves)
        for state, following in table.moves.items():
            yield from (f"{table.name}: {state} → {to} leads nowhere" for to in following if to not in states)


def lists() -> Iterator[str]:
    """Every route whose answer is a list, by the route table, is counted at one row and at three."""
    import csv

    from tests.architecture.lists import LISTS

    with Path("tests/security/routes.csv").open() as file:
        shown = {row["route"] for row in csv.DictReader(file) if row["shows"] == "list"}
    yield from (f"{name}: a list whose statements nobody counts" for name in sorted(shown - LISTS.keys()))
    yield from (f"{name}: counted, and not a list in routes.csv" for name in sorted(LISTS.keys() - shown))


def drawn() -> Iterator[str]:
    """The map in dealdesk/README.md says what the tables say."""
    from tests.architecture.map import stale

    yield from stale(Path.cwd())


LAWS: dict[str, Callable[[], Iterator[str]]] = {
    law.__name__: law for law in (guards, pairs, names, migrations, lists, moves, drawn)
}


@cache
def asked(root: Path, *names: str) -> dict[str, list[str]]:
    """The answers of some laws here, or of all, for a tree; asked once."""
    wanted = names or tuple(LAWS)
    run = subprocess.run(
        [sys.executable, "-m", "tests.architecture.laws.live", *wanted],
        cwd=root, env=os.environ | NOWHERE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        return {name: [run.stderr.strip().splitlines()[-1]] for name in wanted}
    answers: dict[str, list[str]] = json.loads(run.stdout)
    return answers


if __name__ == "__main__":
    import django

    django.setup()
    json.dump({name: list(LAWS[name]()) for name in sys.argv[1:]}, sys.stdout)
