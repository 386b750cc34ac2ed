"""What a page may not contain: inline script or style, unescaped text, evaluated attributes, other people's hosts."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import code, files

IN_A_TEMPLATE = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*(safe|safeseq)\b|autoescape\s+off"),
    "an attribute htmx would evaluate": re.compile(r"\b(hx-on|data-hx-on)\b|\bjs:|javascript:", re.IGNORECASE),
    "a form without its token": re.compile(
        r"<form\b[^>]*method=\"?post\"?[^>]*>(?!\s*\{%\s*csrf_token)", re.IGNORECASE
    ),
}
# An XML name is not an address that anyone fetches.
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
EVALUATED = re.compile(r"\beval\s*\(|\bnew\s+Function\b|\.(?:outer|inner)HTML\s*\+?=|document\.write")
UNESCAPED_IN_PYTHON = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "xframe_options_exempt"}
# Code that makes markup of its own, from parts it escapes itself.
MARKUP = ("dealdesk/web/charts", "dealdesk/web/templatetags/dealdesk.py")


def said(root: Path, path: Path, at: re.Match[str], what: str) -> str:
    text = path.read_text()
    return f"{path.relative_to(root)}:{text.count('\n', 0, at.start()) + 1}: {what}: {at.group(0).strip()}"


def pages(root: Path) -> list[str]:
    found = []
    for path in files(root, ".html", ".txt", ".svg", under=("templates",)):
        rules = IN_A_TEMPLATE | {"somebody else's host": ELSEWHERE}
        found += [said(root, path, at, what) for what, rule in rules.items() for at in rule.finditer(path.read_text())]
    for path in files(root, ".css", ".js", ".svg", under=("static",)):
        rules = {"somebody else's host": ELSEWHERE} | ({"evaluated text": EVALUATED} if path.suffix == ".js" else {})
        found += [said(root, path, at, what) for what, rule in rules.items() for at in rule.finditer(path.read_text())]
    return found + unescaped(root)


def unescaped(root: Path) -> list[str]:
    return [
        f"{name}:{node.lineno}: {node.id} lets text through unescaped or a request unchecked"
        for name, tree in code(root)
        if not name.startswith(MARKUP)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in UNESCAPED_IN_PYTHON
    ]
