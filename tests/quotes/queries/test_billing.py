"""The use that the forms of billing are priced from is the one that our cost is reckoned from."""

from decimal import Decimal
from typing import Any

import pytest

from quotes.domain.billing.compared import over_term
from quotes.models import Policy, PriceBookVersion, QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from quotes.models.costs import needs_of
from quotes.queries.billing import demand_of
from quotes.queries.billing.uses import Use
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories import usage
from tests.factories.stakeholders import NOW
from tests.quotes.domain.billing.curves import april
from tests.quotes.domain.usage.scenarios import percent

GROWING: dict[str, Any] = {"growth": percent(10), "term_months": 6}


@pytest.fixture
def version(deal: Deal, policy: Policy, price_book: PriceBookVersion, ada: User) -> QuoteVersion:
    return offered.draft(deal=deal, price_book=price_book, by=ada)


@pytest.fixture
def scenario(deal: Deal, ada: User) -> UsageScenario:
    return usage.saved(deal=deal, by=ada, **GROWING)


def billed(version: QuoteVersion, key: str) -> Decimal:
    """Minutes over twelve months, as a form of billing counts them."""
    use = Use(key=key, label="", source="", is_measured=key.startswith("series"))
    demand = demand_of(version.quote.deal, use, {}, version=version, term_months=12)
    return sum((month.minutes for month in over_term(demand.months, 12, demand.growth)), Decimal(0))


def costed(version: QuoteVersion, scenario: UsageScenario, series: UsageSeries | None = None) -> Decimal:
    """Minutes over twelve months, as our cost follows from them."""
    stands = VersionUsage(version=version, scenario=scenario, series=series)
    return sum((need.minutes for need in needs_of(stands, 12)), Decimal(0))


def test_a_scenario_grows_beyond_its_own_term(version: QuoteVersion, scenario: UsageScenario) -> None:
    """But for the thousandths that points are kept in."""
    assert round(billed(version, f"scenario-{scenario.pk}") / costed(version, scenario), 6) == 1


def test_a_series_goes_on_with_the_growth_of_the_scenario_beside_it(
    version: QuoteVersion, scenario: UsageScenario, ada: User
) -> None:
    series = usage.uploaded(deal=version.quote.deal, by=ada, told=april([1000, 200]))

    found = billed(version, f"series-{series.pk}")

    assert found == costed(version, scenario, series)
    assert found == 30 * 5 * (1000 + 200 * 287) * (Decimal("1.1") ** 12 - 1) / Decimal("0.1")


def test_the_versions_own_scenario_goes_before_the_latest(
    version: QuoteVersion, scenario: UsageScenario, ada: User
) -> None:
    series = usage.uploaded(deal=version.quote.deal, by=ada, told=april([1000]))
    VersionUsage.objects.create(version=version, scenario=scenario, series=series, chosen_at=NOW, chosen_by=ada)
    usage.saved(deal=version.quote.deal, by=ada, name="不增长")

    assert billed(version, f"series-{series.pk}") == costed(version, scenario, series)


def test_without_a_scenario_what_was_measured_goes_on_as_it_was(version: QuoteVersion, ada: User) -> None:
    series = usage.uploaded(deal=version.quote.deal, by=ada, told=april([1000]))

    assert billed(version, f"series-{series.pk}") == 1000 * 30 * 1440 * 12
