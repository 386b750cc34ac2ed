"""The tree under a root as the laws see it: its Python files, their syntax, and a scratch copy to break."""

import ast
import os
import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

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
    for name, text in texts(root, ".py", under=under):
        if migrations or "/migrations/" not in name:
            yield name, parsed(text)


def texts(root: Path, *suffixes: str, under: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(path from the root, text) of every such file."""
    start = len(root.as_posix()) + 1
    for path in files(root, *suffixes, under=under):
        yield path.as_posix()[start:], path.read_text(errors="replace")


@cache
def parsed(text: str) -> ast.Module:
    """A scratch copy repeats nearly every file of this tree: each text is parsed once."""
    return ast.parse(text)


def in_code[Found](
    root: Path, look: Callable[..., Iterable[Found]], *known: Hashable, under: tuple[str, ...] = PACKAGES
) -> Iterator[Found]:
    """What `look(name, tree, *known)` finds in every Python file but the migrations; in each text it looks once."""
    for name, text in texts(root, ".py", under=under):
        if "/migrations/" not in name:
            yield from _in_code(look, name, text, known)


def in_text[Found](
    root: Path, look: Callable[[str, str], Iterable[Found]], *suffixes: str, under: tuple[str, ...] = ()
) -> Iterator[Found]:
    """What `look(name, text)` finds in every such file; in each text it looks once."""
    for name, text in texts(root, *suffixes, under=under):
        yield from _in_text(look, name, text)


@cache
def _in_code(look: Callable[..., Iterable[Any]], name: str, text: str, known: tuple[Hashable, ...]) -> tuple[Any, ...]:
    return tuple(look(name, parsed(text), *known))


@cache
def _in_text(look: Callable[[str, str], Iterable[Any]], name: str, text: str) -> tuple[Any, ...]:
    return tuple(look(name, text))


def room(name: str) -> str:
    """'quotes/actions/pricing.py' → 'actions'; '' for what is not in an app's room."""
    parts = name.removesuffix(".py").split("/")
    return parts[1] if parts[0] in APPS and len(parts) > 1 else ""


def copy(to: Path, *, of: Path = ROOT) -> Path:
    """A scratch copy of the sources, to be broken. What Python compiled of them goes along: it holds by their date."""
    scratch, left = to / "scratch", GATHERED - {"__pycache__"}
    shutil.copytree(of, scratch, ignore=lambda _, names: left & set(names), symlinks=True)
    return scratch


def twin(to: Path, *, of: Path) -> Path:
    """A copy whose files are those of the first, so that they cost nothing: break one by putting another in its place.

    What Python compiled of them goes along.
    """
    scratch = to / "scratch"
    shutil.copytree(of, scratch, copy_function=os.link, symlinks=True)
    return scratch
