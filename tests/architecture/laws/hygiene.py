"""Nothing in the tree points at somebody's machine or package registry, and every Python module says what it knows.

A property of `make test` is tried on as many examples as the house says, or fewer: `make soak` goes deep.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import in_code, in_text

# Written in two halves so that this file does not break its own law.
HOSTS = [
    "py" + "pi.org", "python" + "hosted.org", "np" + "mjs", "deb." + "debian.org", "un" + "pkg.com", "js" + "delivr",
    "cdn" + "js.", "index" + "-url",
]  # fmt: skip
PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]+|Users/[A-Za-z]+|mnt)/[\w.]+")
TEXT = (
    ".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".lock", ".po", ".json", ".csv", ".cfg", ".ini", ".sh",
    ".yml", ".yaml", "Makefile", "run", ".gitignore",
)  # fmt: skip
FORGOTTEN = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
EXAMPLES, THE_HOUSES = re.compile(r"max_examples=(\d+)"), 25
# Where the two profiles are told apart.
PROFILES = "tests/conftest.py"


def hygiene(root: Path) -> list[str]:
    return [
        *in_text(root, strays, *TEXT),
        *in_code(root, unexplained),
        *in_text(root, tried_at_length, ".py", under=("tests",)),
    ]


def strays(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        yield from (f"{name}:{number}: names {host}" for host in HOSTS if host in line)
        yield from (f"{name}:{number}: a path of one machine: {at.group(0)}" for at in PATHS.finditer(line))
        yield from (f"{name}:{number}: left for later" for _ in FORGOTTEN.finditer(line))


def tried_at_length(name: str, text: str) -> Iterator[str]:
    if name != PROFILES and not name.startswith("tests/soak/"):
        for said in EXAMPLES.finditer(text):
            if int(said.group(1)) > THE_HOUSES:
                yield f"{name}: tries {said.group(1)} examples, where the house says {THE_HOUSES}"


def unexplained(name: str, tree: ast.Module) -> Iterator[str]:
    """A module with code in it opens with one sentence on what it knows."""
    if tree.body and not ast.get_docstring(tree):
        yield f"{name}: has no docstring"
