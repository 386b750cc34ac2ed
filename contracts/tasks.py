"""What the worker does for this app: checklists are set on paper, long logs replayed, owners told of obligations whose
day comes near, and sign-offs asked for anew where the day changed what they stand on."""

import logging
from datetime import UTC, datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from contracts.actions.checklists import fail_paper, finish_paper, wake_paper
from contracts.actions.obligations import tell_due
from contracts.actions.signoffs import ask_for_the_day
from contracts.actions.sla import keep_replay
from contracts.documents import checklists as documents
from contracts.domain.sla.found import kept_form
from contracts.models import ChecklistPaper, IncidentLog, SlaWording
from contracts.models.sla import long_logs
from contracts.queries.obligations import to_tell
from contracts.queries.signoffs import signed_off_on_data
from dealdesk.kernel.refusals import Refusal
from dealdesk.later import ATTEMPTS, every, task
from dealdesk.pdf.orders import FORGOTTEN, fulfil, noting
from dealdesk.web.refusals import sentence
from quotes.actions.orders import claim_order, note_order
from quotes.domain.proposals import Language

LOGGER = logging.getLogger(__name__)


@task("contracts.set_checklist")
def set_checklist(paper: int) -> None:
    """As its reader may see it now. Running twice is harmless: the second finds nothing to claim, or does not count."""
    orders = ChecklistPaper.objects.select_related("checklist__deal__customer", "asked_by")
    claimed = claim_order(orders=orders, order=paper)
    if claimed is not None:
        fulfil(partial(_set, claimed), partial(_fail, claimed), attempt=claimed.attempts, most=ATTEMPTS)


def _set(paper: ChecklistPaper) -> None:
    deal, language = paper.checklist.deal, Language(paper.language)
    brief = documents.collect(deal, paper.asked_by, at=paper.asked_at, language=language, is_whole=paper.is_whole)
    made = documents.paper(brief, progress=noting(lambda percent: note_order(order=paper, percent=percent)))
    finish_paper(paper=paper, pdf=made, at=timezone.now())


def _fail(paper: ChecklistPaper, refusal: Refusal) -> None:
    fail_paper(paper=paper, failure=refusal, at=timezone.now())


@every(settings.DEALDESK_RESCUE, "contracts.wake_papers")
def wake_papers(timestamp: int) -> None:
    """A job that lost its workers too often is not given back; its paper is asked for again, and told to be given up.
    Running twice is harmless: one more order waits at most."""
    for paper in ChecklistPaper.objects.forgotten(datetime.fromtimestamp(timestamp, UTC) - FORGOTTEN):
        wake_paper(paper=paper)


@task("contracts.replay_log")
def replay_log(log: int) -> None:
    """Under every wording that is not reckoned yet, one after another: how many are kept is how far it is. Running
    twice is harmless."""
    row = IncidentLog.objects.get(pk=log)
    incidents = [one.value() for one in row.incidents.all()]
    for wording in SlaWording.objects.current().exclude(replays__log=row):
        result = kept_form(incidents, wording.words(), wording.scale(), row.whole)
        keep_replay(log=row, wording=wording, result=result, at=timezone.now())


@every("*/10 * * * *", "contracts.replay_logs")
def replay_logs(timestamp: int) -> None:
    """What nobody asked for: a log that became long as wordings came, or whose replay was given up."""
    for log in long_logs():
        replay_log(log=log)


@every("33 * * * *", "contracts.tell_obligations")
def tell_of_obligations(timestamp: int) -> None:
    """Running twice is harmless: each day of an obligation is told once."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for obligation in to_tell(timezone.localdate(at)):
        tell_due(obligation=obligation, at=at)


@every("47 * * * *", "contracts.ask_for_the_day")
def ask_by_the_clock(timestamp: int) -> None:
    """Running twice is harmless: whoever is asked already is not asked again."""
    for deal in signed_off_on_data():
        try:
            ask_for_the_day(deal=deal, at=datetime.fromtimestamp(timestamp, UTC))
        except Refusal as refusal:
            # It was closed at this moment, say; the others are asked all the same.
            LOGGER.warning("deal %s: %s", deal.pk, sentence(refusal))
        except Exception:
            LOGGER.exception("deal %s: nobody was asked", deal.pk)
