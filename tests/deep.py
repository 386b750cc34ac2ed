"""How far a proof goes: `make test` asks a share of it, the same each time, and `make soak` (`--deep`) all of it."""

import pytest


class Depth:
    """Known before the tests are collected, because it decides which there are."""

    whole = False

    def share[T](self, everything: list[T], most: int) -> list[T]:
        """All of it, or so many, evenly spread from the first to the last."""
        if self.whole or len(everything) <= most:
            return everything
        return [everything[place * len(everything) // most] for place in range(most)]


DEPTH = Depth()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="prove at length what is otherwise proved by a share")


def pytest_configure(config: pytest.Config) -> None:
    DEPTH.whole = config.getoption("--deep")
