"""A clause on consent and impact assessments: what the answers about a contract's data ask for most often."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from contracts.migrations.given.clauses import columns

TOLD = Path(__file__).parent / "library" / "consent.toml"
FROM = date(2026, 1, 1)


def come_worded(apps: Any, _: Any) -> None:
    clauses, versions = (apps.get_model("contracts", name) for name in ("Clause", "ClauseVersion"))
    for told in tomllib.loads(TOLD.read_text(encoding="utf-8"))["clause"]:
        clause = clauses.objects.create(kind="data", key=told["key"])
        versions.objects.create(clause=clause, number=1, valid_from=FROM, **columns(told))
