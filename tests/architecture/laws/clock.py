"""Only the edge reads the clock; everything further in is told the time as `at=` or the day as `on=`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.laws.writes import within
from tests.architecture.tree import in_code, room

READS = {
    "timezone": {"now"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
# With a moment in hand these only say it in local time; with nothing they read the clock.
WITH_NOTHING = {"timezone.localtime", "timezone.localdate", "localtime", "localdate"}
OF_THE_DATABASE = {"Now", "CurrentTimestamp"}
AT_THE_EDGE = {"views", "api", "tasks"}
# Wiring that answers a browser, runs the process or fills a database is the edge too.
EDGE = ("dealdesk/home/", "dealdesk/management/", "dealdesk/embedded.py", "dealdesk/api.py")


def reads_it(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        return node.attr in READS.get(owner, set())
    if isinstance(node, ast.Call):
        said = ast.unparse(node.func)
        return said in OF_THE_DATABASE or (said in WITH_NOTHING and not node.args and not node.keywords)
    return isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}


def clock(root: Path) -> list[str]:
    return list(in_code(root, readings))


def readings(name: str, tree: ast.Module) -> Iterator[str]:
    if room(name) not in AT_THE_EDGE and not name.startswith(EDGE):
        for function, node in within(tree):
            if reads_it(node):
                where = f"{name}:{getattr(node, 'lineno', 0)}: {function or 'the module'}"
                yield f"{where} reads the clock: {ast.unparse(node)}"
