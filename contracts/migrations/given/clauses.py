"""The library of clauses the desk comes with, in words of our own: a file of `library` for each kind."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "library"
KINDS = ("sla", "payment", "data", "liability")
STANCES = ("preferred", "acceptable", "reluctant", "walk_away")
BILINGUAL = ("title", "look", "trap", "reason")
SEVERAL = ("rules", "industries", "regions", "buyers")
FROM = date(2026, 1, 1)


def columns(told: dict[str, Any]) -> dict[str, Any]:
    said = {f"{name}_{tongue}": words for name in BILINGUAL for tongue, words in zip(("zh", "en"), told[name], strict=True)}
    positions = [
        {"stance": stance, "zh": zh, "en": en, "by": by[0] if by else ""}
        for stance in STANCES
        for zh, en, *by in [told[stance]]
    ]
    return {**said, **{name: told.get(name, []) for name in SEVERAL}, "positions": positions, "source": told["source"]}


def come_worded(apps: Any, _: Any) -> None:
    clauses, versions = (apps.get_model("contracts", name) for name in ("Clause", "ClauseVersion"))
    for kind in KINDS:
        for told in tomllib.loads((HERE / f"{kind}.toml").read_text(encoding="utf-8"))["clause"]:
            clause = clauses.objects.create(kind=kind, key=told["key"])
            versions.objects.create(clause=clause, number=1, valid_from=FROM, **columns(told))
