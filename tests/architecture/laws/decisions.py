"""Decisions are pages of one shape, numbered without gaps and named by what was decided."""

import re
from pathlib import Path

TEMPLATE = "template.md"
NAME = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
PARTS = ("**Decision.**", "**Why.**", "**Consequences.**")
LONGEST = 60


def decisions(root: Path) -> list[str]:
    pages = sorted(page for page in (root / "dealdesk/decisions").glob("*.md") if page.name != TEMPLATE)
    found = [f"{page.name}: not NNNN-what-was-decided.md" for page in pages if not NAME.fullmatch(page.name)]
    numbers = [int(page.name[:4]) for page in pages if NAME.fullmatch(page.name)]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"numbers have a gap or a double: {numbers}")
    for page in pages:
        text = page.read_text()
        found += [f"{page.name}: has no {part!r}" for part in PARTS if part not in text]
        if not text.startswith(f"# {page.name[:4]} · "):
            found.append(f"{page.name}: does not open with its number and its sentence")
        if len(text.splitlines()) > LONGEST:
            found.append(f"{page.name}: longer than a page ({LONGEST} lines)")
    return found
