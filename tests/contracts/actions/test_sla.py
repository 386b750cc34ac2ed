"""Logs that are kept as they were read, and wordings that come and go but never change."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal as D

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.sla import MOST_WORDINGS, add_wording, keep_incidents, retire_wording
from contracts.domain.sla.clocks import Clock, Clocks, Hours, Severity
from contracts.domain.sla.credits import CutFee, Leave, flat
from contracts.domain.sla.wordings import Method, Wording
from contracts.models import Incident, IncidentLog, SlaWording
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.models import User
from tests.factories import sla
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
WORDS, SCALE = (
    Wording(method=Method.MEAN_ERROR, floor=D(250)),
    replace(flat(Percent(D("99.95")), Percent(D(10))), cut=CutFee.DAYS),
)


LEAVE = Leave(times=2, months=3, below=Percent(D("99.5")))
CLOCKS = Clocks(
    minutes={(Severity.URGENT, Clock.RESPONSE): 15, (Severity.NORMAL, Clock.RESOLUTION): 1080},
    in_hours=frozenset({Severity.NORMAL}),
    hours=Hours(opens=time(9), closes=time(18)),
    pauses=True,
)


def worded(by: User, name: str = "客户合同") -> SlaWording:
    return add_wording(
        name=name, words=WORDS, scale=SCALE, claim="30 天内", claim_days=30, leave=LEAVE, clocks=CLOCKS,
        source="客户合同 7.2", by=by, at=NOW,
    )  # fmt: skip


def test_a_log_reads_back_as_it_was_told(dov: User) -> None:
    for told in (sla.three(), sla.reported()):
        log = sla.log(dov, incidents=told)
        assert [row.value() for row in log.incidents.all()] == told


def test_a_log_covers_days_in_order_and_no_more_than_two_years(dov: User) -> None:
    for last in (sla.FIRST - timedelta(days=1), sla.FIRST + timedelta(days=731)):
        with pytest.raises(Refusal):
            keep_incidents(
                name="近况", covers_from=sla.FIRST, covers_to=last, incidents=[], file_name="", sha256="",
                source="值班", by=dov, at=NOW,
            )  # fmt: skip
    assert IncidentLog.objects.count() == 0


def test_a_wording_reads_back_as_it_was_told(lin: User) -> None:
    made = SlaWording.objects.get(pk=worded(lin).pk)
    assert (made.words(), made.scale(), made.leave(), made.clocks()) == (WORDS, SCALE, LEAVE, CLOCKS)
    assert made.claim_days == 30


def test_a_wording_is_retired_once(lin: User) -> None:
    made = worded(lin)
    retire_wording(wording=made, by=lin, at=NOW)
    assert made not in SlaWording.objects.current()
    with pytest.raises(StaleRefusal):
        retire_wording(wording=made, by=lin, at=NOW)


def test_a_table_that_nobody_could_read_is_not_filled(lin: User) -> None:
    for number in range(MOST_WORDINGS - SlaWording.objects.current().count()):
        worded(lin, f"合同 {number}")
    with pytest.raises(Refusal, match="retire one"):
        worded(lin)


def test_the_database_keeps_logs_and_wordings_as_they_were(dov: User) -> None:
    made, log = worded(dov), sla.log(dov)
    changes = (
        lambda: SlaWording.objects.filter(pk=made.pk).update(commitment=D(90)),
        lambda: SlaWording.objects.filter(pk=made.pk).delete(),
        lambda: IncidentLog.objects.filter(pk=log.pk).update(name="别的"),
        lambda: Incident.objects.filter(log=log).delete(),
    )
    for change in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
