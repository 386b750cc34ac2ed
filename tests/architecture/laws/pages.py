"""What a page may not contain: inline script or style, unescaped text, evaluated attributes, other people's hosts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import in_code, in_text

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


def breaches(name: str, text: str, rules: Rules) -> list[str]:
    return [
        f"{name}:{text.count('\n', 0, at.start()) + 1}: {what}: {at.group(0).strip()[:60]}"
        for what, rule in rules.items()
        for at in rule.finditer(text)
    ]


def without_tags(text: str) -> str:
    """What the reader's browser will see of a template, on the same lines."""
    return TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag.group(0)), text)


def pages(root: Path) -> list[str]:
    return [
        *in_text(root, in_a_template, ".html", ".txt", ".svg", under=("templates",)),
        *in_text(root, in_an_asset, ".css", ".js", ".svg", under=("static",)),
        *in_code(root, unescaped),
    ]


def in_a_template(name: str, text: str) -> list[str]:
    on_paper = "documents" in name.split("/")
    markup = MARKUP_RULES | ({} if on_paper else ON_A_SCREEN)
    written = UNESCAPED | {"somebody else's host": ELSEWHERE, "a form without its token": FORM}
    return breaches(name, without_tags(text), markup) + breaches(name, text, written)


def in_an_asset(name: str, text: str) -> list[str]:
    evaluated = {"evaluated text": EVALUATED} if name.endswith(".js") else {}
    return breaches(name, text, {"somebody else's host": ELSEWHERE} | evaluated)


def unescaped(name: str, tree: ast.Module) -> Iterator[str]:
    if not name.startswith(MARKUP):
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in UNESCAPED_IN_PYTHON:
                yield f"{name}:{node.lineno}: {node.id} lets text through unescaped or a request unchecked"
