"""The worker's part of a long replay: wording by wording, the same as while somebody waits."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client

from contracts.domain.sla import found
from contracts.models import IncidentLog, SlaReplay, SlaWording
from contracts.queries.sla import ReplayScreen, replay_screen
from contracts.tasks import replay_log, replay_logs
from stakeholders.models import User
from tests.factories import sla
from tests.factories.stakeholders import NOW
from tests.jobs import jobs

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(db: None, now: datetime) -> Iterator[None]:
    sla.word_as_it_comes()
    with time_machine.travel(now):
        yield


@pytest.fixture
def long(dov: User, monkeypatch: pytest.MonkeyPatch) -> IncidentLog:
    monkeypatch.setattr(found, "AT_ONCE", 10)
    return sla.log(dov, incidents=sla.reported())


def screen(reader: User) -> ReplayScreen:
    return replay_screen(reader, TODAY, log=None, fee=None, deal=None)


def test_a_long_log_is_asked_for_as_it_is_uploaded_and_waits_until_all_is_reckoned(
    long: IncidentLog, client_of: Callable[[User], Client], ada: User
) -> None:
    assert jobs() == [("contracts.replay_log", long.pk)]
    shown = client_of(ada).get("/sla/").content.decode()
    assert ["已算完 0 / 7 种口径" in shown, "every 1s" in shown] == [True, True]
    waiting = screen(ada)
    assert (waiting.rows, waiting.clocks, waiting.reports) == ((), (), 1)
    replay_log(log=long.pk)
    part = client_of(ada).get("/sla/", headers={"HX-Request": "true"}).content.decode()
    assert ["every 1s" in part, "<main" in part, "响应和恢复" in part] == [False, False, True]


def test_the_worker_finds_what_is_found_while_somebody_waits(
    long: IncidentLog, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay_log(log=long.pk)
    kept = screen(ada)
    monkeypatch.setattr(found, "AT_ONCE", 5_000)
    at_once = screen(ada)
    assert (kept.rows, kept.clocks, kept.seed, kept.incidents) == (
        at_once.rows, at_once.clocks, at_once.seed, at_once.incidents,
    )  # fmt: skip


def test_running_twice_changes_nothing_and_what_nobody_asked_for_is_found_by_the_clock(long: IncidentLog) -> None:
    replay_logs(int(NOW.timestamp()))
    first = set(SlaReplay.objects.values_list("pk", "reckoned_at"))
    replay_log(log=long.pk)
    assert set(SlaReplay.objects.values_list("pk", "reckoned_at")) == first
    assert len(first) == SlaWording.objects.current().count()
