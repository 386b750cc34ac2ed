"""Each law is broken in a scratch copy, and notices; in the unbroken copy it finds nothing that is not here too."""

from pathlib import Path

import pytest

from tests.architecture.breaches import BREACHES, Breach
from tests.architecture.laws import live
from tests.architecture.laws.every import LAWS, alone, said_of
from tests.architecture.tree import ROOT, copy, twin
from tests.deep import DEPTH

# A law that notices nothing is found by its first breach; the other ways to break it are gone through at length.
TRIED = [*BREACHES] if DEPTH.whole else list({breach.law: breach for breach in reversed(BREACHES)}.values())
# Django is started once on a tree that is broken in all the ways that only then are noticed; at length on one for each.
# The map draws the moves, so that a breach of these would be taken for one of the map.
STARTED = live.LAWS.keys() - {"drawn"}
TOGETHER = [] if DEPTH.whole else [breach for breach in TRIED if breach.law in STARTED]


def named(breach: Breach) -> str:
    return f"{breach.law}: {breach.how}"


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("unbroken"))


@pytest.fixture(scope="module")
def broken(unbroken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = twin(tmp_path_factory.mktemp("broken"), of=unbroken)
    for breach in TOGETHER:
        breach.do(tree)
    return tree


@pytest.mark.parametrize("law", LAWS)
def test_an_unbroken_copy_keeps_the_law(law: str, unbroken: Path) -> None:
    assert said_of(law, unbroken) == said_of(law, ROOT)


def noticed(breach: Breach, said: list[str], unbroken: Path) -> list[str]:
    return [sentence for sentence in set(said) - set(said_of(breach.law, unbroken)) if breach.said in sentence]


@pytest.mark.parametrize("breach", [breach for breach in TRIED if breach not in TOGETHER], ids=named)
def test_the_law_bites(breach: Breach, unbroken: Path, tmp_path: Path) -> None:
    broken = twin(tmp_path, of=unbroken)
    breach.do(broken)
    assert noticed(breach, alone(breach.law)(broken), unbroken) != []


@pytest.mark.parametrize("breach", TOGETHER, ids=named)
def test_the_law_bites_among_others(breach: Breach, unbroken: Path, broken: Path) -> None:
    assert noticed(breach, said_of(breach.law, broken), unbroken) != []


def test_every_law_is_broken_in_some_way() -> None:
    assert LAWS.keys() - {breach.law for breach in BREACHES} == set()
