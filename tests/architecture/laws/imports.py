"""Imports only go down the stairs: the contracts of pyproject.toml, kept by import-linter."""

import subprocess
import sys
from pathlib import Path

LINTER = Path(sys.executable).with_name("lint-imports")


def imports(root: Path) -> list[str]:
    """The lines in which import-linter names a broken contract or a module without a room."""
    run = subprocess.run([LINTER, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        return []
    said = (run.stdout + run.stderr).splitlines()
    return [line.strip() for line in said if "BROKEN" in line or line.startswith(("- ", "  -", "Missing"))] or said
