"""The contract of Ada's deal: an offer that nobody had to approve, and its checklist."""

from hashlib import sha256
from typing import Any

from contracts.actions.checklists import change_item, make_checklist, order_paper
from contracts.domain.checklists.words import ItemState
from contracts.domain.clauses.words import Region
from contracts.domain.payment import Buyer
from contracts.models import Checklist, ChecklistItem, ChecklistPaper
from dealdesk.pdf import Pdf
from quotes.actions.approvals import submit_version
from quotes.actions.orders import claim_order, finish_order
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def agreed(version: QuoteVersion, by: User) -> QuoteVersion:
    return submit_version(version=version, reason="", by=by, at=NOW).version


def checklist(version: QuoteVersion, by: User, **changed: Any) -> Checklist:
    told = {"regions": [Region.MAINLAND], "buyer": Buyer.LARGE, "we_are_small": True} | changed
    return make_checklist(deal=version.quote.deal, version=version, **told, by=by, at=NOW)


def paper(made: Checklist, by: User, content: bytes = b"%PDF-1.7") -> ChecklistPaper:
    """On paper, as the worker leaves it."""
    ordered = order_paper(deal=made.deal, language=Language.CHINESE, by=by, at=NOW)
    claimed = claim_order(orders=ChecklistPaper.objects.all(), order=ordered.pk)
    assert claimed is not None
    finish_order(order=claimed, pdf=Pdf(content=content, pages=1, sha256=sha256(content).hexdigest()), at=NOW)
    return ChecklistPaper.objects.get(pk=claimed.pk)


def item(made: Checklist, key: str) -> ChecklistItem:
    rows = made.items.select_related("clause__clause", "checklist__deal", "checklist__version")
    return rows.get(clause__clause__key=key)


def noted(row: ChecklistItem, by: User, **changed: Any) -> ChecklistItem:
    told = {
        "theirs": row.theirs, "level": row.level, "figure": row.figure, "evidence": row.evidence, "owner": row.owner,
        "state": ItemState(row.state), "edition": row.edition,
    }  # fmt: skip
    return change_item(item=row, **(told | changed), by=by, at=NOW)
