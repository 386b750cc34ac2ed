"""The files that are run first, and together, are there."""

from tests.architecture.tree import ROOT
from tests.order import LONG, SHARING


def test_every_long_file_is_there() -> None:
    assert [name for name in LONG if not (ROOT / name).is_file()] == []


def test_what_shares_its_answers_is_run_where_they_are_asked_for() -> None:
    assert {name for pair in SHARING.items() for name in pair} <= set(LONG)
