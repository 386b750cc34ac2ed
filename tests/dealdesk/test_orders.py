"""What becomes of an order for paper, whoever made it and whatever it is an order of."""

from collections.abc import Callable

import pytest

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import PressFailure
from dealdesk.pdf.orders import GIVEN_UP, PRESS_ATTEMPTS, fulfil, noting

MOST = 5
MISTAKE = Refusal("The offer was changed while its PDF was being made: order the PDF again.")
SLOW = PressFailure("Laying the document out took too long: shorten it, or split the quote in two.")


def failing(with_: Exception | None) -> Callable[[], None]:
    def make() -> None:
        if with_ is not None:
            raise with_

    return make


@pytest.mark.parametrize(
    ("accident", "attempt", "told"),
    [
        (None, 1, []),
        (None, MOST + 1, [GIVEN_UP]),
        (MISTAKE, 1, [MISTAKE]),
        (SLOW, PRESS_ATTEMPTS, [SLOW]),
        (OSError(), MOST, [GIVEN_UP]),
    ],
)
def test_it_is_made_or_given_up_in_words(accident: Exception | None, attempt: int, told: list[Refusal]) -> None:
    said: list[Refusal] = []
    fulfil(failing(accident), said.append, attempt=attempt, most=MOST)
    assert said == told


@pytest.mark.parametrize(
    ("accident", "attempt", "noted"), [(SLOW, PRESS_ATTEMPTS - 1, [SLOW]), (OSError(), MOST - 1, [])]
)
def test_what_may_go_better_another_time_is_left_to_the_task_engine(
    accident: Exception, attempt: int, noted: list[Refusal]
) -> None:
    said: list[Refusal] = []
    why: list[Refusal] = []
    with pytest.raises(type(accident)):
        fulfil(failing(accident), said.append, attempt=attempt, most=MOST, again=why.append)
    assert (said, why) == ([], noted)


def test_what_nobody_wants_any_more_ends_without_a_word() -> None:
    said: list[Refusal] = []
    steps: list[int] = []

    def wanted(percent: int) -> bool:
        steps.append(percent)
        return percent < 50

    def make() -> None:
        told = noting(wanted)
        for percent in (20, 50, 80):
            told(percent, "layout")

    fulfil(make, said.append, attempt=1, most=MOST)
    assert (said, steps) == ([], [20, 50])
