"""Which line a version stands on, and what takes its place."""

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.branches import Place, ancestors, next_letters, overtakes

V1, V2 = Place(pk=1, number=1), Place(pk=2, number=2, based_on=1)
A3, B4 = Place(pk=3, number=3, branch="A", based_on=2), Place(pk=4, number=4, branch="B", based_on=2)
A5 = Place(pk=5, number=5, branch="A", based_on=3)
FAMILY = {place.pk: place for place in (V1, V2, A3, B4, A5)}


def test_a_version_grew_out_of_its_base_and_everything_before_it() -> None:
    assert ancestors(A5, FAMILY) == {3, 2, 1}
    assert ancestors(V1, FAMILY) == frozenset()


@pytest.mark.parametrize(
    ("newer", "older", "does"),
    [(V2, V1, True), (A5, A3, True), (A3, V2, True), (A5, B4, False), (B4, A3, False), (A3, A5, False)],
)
def test_what_is_later_on_its_line_overtakes_and_alternatives_do_not(newer: Place, older: Place, does: bool) -> None:
    assert overtakes(newer, older, FAMILY) is does


def test_two_alternatives_begin_at_once_and_one_more_when_asked_again() -> None:
    assert next_letters(V2, [V1, V2]) == ("A", "B")
    assert next_letters(V2, FAMILY.values()) == ("C",)
    assert next_letters(A3, FAMILY.values()) == ("C", "D")


def test_the_alphabet_ends() -> None:
    used = [Place(pk=9 + i, number=9 + i, branch=letter) for i, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXY")]
    with pytest.raises(Refusal, match="every letter"):
        next_letters(V1, [V1, *used])
