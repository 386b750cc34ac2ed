"""What the worker does for this app: claim a row, call a document, call an action."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django import app

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from quotes.actions import proposals as actions
from quotes.documents import proposal as document


@app.task(name="quotes.render_proposal", retry=3)
def render_proposal(export: int) -> None:
    """Renders one export. Running twice is harmless: the second finds nothing to claim, or its bytes do not count."""
    claimed = actions.claim_export(export=export)
    if claimed is None:
        return
    try:
        proposal = document.collect(claimed.version, is_draft=claimed.is_draft)
        pdf = document.render(proposal, progress=lambda done: actions.note_progress(export=claimed, percent=done))
    except Refusal as refusal:
        with override("zh-hans"):
            actions.fail_export(export=claimed, failure=sentence(refusal), at=timezone.now())
        return
    actions.finish_export(
        export=claimed, pdf=pdf.data, sha256=pdf.sha256, pages=pdf.pages, snapshot=snapshot(proposal), at=timezone.now()
    )


def snapshot(proposal: Any) -> dict[str, Any]:
    """The frozen object behind the pages, as JSON."""
    return dict(asdict(proposal))
