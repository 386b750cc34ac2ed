"""Two people at a deal's use in the same moment, in real threads."""

from datetime import datetime

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions import usage as actions
from quotes.actions.approvals import submit_version
from quotes.actions.usage import choose_usage, remove_scenario, remove_series, revise_scenario
from quotes.models import QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from stakeholders.models import Deal, User
from tests.factories import usage as used
from tests.quotes.domain.usage.scenarios import scenario
from tests.threads import at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(deal: Deal, ada: User) -> UsageScenario:
    return used.saved(deal=deal, by=ada)


@pytest.fixture
def log(deal: Deal, ada: User) -> UsageSeries:
    return used.uploaded(deal=deal, by=ada)


def names(results: object) -> list[str]:
    return [type(result).__name__ for result in results]  # type: ignore[attr-defined]


def test_a_draft_never_stands_on_what_is_being_removed(
    version: QuoteVersion, told: UsageScenario, log: UsageSeries, ada: User, pre: User, now: datetime
) -> None:
    def choose(series: UsageSeries | None = None) -> VersionUsage:
        return choose_usage(version=version, scenario=told, series=series, by=pre, at=now)

    of_series = while_open(lambda: remove_series(series=log, by=ada, at=now), lambda: choose(log))
    of_scenario = while_open(lambda: remove_scenario(scenario=told, by=ada, at=now), choose)

    assert names(of_series) == ["UsageSeries", "StaleRefusal"]
    assert names(of_scenario) == ["UsageScenario", "StaleRefusal"]
    assert not VersionUsage.objects.exists()


def test_nor_is_what_is_being_chosen_removed(
    version: QuoteVersion, told: UsageScenario, ada: User, pre: User, now: datetime
) -> None:
    chosen, removed = while_open(
        lambda: choose_usage(version=version, scenario=told, by=pre, at=now),
        lambda: remove_scenario(scenario=told, by=ada, at=now),
    )

    assert (type(removed), chosen.scenario) == (Refusal, told)


def test_a_draft_goes_along_with_a_revision_or_is_told_of_it(
    version: QuoteVersion, told: UsageScenario, ada: User, pre: User, now: datetime
) -> None:
    revised, chosen = while_open(
        lambda: revise_scenario(scenario=told, name="大班课", told=scenario(rooms=2), by=ada, at=now),
        lambda: choose_usage(version=version, scenario=told, by=pre, at=now),
    )
    again = while_open(
        lambda: choose_usage(version=version, scenario=revised, by=pre, at=now),
        lambda: revise_scenario(scenario=revised, name="大班课", told=scenario(rooms=3), by=ada, at=now),
    )

    assert type(chosen) is StaleRefusal
    assert names(again) == ["VersionUsage", "UsageScenario"]
    assert VersionUsage.objects.get(version=version).scenario == again[1]


def test_what_is_submitted_meanwhile_keeps_the_revision_it_was_submitted_with(
    version: QuoteVersion, told: UsageScenario, ada: User, pre: User, now: datetime
) -> None:
    choose_usage(version=version, scenario=told, by=ada, at=now)

    _, revised = while_open(
        lambda: submit_version(version=version, reason="", by=ada, at=now),
        lambda: revise_scenario(scenario=told, name="大班课", told=scenario(rooms=2), by=pre, at=now),
    )

    assert (type(revised), revised.revision) == (UsageScenario, 2)
    assert VersionUsage.objects.get(version=version).scenario == told


def test_the_last_free_place_of_a_list_is_taken_once(
    deal: Deal, ada: User, pre: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_SCENARIOS", 1)

    results = at_once(*(lambda by=by: used.saved(deal=deal, by=by) for by in (ada, pre)))  # type: ignore[misc]

    assert sorted(names(results)) == ["Refusal", "UsageScenario"]
    assert deal.scenarios.count() == 1
