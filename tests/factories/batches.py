"""An order of several files, whatever became of them."""

from quotes.domain.proposals import Kind, Language
from quotes.models import BatchItem, ProposalBatch, ProposalExport
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def batch(*exports: ProposalExport, by: User) -> ProposalBatch:
    made = ProposalBatch.objects.create(kind=Kind.PROPOSAL, language=Language.CHINESE, asked_at=NOW, asked_by=by)
    for export in exports:
        BatchItem.objects.create(batch=made, version=export.version, export=export)
    return made
