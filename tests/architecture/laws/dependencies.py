"""What we lean on is chosen: used, declared, and named with its reason on a decision page."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

DEPTRY = Path(sys.executable).with_name("deptry")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def declared(root: Path) -> list[str]:
    """Names of the packages in pyproject.toml, for running and for building."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"]]
    for group in project.get("dependency-groups", {}).values():
        wanted += group
    for extra in project["project"].get("optional-dependencies", {}).values():
        wanted += extra
    return [re.split(r"[\[<>=!~; ]", line)[0] for line in wanted]


def dependencies(root: Path) -> list[str]:
    pages = "\n".join(page.read_text() for page in sorted((root / "dealdesk/decisions").glob("*.md")))
    unnamed = [f"{name}: no decision page says why we use it" for name in declared(root) if f"`{name}`" not in pages]
    run = subprocess.run([DEPTRY, "."], cwd=root, capture_output=True, text=True, check=False)
    plain = COLOUR.sub("", run.stdout + run.stderr)
    return unnamed + ([line for line in plain.splitlines() if " DEP" in line] if run.returncode else [])
