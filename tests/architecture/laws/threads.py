"""A topic is one word: its files carry the same name in every room, and a screen has its template and its test."""

from pathlib import Path

from tests.architecture.map import words
from tests.architecture.tree import APPS

# Words of the ground floor, shared by several threads of their app.
SHARED = {
    "stakeholders": {"journal", "editions"},
    "quotes": {"header"},
    "contracts": {"header"},
}
# Screens that only show what other threads remember, or only answer with a redirect.
NO_TEMPLATE: set[str] = set()


def threads(root: Path) -> list[str]:
    found = []
    for app in APPS:
        known = words(root, app, "models") | words(root, app, "views") | SHARED[app]
        for room in ("actions", "queries", "forms", "views"):
            strays = words(root, app, room) - known
            found += [f"{app}/{room}/{word}: a word that no model and no screen knows" for word in sorted(strays)]
        for word in sorted(words(root, app, "views")):
            if not any(test.startswith(word) for test in words(root, app, "tests")):
                found.append(f"{app}/views/{word}: has no tests/{app}/…/test_{word}….py")
            if word not in words(root, app, "templates") | NO_TEMPLATE:
                found.append(f"{app}/views/{word}: has no templates/{app}/{word}.html")
            if word not in words(root, app, "queries"):
                found.append(f"{app}/views/{word}: reads by no query of its own")
    return found
