"""How long before an end people hear of it."""

from datetime import date
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.claims import told_ahead
from quotes.domain.forewarnings import MOST_CLAIM_DAYS, MOST_OFFER_DAYS, Forewarning


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"claim_days": 0}, "claim_days"),
        ({"claim_days": MOST_CLAIM_DAYS + 1}, "claim_days"),
        ({"claim_days": 7, "claim_again": 7}, "claim_again"),
        ({"offer_days": 0}, "offer_days"),
        ({"offer_days": MOST_OFFER_DAYS + 1}, "offer_days"),
    ],
)
def test_days_that_nobody_means_are_refused(days: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Forewarning(**days)
    assert refused.value.field == field


def test_until_somebody_has_said_it_nobody_hears_anything() -> None:
    told = Forewarning()
    assert (told.of_claims, told_ahead(date(2026, 12, 1), date(2026, 11, 30), told.of_claims)) == ((), None)


@pytest.mark.parametrize(("left", "ahead"), [(31, None), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)])
def test_the_nearest_day_that_is_reached_is_told(left: int, ahead: int | None) -> None:
    days = Forewarning(claim_days=30, claim_again=7).of_claims
    today = date(2026, 11, 1)
    assert told_ahead(date.fromordinal(today.toordinal() + left), today, days) == ahead
