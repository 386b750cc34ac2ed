from dataclasses import replace
from datetime import datetime

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals import submit_version
from quotes.actions.quotes import discard_draft, next_version
from quotes.actions.usage import (
    MOST_SCENARIOS,
    MOST_SERIES,
    add_bitrate,
    choose_usage,
    keep_series,
    remove_bitrate,
    remove_scenario,
    remove_series,
    revise_scenario,
    save_scenario,
)
from quotes.domain.usage.reading import Issue, Trouble
from quotes.domain.usage.rooms import Room, Topology
from quotes.models import BitrateRow, QuoteVersion, UsageScenario, VersionUsage
from stakeholders.actions.deals import move_deal
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.factories import usage as used
from tests.factories.stakeholders import LOST
from tests.quotes.domain.usage.scenarios import bitrate, scenario, series


def last_act() -> tuple[str, dict[str, object]]:
    entry = JournalEntry.objects.latest("id")
    return entry.act, entry.facts


def test_a_scenario_is_saved_with_its_journal_row(deal: Deal, ada: User, now: datetime) -> None:
    made = save_scenario(deal=deal, name="  大班课  十月 ", told=scenario(), by=ada, at=now)
    assert (made.name, made.revision, made.saved_by) == ("大班课 十月", 1, ada)
    assert last_act() == ("save_scenario", {"name": "大班课 十月"})
    with pytest.raises(Refusal) as refused:
        save_scenario(deal=deal, name=" ", told=scenario(), by=ada, at=now)
    assert refused.value.field == "name"


def test_a_later_save_is_a_revision_and_drafts_go_along(
    deal: Deal, version: QuoteVersion, ada: User, pre: User, now: datetime
) -> None:
    first = used.saved(deal=deal, by=ada)
    choose_usage(version=version, scenario=first, by=ada, at=now)
    second = revise_scenario(scenario=first, name="大班课", told=scenario(rooms=2), by=pre, at=now)
    assert (second.revision, second.scenario().rooms) == (2, 2)
    assert list(UsageScenario.objects.current()) == [second]
    assert VersionUsage.objects.get(version=version).scenario == second
    assert last_act() == ("revise_scenario", {"name": "大班课", "revision": 2})


def test_what_was_submitted_stands_on_the_revision_it_was_submitted_with(
    deal: Deal, version: QuoteVersion, ada: User, now: datetime
) -> None:
    first = used.saved(deal=deal, by=ada)
    choose_usage(version=version, scenario=first, by=ada, at=now)
    submit_version(version=version, reason="", by=ada, at=now)
    revise_scenario(scenario=first, name="大班课", told=scenario(rooms=2), by=ada, at=now)
    assert VersionUsage.objects.get(version=version).scenario == first


def test_of_two_revisions_of_one_the_second_is_stale(deal: Deal, ada: User, now: datetime) -> None:
    first = used.saved(deal=deal, by=ada)
    again = revise_scenario(scenario=first, name="大班课", told=scenario(), by=ada, at=now)
    assert again == first, "nothing changed"
    revise_scenario(scenario=first, name="大班课", told=scenario(rooms=2), by=ada, at=now)
    with pytest.raises(StaleRefusal):
        revise_scenario(scenario=first, name="大班课", told=scenario(rooms=3), by=ada, at=now)


def test_what_a_draft_stands_on_is_not_taken_away(deal: Deal, version: QuoteVersion, ada: User, now: datetime) -> None:
    one, other = used.saved(deal=deal, by=ada), used.saved(deal=deal, by=ada, name="另一种")
    log = used.uploaded(deal=deal, by=ada)
    choose_usage(version=version, scenario=one, series=log, by=ada, at=now)
    with pytest.raises(Refusal):
        remove_scenario(scenario=one, by=ada, at=now)
    with pytest.raises(Refusal):
        remove_series(series=log, by=ada, at=now)
    choose_usage(version=version, scenario=other, by=ada, at=now)
    remove_scenario(scenario=one, by=ada, at=now)
    remove_series(series=log, by=ada, at=now)
    assert list(deal.scenarios.current()) == [other]
    assert list(deal.series.current()) == []
    assert remove_series(series=log, by=ada, at=now).removed_at == now
    for gone in ({"scenario": one}, {"scenario": other, "series": log}):
        log.refresh_from_db()
        one.refresh_from_db()
        with pytest.raises(StaleRefusal):
            choose_usage(version=version, by=ada, at=now, **gone)


def test_a_new_version_begins_with_the_use_of_the_one_before(
    deal: Deal, version: QuoteVersion, ada: User, now: datetime
) -> None:
    chosen = choose_usage(
        version=version,
        scenario=used.saved(deal=deal, by=ada),
        series=used.uploaded(deal=deal, by=ada),
        by=ada,
        at=now,
    )
    submit_version(version=version, reason="", by=ada, at=now)
    draft = next_version(version=version, by=ada, at=now)
    assert (draft.usage.scenario, draft.usage.series) == (chosen.scenario, chosen.series)
    discard_draft(version=draft, by=ada, at=now)
    assert VersionUsage.objects.count() == 1


