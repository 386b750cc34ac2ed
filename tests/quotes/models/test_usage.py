"""Scenarios, readings and bitrates as the database keeps them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction

from quotes.actions.approvals import submit_version
from quotes.actions.usage import choose_usage
from quotes.domain.usage.between import Between
from quotes.migrations.given import published_bitrates
from quotes.models import BitrateRow, QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from stakeholders.models import Deal, User
from tests.factories import usage as used
from tests.quotes.domain.usage.scenarios import scenario


def test_a_scenario_and_its_readings_say_what_was_stored(deal: Deal, ada: User) -> None:
    assert UsageScenario.objects.get(pk=used.saved(deal=deal, by=ada).pk).scenario() == scenario()
    kept = UsageSeries.objects.get(pk=used.uploaded(deal=deal, by=ada).pk)
    told = kept.series()
    assert (told.step, told.points.size, told.peak, told.start.date()) == (5, 288, 9000, date(2026, 10, 1))
    assert (kept.peak, kept.mean, kept.missing) == (9000, Decimal("3020.833"), 0)


@pytest.mark.parametrize("change", [{"name": "x"}, {"told": {}}])
def test_a_scenario_never_changes(deal: Deal, ada: User, change: dict[str, object]) -> None:
    made = used.saved(deal=deal, by=ada)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        UsageScenario.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        UsageScenario.objects.filter(pk=made.pk).delete()


def test_readings_never_change_and_may_be_taken_away_once(deal: Deal, ada: User, bo: User, now: datetime) -> None:
    made = used.uploaded(deal=deal, by=ada)
    rows = UsageSeries.objects.filter(pk=made.pk)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(points=b"")
    rows.update(removed_at=now, removed_by=ada)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(removed_by=bo)


def test_the_use_of_a_submitted_offer_stays(version: QuoteVersion, deal: Deal, ada: User, now: datetime) -> None:
    choose_usage(version=version, scenario=used.saved(deal=deal, by=ada), by=ada, at=now)
    submit_version(version=version, reason="", by=ada, at=now)
    rows = VersionUsage.objects.filter(version=version)
    for change in (rows.delete, lambda: rows.update(series=used.uploaded(deal=deal, by=ada))):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            change()


def test_the_loads_of_a_version_are_its_series_or_its_scenario(
    version: QuoteVersion, deal: Deal, ada: User, now: datetime
) -> None:
    chosen = choose_usage(version=version, scenario=used.saved(deal=deal, by=ada), by=ada, at=now)
    assert (len(chosen.loads(24)), chosen.loads(12)[0].egress.peak) == (24, 15_000)
    chosen.series = used.uploaded(deal=deal, by=ada)
    assert (len(chosen.loads(12)), chosen.loads(12)[0].egress.peak) == (1, 13_500)


def test_a_bitrate_has_two_ends_and_an_origin_and_stands_once(db: None) -> None:
    made = used.bitrate()
    assert made.value().kbps == Between(Decimal(1000), Decimal(2000))
    for wrong in ({"low_kbps": 3000}, {"source": ""}, {"vendor": ""}, {"fps": 0}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            used.bitrate(**wrong)


def test_the_desk_comes_with_the_bitrates_that_vendors_print(db: None) -> None:
    """As the tables come with them, whatever the table holds by now."""
    BitrateRow.objects.all().delete()
    published_bitrates.publish(apps, None)
    told = {row.value().name: row.value() for row in BitrateRow.objects.all()}
    assert len(told) >= 50
    assert told["声网 Agora 直播 1280×720@15"].kbps == Between.exactly(Decimal(2260))
    assert told["经验值 1280×720"].kbps == Between(Decimal(1000), Decimal(2000))
    assert told["经验值 1920×1080"].on_wire
