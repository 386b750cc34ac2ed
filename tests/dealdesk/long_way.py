"""Sets orders for paper without shortcuts and then with them, in one process: `python -m tests.dealdesk.long_way`."""

import hashlib
import json
import subprocess
import sys
from typing import Any

from dealdesk.pdf import Job
from dealdesk.pdf.client import HOME, _environment


def both_ways(*jobs: Job) -> list[tuple[str, str]]:
    """The digests of the files as WeasyPrint makes them, and as the press does."""
    orders = json.dumps([job.order() for job in jobs]).encode()
    command = [sys.executable, "-m", "tests.dealdesk.long_way"]
    made = subprocess.run(command, input=orders, cwd=HOME, env=_environment(), stdout=subprocess.PIPE, check=True)
    return [tuple(pair) for pair in json.loads(made.stdout)]


def main() -> None:
    from dealdesk.pdf import shortcuts, typesetting

    orders = json.load(sys.stdin)
    long_way = [_made(order) for order in orders]
    # Parsed anew: a sheet notes what its rules ask for while it is read.
    typesetting.sheet.cache_clear()
    typesetting.browser_sheet.cache_clear()
    shortcuts.take()
    assert not any(shortcut.is_known() for shortcut in shortcuts.SHORTCUTS), "not every shortcut was taken"
    json.dump(list(zip(long_way, map(_made, orders), strict=True)), sys.stdout)


def _made(order: dict[str, Any]) -> str:
    from dealdesk.pdf.typesetting import typeset

    return hashlib.sha256(typeset(order, lambda percent, stage: None).content).hexdigest()


if __name__ == "__main__":
    main()
