"""The map of the house, drawn from the code: state diagrams from the tables of moves, threads from the files.

`python -m tests.architecture.map` writes it into dealdesk/README.md; a law fails while the page says otherwise.
"""

import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.architecture.tree import APPS, PACKAGES, files

PAGE = "dealdesk/README.md"
ROOMS = ("domain", "models", "actions", "queries", "forms", "documents", "views", "templates", "tests")
BLOCK = re.compile(r"(<!-- drawn: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """One table of moves: where it is written, its states in order, and what may follow each."""

    name: str
    states: tuple[StrEnum, ...]
    moves: Mapping[StrEnum, frozenset[StrEnum]]


def tables() -> Iterator[Table]:
    """Every MOVES or …_MOVES of a domain whose keys are words."""
    for path in files(Path.cwd(), ".py", under=PACKAGES):
        name = path.relative_to(Path.cwd()).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        if ".domain" not in name:
            continue
        module = importlib.import_module(name)
        for known, value in vars(module).items():
            if re.fullmatch(r"(\w+_)?MOVES", known) and value and next(iter(value)).__class__.__module__ == name:
                enumeration: type[StrEnum] = type(next(iter(value)))
                yield Table(f"{name}.{known}", tuple(enumeration), value)


def diagrams() -> str:
    drawn = []
    for table in tables():
        lines = [f"### {type(table.states[0]).__name__}", "", f"`{table.name}`", "", "```mermaid", "stateDiagram-v2"]
        lines.append(f"    [*] --> {table.states[0]}")
        for state in table.states:
            following = [to for to in table.states if to in table.moves.get(state, ())]
            lines += [f"    {state} --> {to}" for to in following] or [f"    {state} --> [*]"]
        drawn.append("\n".join([*lines, "```"]))
    return "\n\n".join(drawn) + "\n"


def words(root: Path, app: str, room: str) -> set[str]:
    """The words that have a file, or a folder of their own, in a room."""
    folder = {"templates": root / "templates" / app, "tests": root / "tests" / app}.get(room, root / app / room)
    if room == "tests":
        return {path.stem.removeprefix("test_") for path in folder.rglob("test_*.py")} if folder.exists() else set()
    inside = [path for path in folder.iterdir() if not path.name.startswith(("_", "."))] if folder.exists() else []
    return {path.stem for path in inside if path.suffix in {".py", ".html"} or (path.is_dir() and room != "templates")}


def threads(root: Path) -> dict[str, list[str]]:
    """The thread words of each app: whatever has a screen."""
    return {app: sorted(words(root, app, "views")) for app in APPS}


def matrix(root: Path) -> str:
    lines = [f"| thread | {' | '.join(ROOMS)} |", f"|---|{'---|' * len(ROOMS)}"]
    for app, names in threads(root).items():
        rooms = {room: words(root, app, room) for room in ROOMS}
        for name in names:
            lines.append(f"| {app} · {name} | {' | '.join('●' if name in rooms[room] else '' for room in ROOMS)} |")
    return "\n".join(lines) + "\n"


def redrawn(root: Path) -> str:
    parts = {"diagrams": diagrams(), "threads": matrix(root)}
    return BLOCK.sub(lambda at: f"{at[1]}\n{parts[at[2]]}\n{at[3]}", (root / PAGE).read_text())


def stale(root: Path) -> Iterator[str]:
    page = (root / PAGE).read_text()
    if {at[2] for at in BLOCK.finditer(page)} != {"diagrams", "threads"}:
        yield f"{PAGE}: a drawn part is missing"
    elif page != redrawn(root):
        yield f"{PAGE}: does not match the code; write it with python -m tests.architecture.map"


if __name__ == "__main__":
    here = Path.cwd()
    sys.path.insert(0, str(here))
    (here / PAGE).write_text(redrawn(here))
