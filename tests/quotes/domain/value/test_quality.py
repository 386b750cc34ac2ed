from decimal import Decimal

import pytest

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.value.quality import complaints, complaints_avoided, hours_without


def percent(points: str) -> Percent:
    return Percent(Decimal(points))


def test_fewer_complaints_are_tickets_and_users_that_stay() -> None:
    avoided = complaints_avoided(Decimal(3_000_000), percent("0.3"), percent("1.2"))
    found = complaints(avoided, ticket=Decimal(12), leaves=percent("2.32"), margin=Decimal(80))
    assert (found.avoided, found.tickets, found.retention, found.total) == (27_000, 324_000, 50_112, 374_112)


def test_more_complaints_than_theirs_cost_money() -> None:
    worse = complaints_avoided(Decimal(1000), percent("2"), percent("1"))
    assert complaints(worse, ticket=Decimal(12), leaves=percent("0"), margin=Decimal(0)).total == -120
    with pytest.raises(Refusal):
        complaints_avoided(Decimal(-1), percent("1"), percent("2"))


def test_three_nines_leave_nearly_nine_hours_a_year() -> None:
    assert hours_without(percent("99.9")) == Decimal("8.76")
    assert hours_without(percent("99.9"), Decimal(720)) * 60 == Decimal("43.2")
    for availability, hours in (("100.1", 1), ("99", -1)):
        with pytest.raises(Refusal):
            hours_without(percent(availability), Decimal(hours))
