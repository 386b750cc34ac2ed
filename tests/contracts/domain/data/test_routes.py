"""By which route personal information may leave the country."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.data.routes import Abroad, Route, route
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Refusal
from tests.factories.law import law

RULE = law(Rule.CROSS_BORDER)
ORDER = list(Route)


@pytest.mark.parametrize(
    ("people", "sensitive", "asked"),
    [
        (99_999, 0, Route.EXEMPT),
        (100_000, 0, Route.CONTRACT),
        (999_999, 0, Route.CONTRACT),
        (1_000_000, 0, Route.ASSESSMENT),
        (0, 1, Route.CONTRACT),
        (0, 9_999, Route.CONTRACT),
        (0, 10_000, Route.ASSESSMENT),
    ],
)
def test_bounds_belong_to_the_stricter_route(people: int, sensitive: int, asked: Route) -> None:
    assert route(RULE, Abroad(people=people, sensitive=sensitive)) is asked


def test_an_exemption_lifts_what_is_asked_for_people_and_never_for_important_data() -> None:
    assert route(RULE, Abroad(people=2_000_000, exempted=True)) is Route.EXEMPT
    assert route(RULE, Abroad(important_data=True, exempted=True)) is Route.ASSESSMENT


def test_a_critical_operator_is_assessed_for_the_first_person() -> None:
    assert route(RULE, Abroad(critical_operator=True, people=1)) is Route.ASSESSMENT
    assert route(RULE, Abroad(critical_operator=True)) is Route.EXEMPT


ANSWERS = st.builds(
    Abroad, critical_operator=st.booleans(), important_data=st.booleans(), people=st.integers(0, 10**6 + 9),
    sensitive=st.integers(0, 10_009), exempted=st.booleans(),
)  # fmt: skip


@given(ANSWERS, st.integers(0, 10**6), st.integers(0, 10**4))
def test_more_people_never_ask_for_less(abroad: Abroad, people: int, sensitive: int) -> None:
    more = replace(abroad, people=abroad.people + people, sensitive=abroad.sensitive + sensitive)
    assert ORDER.index(route(RULE, more)) >= ORDER.index(route(RULE, abroad))
    assert ORDER.index(route(RULE, replace(abroad, important_data=True))) >= ORDER.index(route(RULE, abroad))


def test_fewer_than_nobody_are_refused() -> None:
    with pytest.raises(Refusal):
        Abroad(people=-1)
