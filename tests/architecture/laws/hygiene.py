"""Nothing in the tree points at somebody's machine or package registry, and every Python module says what it knows."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import code, files

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


def hygiene(root: Path) -> list[str]:
    found = []
    for path in files(root, *TEXT):
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            found += [f"{name}:{number}: names {host}" for host in HOSTS if host in line]
            found += [f"{name}:{number}: a path of one machine: {at.group(0)}" for at in PATHS.finditer(line)]
            found += [f"{name}:{number}: left for later" for _ in FORGOTTEN.finditer(line)]
    return found + unexplained(root)


def unexplained(root: Path) -> list[str]:
    """A module with code in it opens with one sentence on what it knows."""
    return [f"{name}: has no docstring" for name, tree in code(root) if tree.body and not ast.get_docstring(tree)]
