import pytest

from dealdesk.kernel.moves import IllegalMove, check_move
from dealdesk.kernel.words import Word


class Light(Word):
    RED = "red"
    GREEN = "green"
    OFF = "off"


TABLE = {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset({Light.RED, Light.OFF})}


def test_a_step_of_the_table_passes() -> None:
    check_move(TABLE, Light.RED, Light.GREEN)
    check_move(TABLE, Light.GREEN, Light.OFF)


def test_any_other_step_is_refused_in_a_sentence() -> None:
    with pytest.raises(IllegalMove) as refused:
        check_move(TABLE, Light.RED, Light.OFF)
    assert str(refused.value) == "Red does not lead to Off."


def test_a_final_state_says_so() -> None:
    with pytest.raises(IllegalMove) as refused:
        check_move(TABLE, Light.OFF, Light.RED)
    assert str(refused.value) == "Off is final: nothing comes after it."
