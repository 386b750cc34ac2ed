"""The worker's part of a checklist on paper: really set, as its reader may see it, and never left hanging."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from contracts.actions.checklists import finish_paper, order_paper
from contracts.models import ChecklistPaper
from contracts.tasks import set_checklist, wake_papers
from dealdesk.kernel.refusals import found
from dealdesk.later import ATTEMPTS
from dealdesk.pdf.orders import GIVEN_UP
from quotes.actions.funding import add_funding_rate
from quotes.actions.orders import claim_order
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories import checklists, clauses
from tests.factories.paper import pdf
from tests.factories.stakeholders import NOW
from tests.jobs import gone, jobs


@pytest.fixture
def ordered(version: QuoteVersion, ada: User, fay: User, lin: User) -> ChecklistPaper:
    """By legal, who may not see what money costs us, of a contract in which it counts."""
    clauses.write_as_it_comes()
    add_funding_rate(points=Decimal("6.37"), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
    made = checklists.checklist(checklists.agreed(version, ada), ada)
    checklists.noted(checklists.item(made, "credit_days"), fay, theirs="90 日", figure=Decimal(90))
    return order_paper(deal=made.deal, language=Language.ENGLISH, by=lin, at=NOW)


def test_it_stores_the_pages_as_its_reader_may_see_them(ordered: ChecklistPaper) -> None:
    set_checklist(paper=ordered.pk)
    ordered.refresh_from_db()
    assert ordered.pdf is not None
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(bytes(ordered.pdf))).pages)
    assert ["not legal advice" in text, "6.37" in text, "6.37" in str(bytes(ordered.pdf))] == [True, False, False]
    assert (ordered.progress, (ordered.pages or 0) > 1, ordered.failure) == (100, True, None)
    assert JournalEntry.objects.get(act="finish_checklist").facts["sha256"] == ordered.sha256
    set_checklist(paper=ordered.pk)
    ordered.refresh_from_db()
    assert (ordered.attempts, JournalEntry.objects.filter(act="finish_checklist").count()) == (1, 1)


def test_one_that_took_its_workers_with_it_every_time_is_given_up(ordered: ChecklistPaper) -> None:
    ChecklistPaper.objects.filter(pk=ordered.pk).update(attempts=ATTEMPTS)
    set_checklist(paper=ordered.pk)
    ordered.refresh_from_db()
    assert (ordered.failure, ordered.pdf) == (found(GIVEN_UP), None)
    assert JournalEntry.objects.get(act="fail_checklist").by == ordered.asked_by


def test_one_whose_job_is_gone_is_asked_for_again(ordered: ChecklistPaper) -> None:
    for seconds, waiting in ((30, []), (90, [("contracts.set_checklist", ordered.pk)])):
        gone()
        wake_papers(int(NOW.timestamp()) + seconds)
        assert jobs() == waiting


def test_a_worker_that_hung_over_a_former_order_writes_nothing_of_it_into_the_next(ordered: ChecklistPaper) -> None:
    papers = ChecklistPaper.objects.all()
    hung, other = (claim_order(orders=papers, order=ordered.pk) for _ in range(2))
    assert hung
    assert other
    assert finish_paper(paper=other, pdf=pdf(), at=NOW)
    again = order_paper(deal=ordered.checklist.deal, language=Language.ENGLISH, by=ordered.asked_by, at=NOW)
    mine = claim_order(orders=papers, order=again.pk)
    assert mine
    assert not finish_paper(paper=hung, pdf=pdf(), at=NOW)
    assert finish_paper(paper=mine, pdf=pdf(), at=NOW)
