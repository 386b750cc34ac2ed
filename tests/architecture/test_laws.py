"""This tree keeps every law of the house."""

import pytest

from tests.architecture.laws.every import LAWS, said_of
from tests.architecture.tree import ROOT


@pytest.mark.parametrize("law", LAWS)
def test_the_law_is_kept(law: str) -> None:
    assert said_of(law, ROOT) == []


def test_every_law_is_on_the_map() -> None:
    page = (ROOT / "dealdesk/README.md").read_text()
    assert [law for law in LAWS if f"`{law}`" not in page] == []
