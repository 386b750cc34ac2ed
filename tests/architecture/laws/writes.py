"""Only actions write, and how an action is written: keyword-only, told the time, one transaction, in the journal."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import APPS, in_code, room

WRITES = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "get_or_create",
    "aget_or_create", "update_or_create", "aupdate_or_create", "delete", "adelete", "aupdate", "select_for_update",
}  # fmt: skip
SQL = {"execute", "executemany", "executescript", "raw", "extra", "copy"}
OF_A_RELATION = {"add", "aadd", "remove", "aremove", "set", "aset", "clear", "aclear"}

# Who else may, and why. A management command's own data and a migration are not the application.
ELSEWHERE = {
    "dealdesk/home/health.py::readyz": "asks the database whether it answers",
    "dealdesk/pdf/stamping.py::stamped": "puts a PDF into memory",
    "dealdesk/pdf/pictures.py::picture": "puts a picture into memory",
    "dealdesk/letters/writing.py::write": "saves a document into bytes, and no row",
    "stakeholders/models/people.py::create_user": "Django's own name for it; called by an action and the factories",
}
TOOLS = ("dealdesk/management/", "dealdesk/embedded.py")


def within(node: ast.AST, function: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every node below, with the name of the outermost function that holds it."""
    for child in ast.iter_child_nodes(node):
        inside = function or (child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else "")
        yield inside, child
        yield from within(child, inside)


def relations(root: Path) -> frozenset[str]:
    """The names of many-to-many columns and the reverse names of every relation."""
    return frozenset(in_code(root, named_relations, under=APPS)) - {"+"}


def named_relations(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "related_name" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("models.ManyToManyField("):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def is_write(call: ast.Call, related: frozenset[str]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, call.func.value
    if name == "update":  # a queryset's takes keywords, a dictionary's or a hash's does not
        return not call.args and bool(call.keywords)
    if name in OF_A_RELATION:
        return isinstance(receiver, ast.Attribute) and receiver.attr in related
    if name in SQL:
        return bool(call.args) or name in {"raw", "extra"}
    return name in WRITES


def writes(root: Path) -> list[str]:
    return list(in_code(root, written_elsewhere, relations(root)))


def written_elsewhere(name: str, tree: ast.Module, related: frozenset[str]) -> Iterator[str]:
    if room(name) != "actions" and not name.startswith(TOOLS):
        for function, node in within(tree):
            if isinstance(node, ast.Call) and is_write(node, related) and f"{name}::{function}" not in ELSEWHERE:
                yield f"{name}:{node.lineno}: {ast.unparse(node.func)}() writes, and this is not an action"
