from decimal import Decimal

from quotes.domain.usage.pools import Offered, Resource, offered_by
from quotes.domain.usage.scenario import Extra
from tests.quotes.domain.usage.scenarios import percent, scenario


def test_what_runs_beside_the_calls_is_an_offered_load() -> None:
    told = scenario(rooms=100, recorded=Extra(share=percent(20), copies=3), turned=percent(15))
    people = 100 * 10_001
    assert offered_by(told) == (
        Offered(Resource.RECORDER, Decimal(60)),
        Offered(Resource.RELAY, people * Decimal("0.15")),
    )
    assert offered_by(scenario()) == ()
