from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.value.economic import economic_value

D = Decimal


def test_what_ours_is_worth_is_the_alternative_and_the_difference() -> None:
    found = economic_value(D(700_000), [D(374_112), D(130_000)], [D(60_000)])
    assert (found.net_differentiation, found.total) == (444_112, 1_144_112)


def test_a_difference_is_a_size() -> None:
    for told in ((D(-1), [], []), (D(1), [D(-1)], []), (D(1), [], [D(-1)])):
        with pytest.raises(Refusal):
            economic_value(*told)
