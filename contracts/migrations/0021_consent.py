"""A clause on consent and impact assessments: what the answers about a contract's data ask for most often."""

import tomllib
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from django.db import migrations

TOLD = Path(__file__).parent / "library" / "consent.toml"
FROM = date(2026, 1, 1)


def come_worded(apps: Any, _: Any) -> None:
    columns = import_module("contracts.migrations.0008_library").columns
    clauses, versions = (apps.get_model("contracts", name) for name in ("Clause", "ClauseVersion"))
    for told in tomllib.loads(TOLD.read_text(encoding="utf-8"))["clause"]:
        clause = clauses.objects.create(kind="data", key=told["key"])
        versions.objects.create(clause=clause, number=1, valid_from=FROM, **columns(told))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contracts", "0020_more_of_the_law")]
    operations: ClassVar = [migrations.RunPython(come_worded, migrations.RunPython.noop)]
