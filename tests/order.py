"""What is run when: long files first, so that the workers end together, and by one worker what shares its answers."""

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

# By the time they take, the longest first; the rest are short, and come as they are found.
LONG = (
    "tests/security/test_bad_input.py",
    "tests/journeys/test_every_screen.py",
    "tests/security/test_routes.py",
    "tests/security/test_headers.py",
    "tests/security/test_canary.py",
    "tests/architecture/test_laws.py",
    "tests/architecture/test_laws_bite.py",
    "tests/dealdesk/test_up.py",
    "tests/quotes/documents/test_proposal.py",
    "tests/journeys/test_sheet.py",
    "tests/journeys/test_keyboard.py",
    "tests/dealdesk/test_later.py",
    "tests/dealdesk/test_embedded.py",
    "tests/quotes/views/test_negotiation.py",
    "tests/architecture/test_lists.py",
    "tests/acceptance/test_cases.py",
    "tests/dealdesk/test_pdf.py",
)
PLACES = {name: place for place, name in enumerate(LONG)}
# Everybody asks for every address once in a process: these read it from the same answers.
ASKED = "tests/security/test_routes.py"
SHARING = {
    "tests/security/test_headers.py": ASKED,
    "tests/security/test_canary.py": ASKED,
    # What each law says of this tree.
    "tests/architecture/test_laws.py": "tests/architecture/test_laws_bite.py",
}


class InOrder(LoadFileScheduling):
    """Hands out files as they are listed, and some of them together."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return SHARING.get(file, file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InOrder | None:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return InOrder(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: PLACES.get(item.nodeid.partition("::")[0], len(LONG)))
