"""A module fits a sitting and a function fits a screen; a longer one has its reason on a decision page.

So does a style sheet: what every page carries, and what the pages of one thread carry on top.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import PACKAGES, in_code, in_text

MODULE, FUNCTION = 400, 40
# Bytes of the sheets that the frame links together, and of any other one.
FRAME, SHEET = 40 * 1024, 10 * 1024
LINKED = re.compile(r"{% static '(css/[^']+)' %}")
# A decision page excuses one by a line of its own: - longer: `quotes/actions/quotes.py::create_quote` because …
EXCUSE = re.compile(r"^- longer: `([^`]+)` because \S", re.MULTILINE)


def excused(root: Path) -> set[str]:
    pages = (root / "dealdesk/decisions").glob("*.md")
    return {name for page in pages for name in EXCUSE.findall(page.read_text())}


def too_long(root: Path) -> dict[str, str]:
    """What is too long → the sentence that says by how much."""
    places = (*PACKAGES, "tests")
    return dict([*in_text(root, long_modules, ".py", under=places), *in_code(root, long_functions, under=places)])


def long_modules(name: str, text: str) -> Iterator[tuple[str, str]]:
    lines = len(text.splitlines())
    if lines > MODULE and "/migrations/" not in name:
        yield name, f"{name}: {lines} lines, a module has at most {MODULE}"


def long_functions(name: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                yield (
                    f"{name}::{node.name}",
                    f"{name}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION}",
                )


def heavy_sheets(root: Path) -> Iterator[str]:
    """A page of a thread loads the frame's sheets and one or two of its own."""
    weights = {
        path.relative_to(root / "static").as_posix(): path.stat().st_size
        for path in (root / "static/css").glob("*.css")
    }
    frame = set(LINKED.findall((root / "templates/base.html").read_text()))
    carried = sum(weights[name] for name in frame)
    if carried > FRAME:
        yield f"static/css: every page carries {carried} bytes of style, at most {FRAME}"
    for name in sorted(weights.keys() - frame):
        if weights[name] > SHEET:
            yield f"static/{name}: {weights[name]} bytes of style, at most {SHEET}"


def sizes(root: Path) -> list[str]:
    long, reasons = too_long(root), excused(root)
    stale = [f"{name} is short enough now: strike its excuse" for name in sorted(reasons - long.keys())]
    return [said for name, said in long.items() if name not in reasons] + stale + [*heavy_sheets(root)]
