"""The worker's part of an export: really set, really stored, and never left hanging."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from dealdesk.kernel.refusals import Finding, found
from dealdesk.later import ATTEMPTS
from dealdesk.pdf import Job, Pdf, PressFailure
from dealdesk.pdf.orders import GIVEN_UP
from quotes import tasks
from quotes.actions.proposals import cancel_export, claim_export, request_export
from quotes.actions.quotes import save_terms
from quotes.domain.value.drivers import Alternative
from quotes.models import ProposalExport, ProposalFile, QuoteVersion
from quotes.tasks import render_proposal, wake_exports
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import paper
from tests.factories.value import TODAY, basis, claim, driver
from tests.jobs import gone, jobs


@pytest.fixture
def ordered(version: QuoteVersion, pre: User, now: datetime) -> ProposalExport:
    return request_export(version=version, by=pre, at=now)


@pytest.fixture(autouse=True)
def nothing_waits(db: None) -> None:
    """Tests that commit leave their orders behind: no table of the queue is emptied after them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")


def test_it_stores_the_pages_with_their_hash_and_what_they_say(ordered: ProposalExport, pre: User) -> None:
    render_proposal(export=ordered.pk)
    done = ProposalExport.objects.get()
    kept = ProposalFile.objects.get(export=done)
    pdf = bytes(kept.paper.pdf)
    assert pdf[:5] == b"%PDF-"
    assert (done.state, done.progress, done.size, done.sha256) == (
        "done",
        100,
        len(pdf),
        hashlib.sha256(pdf).hexdigest(),
    )
    assert (done.pages or 0) > 1
    assert (kept.snapshot["number"], done.printed) == (done.version.quote.number, "clean")
    finished = JournalEntry.objects.get(act="finish_export")
    assert (finished.by, finished.facts["sha256"]) == (pre, done.sha256)


def test_what_may_be_told_is_judged_on_the_day_it_is_set_and_kept_with_it(
    version: QuoteVersion, ordered: ProposalExport, pre: User
) -> None:
    deal = version.quote.deal
    # Whatever counts, the value is told where they would pay more to build it.
    basis(deal=deal, by=pre, alternative=Alternative.BUILD, reference=Decimal(900_000))
    fine = driver(deal=deal, by=pre)
    # It was in force when the document was ordered, and is no more.
    driver(deal=deal, by=pre, claim=claim(by=pre, valid_until=TODAY))
    render_proposal(export=ordered.pk)
    kept = ProposalFile.objects.get().snapshot
    assert (kept["claims"], len(kept["worth"]["lines"])) == ([fine.claim_id], 1)


def test_running_it_again_changes_nothing(ordered: ProposalExport) -> None:
    render_proposal(export=ordered.pk)
    before = ProposalExport.objects.values().get()
    render_proposal(export=ordered.pk)
    assert ProposalExport.objects.values().get() == before


def test_an_offer_edited_meanwhile_is_not_printed(
    version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
) -> None:
    save_terms(version=version, edition=version.edition, credit_days=30, by=ada, at=now)
    render_proposal(export=ordered.pk)
    failed = ProposalExport.objects.get()
    why = Finding(message="The offer was changed while its PDF was being made: order the PDF again.")
    assert (failed.state, failed.failure) == ("failed", why)
    assert ProposalFile.objects.count() == 0
    again = request_export(version=version, by=ada, at=now)
    render_proposal(export=again.pk)
    assert ProposalExport.objects.get(pk=again.pk).state == "done"


def test_what_the_fonts_cannot_draw_is_a_sentence(ordered: ProposalExport) -> None:
    Deal.objects.update(name="大班课 \U0002a6a5")
    render_proposal(export=ordered.pk)
    failed = ProposalExport.objects.get()
    assert (failed.state, "\U0002a6a5 (U+2A6A5)" in str(failed.failure)) == ("failed", True)


def test_an_accident_is_tried_again_and_in_the_end_told(ordered: ProposalExport, settings: Settings) -> None:
    settings.SELLER = None
    for attempt in range(1, ATTEMPTS):
        with pytest.raises((TypeError, AttributeError)):
            render_proposal(export=ordered.pk)
        assert ProposalExport.objects.values_list("state", "attempts").get() == ("rendering", attempt)
    render_proposal(export=ordered.pk)
    assert ProposalExport.objects.values_list("state", "failure").get() == ("failed", found(GIVEN_UP))


def test_a_press_that_failed_gets_a_second_try_which_says_why_and_then_it_is_dead(
    ordered: ProposalExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise PressFailure("Laying the document out took too long: shorten it, or split the quote in two.")

    monkeypatch.setattr(tasks, "set_in_type", dies)
    with pytest.raises(PressFailure):
        render_proposal(export=ordered.pk)
    said = Finding(message="Laying the document out took too long: shorten it, or split the quote in two.")
    assert ProposalExport.objects.values_list("state", "failure").get() == ("queued", said)
    render_proposal(export=ordered.pk)
    assert ProposalExport.objects.values_list("state", "failure", "attempts").get() == ("failed", said, 2)
    assert list(ProposalExport.objects.dead()) == [ordered]


def test_what_is_cancelled_while_it_is_set_ends_there(
    ordered: ProposalExport, ada: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(*_: object, progress: Callable[[int, str], None]) -> None:
        progress(20, "layout")
        cancel_export(export=ordered, by=ada, at=now)
        progress(30, "layout")

    monkeypatch.setattr(tasks, "set_in_type", cancelled)
    render_proposal(export=ordered.pk)
    assert ProposalExport.objects.values_list("state", "progress").get() == ("cancelled", 20)


def test_the_same_again_on_the_same_day_is_not_set_twice(
    version: QuoteVersion, pre: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Job] = []

    def set_once(job: Job, **_: object) -> Pdf:
        made.append(job)
        return paper.pdf()

    monkeypatch.setattr(tasks, "set_in_type", set_once)
    for day in (now, now + timedelta(hours=2), now + timedelta(days=1)):
        with time_machine.travel(day):
            render_proposal(export=request_export(version=version, by=pre, at=now).pk)
    assert (len(made), ProposalFile.objects.count()) == (2, 3)


def test_one_that_takes_its_workers_with_it_is_given_up(ordered: ProposalExport) -> None:
    for _ in range(ATTEMPTS):
        claim_export(export=ordered.pk)
    render_proposal(export=ordered.pk)
    assert ProposalExport.objects.values_list("state", "failure").get() == ("failed", found(GIVEN_UP))


def test_ordering_again_wakes_a_forgotten_one_without_piling_up(
    version: QuoteVersion, ordered: ProposalExport, pre: User, now: datetime
) -> None:
    assert jobs() == [("quotes.render_proposal", ordered.pk)]
    assert request_export(version=version, by=pre, at=now) == ordered
    assert jobs() == [("quotes.render_proposal", ordered.pk)]
    gone()
    assert request_export(version=version, by=pre, at=now) == ordered
    assert jobs() == [("quotes.render_proposal", ordered.pk)]


def test_one_whose_job_is_gone_is_asked_for_again(ordered: ProposalExport, now: datetime) -> None:
    gone()
    for seconds, waiting in ((30, []), (90, [("quotes.render_proposal", ordered.pk)])):
        wake_exports(int(now.timestamp()) + seconds)
        assert jobs() == waiting
