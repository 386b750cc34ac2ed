"""What the worker does for this app: claim a row, call a document, call an action."""

import logging

from django.utils import timezone
from django.utils.translation import override

from dealdesk.kernel.refusals import Refusal
from dealdesk.later import ATTEMPTS, task
from dealdesk.pdf import PressFailure
from dealdesk.web.refusals import sentence
from quotes.actions import proposals as actions
from quotes.documents import proposal as document
from quotes.domain.proposals import Language
from quotes.models import ProposalExport

LOGGER = logging.getLogger(__name__)
GIVEN_UP = Refusal("The PDF could not be made. Order it again; if it fails again, tell your administrator.")


@task("quotes.render_proposal")
def render_proposal(export: int) -> None:
    """Renders one export. Running twice is harmless: the second finds nothing to claim, or its bytes do not count."""
    claimed = actions.claim_export(export=export)
    if claimed is None:
        return
    if claimed.attempts > ATTEMPTS:
        # It took its workers with it every time, so that none of them could say so.
        _fail(claimed, GIVEN_UP)
        return
    try:
        _render(claimed)
    except PressFailure as failure:
        if claimed.attempts < ATTEMPTS:
            raise
        _fail(claimed, failure)
    except Refusal as refusal:
        _fail(claimed, refusal)
    except Exception:
        if claimed.attempts < ATTEMPTS:
            raise
        LOGGER.exception("export %s was given up", claimed.pk)
        _fail(claimed, GIVEN_UP)


def _render(export: ProposalExport) -> None:
    proposal = document.collect(
        export.version,
        at=export.requested_at,
        is_draft=export.is_draft,
        is_expired=export.is_expired,
        language=Language(export.language),
    )
    pdf = document.render(
        proposal, progress=lambda percent, stage: actions.note_progress(export=export, percent=percent)
    )
    actions.finish_export(
        export=export,
        pdf=pdf.content,
        sha256=pdf.sha256,
        pages=pdf.pages,
        snapshot=document.snapshot(proposal),
        at=timezone.now(),
    )


def _fail(export: ProposalExport, refusal: Refusal) -> None:
    """The sentence is stored as it is read: in the language of the house."""
    with override("zh-hans"):
        actions.fail_export(export=export, failure=sentence(refusal), at=timezone.now())
