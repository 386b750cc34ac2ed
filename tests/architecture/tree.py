"""The tree under a root as the laws see it: its Python files, their syntax, and a scratch copy to break."""

import ast
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("stakeholders", "quotes", "contracts")
PACKAGES = ("dealdesk", *APPS)
# What a checkout gathers beside the sources.
GATHERED = {
    ".git", ".venv", ".tools", "var", "node_modules", "__pycache__", "staticfiles", "test-results",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis",
}  # fmt: skip


def files(root: Path, *suffixes: str, under: tuple[str, ...] = ()) -> Iterator[Path]:
    """Source files below the root, or below some of its folders, in a fixed order."""
    for top in [root / name for name in under] or [root]:
        for folder, folders, names in top.walk():
            folders[:] = sorted(set(folders) - GATHERED)
            yield from (folder / name for name in sorted(names) if not suffixes or name.endswith(suffixes))


def code(
    root: Path, *, under: tuple[str, ...] = PACKAGES, migrations: bool = False
) -> Iterator[tuple[str, ast.Module]]:
    """(path from the root, syntax tree) of every Python file."""
    for path in files(root, ".py", under=under):
        name = path.relative_to(root).as_posix()
        if migrations or "/migrations/" not in name:
            yield name, parsed(path.read_text())


@cache
def parsed(text: str) -> ast.Module:
    """A scratch copy repeats nearly every file of this tree: each text is parsed once."""
    return ast.parse(text)


def room(name: str) -> str:
    """'quotes/actions/pricing.py' → 'actions'; '' for what is not in an app's room."""
    parts = name.removesuffix(".py").split("/")
    return parts[1] if parts[0] in APPS and len(parts) > 1 else ""


def copy(to: Path, *, of: Path = ROOT) -> Path:
    """A scratch copy of the sources, to be broken."""
    scratch = to / "scratch"
    shutil.copytree(of, scratch, ignore=lambda _, names: GATHERED & set(names), symlinks=True)
    return scratch
