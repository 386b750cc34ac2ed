"""Each law is broken in a scratch copy, and notices; in the unbroken copy it finds nothing that is not here too."""

from functools import cache
from pathlib import Path

import pytest

from tests.architecture.breaches import BREACHES, Breach
from tests.architecture.laws.every import LAWS, alone
from tests.architecture.tree import ROOT, copy, twin
from tests.deep import DEPTH

# A law that notices nothing is found by its first breach; the other ways to break it are gone through at length.
TRIED = [*BREACHES] if DEPTH.whole else list({breach.law: breach for breach in reversed(BREACHES)}.values())


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("unbroken"))


@cache
def said_of(law: str, root: Path) -> list[str]:
    return LAWS[law](root)


@pytest.mark.parametrize("law", LAWS)
def test_an_unbroken_copy_keeps_the_law(law: str, unbroken: Path) -> None:
    assert said_of(law, unbroken) == said_of(law, ROOT)


@pytest.mark.parametrize("breach", TRIED, ids=lambda breach: f"{breach.law}: {breach.how}")
def test_the_law_bites(breach: Breach, unbroken: Path, tmp_path: Path) -> None:
    broken = twin(tmp_path, of=unbroken)
    breach.do(broken)
    said = set(alone(breach.law)(broken)) - set(said_of(breach.law, unbroken))
    assert [sentence for sentence in said if breach.said in sentence] != []


def test_every_law_is_broken_in_some_way() -> None:
    assert LAWS.keys() - {breach.law for breach in BREACHES} == set()
