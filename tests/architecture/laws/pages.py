"""What a page may not contain: inline script or style, unescaped text, evaluated attributes, other people's hosts."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import code, files

MARKUP_RULES = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "an attribute htmx would evaluate": re.compile(r"\b(hx-on|data-hx-on)\b|\bjs:|javascript:", re.IGNORECASE),
}
# Paper is set by WeasyPrint, which reads no policy and measures columns by their style.
ON_A_SCREEN = {
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
}
UNESCAPED = {"unescaped text": re.compile(r"\|\s*(safe|safeseq)\b|autoescape\s+off")}
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
FORM = re.compile(r"<form\b(?=[^>]*\bmethod=\"?post\b)(?:(?!csrf_token|</form>).)*</form>", re.IGNORECASE | re.DOTALL)
# An XML name is not an address that anyone fetches.
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
EVALUATED = re.compile(r"\beval\s*\(|\bnew\s+Function\b|\.(?:outer|inner)HTML\s*\+?=|document\.write")
UNESCAPED_IN_PYTHON = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "xframe_options_exempt"}
# Code that makes markup of its own, from parts it escapes itself.
MARKUP = ("dealdesk/web/charts", "dealdesk/web/templatetags/", "quotes/documents/proposal/pictures.py")


Rules = dict[str, re.Pattern[str]]


def breaches(root: Path, path: Path, text: str, rules: Rules) -> list[str]:
    return [
        f"{path.relative_to(root)}:{text.count('\n', 0, at.start()) + 1}: {what}: {at.group(0).strip()[:60]}"
        for what, rule in rules.items()
        for at in rule.finditer(text)
    ]


def without_tags(text: str) -> str:
    """What the reader's browser will see of a template, on the same lines."""
    return TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag.group(0)), text)


def pages(root: Path) -> list[str]:
    found = []
    for path in files(root, ".html", ".txt", ".svg", under=("templates",)):
        text = path.read_text()
        on_paper = "documents" in path.parts
        found += breaches(root, path, without_tags(text), MARKUP_RULES | ({} if on_paper else ON_A_SCREEN))
        found += breaches(
            root, path, text, UNESCAPED | {"somebody else's host": ELSEWHERE, "a form without its token": FORM}
        )
    for path in files(root, ".css", ".js", ".svg", under=("static",)):
        rules = {"somebody else's host": ELSEWHERE} | ({"evaluated text": EVALUATED} if path.suffix == ".js" else {})
        found += breaches(root, path, path.read_text(), rules)
    return found + unescaped(root)


def unescaped(root: Path) -> list[str]:
    return [
        f"{name}:{node.lineno}: {node.id} lets text through unescaped or a request unchecked"
        for name, tree in code(root)
        if not name.startswith(MARKUP)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in UNESCAPED_IN_PYTHON
    ]