def test_a_version_that_is_out_is_told_its_use_once(
    deal: Deal, version: QuoteVersion, ada: User, now: datetime
) -> None:
    one, other = used.saved(deal=deal, by=ada), used.saved(deal=deal, by=ada, name="另一种")
    submit_version(version=version, reason="", by=ada, at=now)
    choose_usage(version=version, scenario=one, by=ada, at=now)
    assert last_act()[0] == "choose_usage"
    with pytest.raises(Refusal):
        choose_usage(version=version, scenario=other, by=ada, at=now)


def test_another_deals_use_is_refused(deal: Deal, version: QuoteVersion, ada: User, now: datetime) -> None:
    beside = whom.deal(customer=deal.customer, owner=ada)
    mine, theirs = used.saved(deal=deal, by=ada), used.saved(deal=beside, by=ada)
    for wrong in ({"scenario": theirs}, {"scenario": mine, "series": used.uploaded(deal=beside, by=ada)}):
        with pytest.raises(Refusal):
            choose_usage(version=version, by=ada, at=now, **wrong)


def test_readings_are_kept_with_what_was_odd_in_them(deal: Deal, ada: User, now: datetime) -> None:
    issues = (Issue(trouble=Trouble.GAP, line=7, last=7, count=3, shown="2026-10-01 00:30"),)
    made = keep_series(
        deal=deal,
        name="日志",
        series=series([1000, 2000]),
        issues=issues,
        file_name="a.csv",
        sha256="f" * 64,
        source="客户",
        by=ada,
        at=now,
    )
    assert made.read_issues() == issues
    assert last_act() == ("keep_series", {"name": "日志", "file": "a.csv", "sha256": "f" * 64})


def test_a_list_that_is_full_says_so(deal: Deal, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (MOST_SCENARIOS, MOST_SERIES) == (30, 20)
    monkeypatch.setattr("quotes.actions.usage.MOST_SCENARIOS", 1)
    monkeypatch.setattr("quotes.actions.usage.MOST_SERIES", 1)
    used.saved(deal=deal, by=ada)
    used.uploaded(deal=deal, by=ada)
    for more in (used.saved, used.uploaded):
        with pytest.raises(Refusal, match="at most 1"):
            more(deal=deal, by=ada)


def test_a_deal_that_is_over_is_not_described_any_more(deal: Deal, ada: User, now: datetime) -> None:
    made, log = used.saved(deal=deal, by=ada), used.uploaded(deal=deal, by=ada)
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=now)
    for act in (
        lambda: used.saved(deal=deal, by=ada),
        lambda: used.uploaded(deal=deal, by=ada),
        lambda: revise_scenario(scenario=made, name="x", told=scenario(), by=ada, at=now),
        lambda: remove_scenario(scenario=made, by=ada, at=now),
        lambda: remove_series(series=log, by=ada, at=now),
    ):
        deal.refresh_from_db()
        with pytest.raises(Refusal):
            act()


def test_a_bitrate_is_added_once_and_taken_away(pre: User, now: datetime) -> None:
    told = replace(bitrate(1500, 1700), vendor="实测")
    made = add_bitrate(bitrate=told, by=pre, at=now)
    assert made.value() == told
    with pytest.raises(Refusal) as refused:
        add_bitrate(bitrate=told, by=pre, at=now)
    assert refused.value.field == "since"
    remove_bitrate(bitrate=made, by=pre, at=now)
    assert remove_bitrate(bitrate=made, by=pre, at=now).removed_by == pre
    assert not BitrateRow.objects.current().filter(vendor="实测").exists()
    assert add_bitrate(bitrate=told, by=pre, at=now).pk != made.pk


def test_a_scenario_that_is_gone_is_removed_once(deal: Deal, ada: User, now: datetime) -> None:
    made = used.saved(deal=deal, by=ada)
    remove_scenario(scenario=made, by=ada, at=now)
    assert remove_scenario(scenario=made, by=ada, at=now).removed_at == now
    assert JournalEntry.objects.filter(act="remove_scenario", deal=deal).count() == 1


def test_readings_of_what_a_scenario_has_none_of_are_refused_beside_it(
    deal: Deal, version: QuoteVersion, ada: User, now: datetime
) -> None:
    """Who is alone in a room pulls no stream."""
    empty = scenario(room=Room(topology=Topology.ALL_TO_ALL, hosts=1))
    log, full = used.uploaded(deal=deal, by=ada), used.saved(deal=deal, by=ada)
    nobody = save_scenario(deal=deal, name="空房间", told=empty, by=ada, at=now)
    with pytest.raises(Refusal) as refused:
        choose_usage(version=version, scenario=nobody, series=log, by=ada, at=now)
    assert refused.value.field == "scenario"
    choose_usage(version=version, scenario=full, series=log, by=ada, at=now)
    with pytest.raises(Refusal):
        revise_scenario(scenario=full, name="大班课", told=empty, by=ada, at=now)
    assert revise_scenario(scenario=nobody, name="空", told=scenario(), by=ada, at=now).revision == 2
